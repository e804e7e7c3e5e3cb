/** Shows one thread beside the channel, and takes replies. */

import { Composer } from "./composer.js";
import { ICONS, h, icon } from "./dom.js";
import { MessageList } from "./list.js";
import { channel, openThread, state, threadOf } from "./store.js";

const list = new MessageList("Replies");
let composer = null;

export function showThread(pane) {
  const open = state.thread && state.messages.has(state.thread);
  document.querySelector("#app").classList.toggle("with-thread", Boolean(open));
  pane.hidden = !open;
  if (!open) {
    delete pane.dataset.thread;
    return;
  }
  list.show(state.thread, threadOf(state.thread), { inThread: true, after: count });
  tally();
  if (pane.dataset.thread === state.thread) return;
  pane.dataset.thread = state.thread;
  const here = channel(state.here);
  composer = new Composer({
    channel: here.id,
    thread: state.thread,
    label: "Reply…",
    commands: false,
  });
  pane.replaceChildren(header(here), list.node, h("div", { class: "foot" }, composer.node));
  list.toNewest();
  composer.focus();
}

function header(here) {
  const close = h(
    "button",
    {
      type: "button",
      class: "quiet-button",
      "aria-label": "Close thread",
      onclick: () => openThread(null),
    },
    icon(ICONS.close),
  );
  return h(
    "header",
    { class: "pane-head" },
    h("h2", {}, "Thread"),
    h("p", {}, here.direct ? here.name : `#${here.name}`),
    close,
  );
}

function count(message) {
  return message.ts === state.thread ? h("div", { class: "tally", role: "separator" }) : null;
}

function tally() {
  const replies = threadOf(state.thread).length - 1;
  const rule = list.node.querySelector(".tally");
  if (rule) rule.textContent = replies ? `${replies} ${replies === 1 ? "reply" : "replies"}` : "";
}
