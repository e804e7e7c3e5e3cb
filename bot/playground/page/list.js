/** Keeps a list of messages on the page in step with the store, and stays at its newest end. */

import { day } from "./dates.js";
import { h } from "./dom.js";
import { GROUPED_WITHIN, messageNode } from "./messages.js";

const NEAR_THE_END = 120; // pixels
const ABOVE = 8;

export class MessageList {
  #drawn = new Map();
  #whose = null;
  #follows = true; // until somebody scrolls away from what is newest
  #placed = 0;

  constructor(label) {
    this.node = h("div", { class: "messages", role: "log", "aria-label": label, tabindex: "-1" });
    this.node.addEventListener("scroll", () => (this.#follows = this.#isAtNewest()));
    new ResizeObserver(() => this.#follows && this.toNewest()).observe(this.node);
  }

  /** Draw `messages`; `whose` tells lists apart that share this place, such as channels. */
  show(whose, messages, { inThread = false, before = null, after = () => null } = {}) {
    const moved = whose !== this.#whose;
    if (moved) this.#drawn.clear();
    this.#whose = whose;
    const wanted = [before, ...this.#nodes(messages, inThread, after)].filter(Boolean);
    if (!moved && same(wanted, [...this.node.children])) return;
    const top = this.node.scrollTop;
    this.#put(wanted);
    if (this.#follows || moved) this.toNewest();
    else this.node.scrollTop = top;
  }

  /** Change only what differs: what has the keyboard's focus keeps it. */
  #put(wanted) {
    const staying = new Set(wanted);
    for (const node of [...this.node.children]) if (!staying.has(node)) node.remove();
    wanted.forEach((node, at) => {
      const there = this.node.children[at];
      if (there !== node) this.node.insertBefore(node, there ?? null);
    });
  }

  /** Go to the newest message: its end, or its beginning when it is taller than the list. */
  toNewest() {
    const newest = this.node.querySelector(":scope > .message:last-of-type");
    const end = this.node.scrollHeight - this.node.clientHeight;
    const beginning = newest ? newest.offsetTop - this.node.offsetTop - ABOVE : end;
    this.node.scrollTop = Math.min(end, beginning);
    this.#placed = this.node.scrollTop;
    this.#follows = true;
  }

  #isAtNewest() {
    if (Math.abs(this.node.scrollTop - this.#placed) < 2) return true;
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_THE_END;
  }

  #nodes(messages, inThread, after) {
    const kept = new Map();
    const nodes = messages.flatMap((message, at) => {
      const previous = messages[at - 1];
      const newDay = !inThread && (!previous || day(previous.ts) !== day(message.ts));
      const follows = !newDay && isClose(previous, message);
      const key = JSON.stringify([message, follows]);
      const known = this.#drawn.get(message.ts);
      const entry =
        known?.key === key
          ? known
          : {
              key,
              node: messageNode(message, { inThread, follows }),
              rule: newDay ? rule(day(message.ts)) : null,
            };
      entry.after = known?.after ?? after(message, messages.length);
      kept.set(message.ts, entry);
      return [entry.rule, entry.node, entry.after].filter(Boolean);
    });
    this.#drawn = kept;
    return nodes;
  }
}

function isClose(previous, message) {
  if (!previous || previous.user !== message.user) return false;
  if (previous.visible_to || message.visible_to || previous.reply_count) return false;
  return Number(message.ts) - Number(previous.ts) < GROUPED_WITHIN;
}

const rule = (words) => h("div", { class: "day", role: "separator" }, h("span", {}, words));
const same = (a, b) => a.length === b.length && a.every((node, at) => node === b[at]);
