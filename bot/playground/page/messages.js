/** Draws one message: who, when, what, its files, and what can be done with it. */

import { blocks } from "./blocks.js";
import { clock, isoTime } from "./dates.js";
import { ICONS, h, icon } from "./dom.js";
import { values } from "./elements.js";
import { mrkdwn } from "./mrkdwn.js";
import * as server from "./server.js";
import { isReply, openThread, person, state } from "./store.js";
import { toast } from "./toast.js";

const LONG_LINES = 12;
const unfolded = new Set();
export const GROUPED_WITHIN = 300; // seconds in which one person's messages share a heading

export function avatar(who) {
  const initials = who.real_name
    .split(/\s+/)
    .map((name) => name[0])
    .join("")
    .slice(0, 2)
    .toUpperCase();
  const kind = who.is_bot
    ? "bot"
    : `tone-${[...who.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5}`;
  return h(
    "span",
    { class: `avatar ${kind}`, "aria-hidden": "true" },
    who.is_bot ? "://" : initials,
  );
}

/** `inThread` leaves out what leads into the thread; `follows` leaves out the heading. */
export function messageNode(message, { inThread = false, follows = false } = {}) {
  const who = person(message.user);
  const own = h(
    "div",
    { class: "message-main" },
    follows ? null : heading(message, who),
    body(message),
    files(message),
    inThread ? null : replyBar(message),
  );
  const margin = follows
    ? h("time", { class: "margin-time", datetime: isoTime(message.ts) }, clock(message.ts))
    : avatar(who);
  const whisper =
    message.visible_to && h("p", { class: "whisper-note" }, icon(ICONS.eye), "Only visible to you");
  const kind = ["message", follows && "follows", message.visible_to && "whisper"]
    .filter(Boolean)
    .join(" ");
  return h(
    "article",
    {
      class: kind,
      "data-ts": message.ts,
      tabindex: "0",
      "aria-label": `${who.real_name}, ${clock(message.ts)}`,
    },
    whisper || null,
    h("div", { class: "message-row" }, margin, own),
    toolbar(message, inThread),
  );
}

function heading(message, who) {
  return h(
    "header",
    { class: "message-head" },
    h("span", { class: "name" }, who.is_bot ? who.name : who.real_name),
    who.is_bot ? h("span", { class: "badge" }, "APP") : null,
    h("time", { datetime: isoTime(message.ts) }, clock(message.ts)),
  );
}

function body(message) {
  const act = (action, pressed) => press(message, action, pressed);
  const content = message.blocks?.length ? blocks(message.blocks, act) : mrkdwn(message.text);
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  return folding(h("div", { class: "message-body" }, content, edited), message);
}

/** A long paste shows its beginning, and all of it when asked; it stays as it was left. */
function folding(node, message) {
  if (person(message.user).is_bot || message.text.split("\n").length <= LONG_LINES) return node;
  const more = h("button", { type: "button", class: "see-more" });
  const show = () => {
    const folded = !unfolded.has(message.ts);
    node.classList.toggle("folded", folded);
    more.textContent = folded ? "See more" : "See less";
    more.setAttribute("aria-expanded", String(!folded));
  };
  more.addEventListener("click", () => {
    if (!unfolded.delete(message.ts)) unfolded.add(message.ts);
    show();
  });
  show();
  return [node, more];
}

async function press(message, action, pressed) {
  const row = pressed.closest(".message-body");
  pressed.classList.add("waiting");
  try {
    const place = { channel: message.channel, ts: message.ts };
    const { ok } = await server.click(place, { ...action, state: values(row) });
    if (!ok) toast("The app did not respond. Try again.");
  } catch {
    toast("That did not reach the app.");
  } finally {
    pressed.classList.remove("waiting");
  }
}

function files(message) {
  if (!message.files?.length) return null;
  const one = (file) =>
    h(
      "div",
      { class: "file" },
      icon(ICONS.file),
      h(
        "div",
        {},
        h("strong", {}, file.name ?? "A file from another company"),
        file.size ? h("span", {}, `${file.pretty_type} · ${size(file.size)}`) : null,
      ),
    );
  return h("div", { class: "files" }, message.files.map(one));
}

const size = (bytes) =>
  bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;

function replyBar(message) {
  if (!message.reply_count) return null;
  const faces = message.reply_users.slice(0, 4).map((id) => avatar(person(id)));
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  const open = () => openThread(message.ts);
  return h(
    "button",
    { type: "button", class: "reply-bar", onclick: open },
    faces,
    h("strong", {}, count),
    h("span", {}, `Last reply ${clock(message.latest_reply)}`),
  );
}

function toolbar(message, inThread) {
  const buttons = [];
  const add = (label, paths, act) =>
    buttons.push(
      h("button", { type: "button", title: label, "aria-label": label, onclick: act }, icon(paths)),
    );
  if (!inThread && !isReply(message) && !message.visible_to) {
    add("Reply in thread", ICONS.reply, () => openThread(message.ts));
  }
  if (message.user === state.you) {
    add("Edit message", ICONS.edit, (event) =>
      editInPlace(event.currentTarget.closest(".message"), message),
    );
    add("Delete message", ICONS.remove, () => server.remove(message.channel, message.ts));
  }
  return buttons.length
    ? h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" }, buttons)
    : null;
}

function editInPlace(node, message) {
  const box = h("textarea", { class: "field edit-box", rows: 6, "aria-label": "Edit message" });
  box.value = typed(message);
  const restore = () => node.replaceWith(messageNode(message));
  const save = async () => {
    await server.edit(message.channel, message.ts, box.value);
  };
  const keep = h("button", { type: "button", class: "button primary", onclick: save }, "Save");
  const leave = h("button", { type: "button", class: "button", onclick: restore }, "Cancel");
  node
    .querySelector(".message-body")
    .replaceChildren(box, h("div", { class: "b-actions" }, leave, keep));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") restore();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  });
  box.focus();
}

function typed(message) {
  const plain = message.text.replace(/<(?:mailto:)?([^|>]+)(?:\|([^>]*))?>/g, (_, url, label) =>
    url.startsWith("@") ? `@${person(url.slice(1)).name}` : (label ?? url),
  );
  return plain.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
