/** Shows the workspace, its channels and what is new in them. */

import { ICONS, h, icon } from "./dom.js";
import { avatar } from "./messages.js";
import { go, person, state } from "./store.js";

export function showSidebar(pane) {
  const direct = state.channels.filter((one) => one.direct);
  const open = state.channels.filter((one) => !one.direct);
  const focused = pane.contains(document.activeElement)
    ? document.activeElement.dataset.channel
    : null;
  pane.replaceChildren(
    h(
      "header",
      { class: "workspace" },
      h("span", { class: "workspace-mark", "aria-hidden": "true" }, state.workspace[0]),
      h("div", {}, h("strong", {}, state.workspace), h("span", {}, "a Slack of your own")),
    ),
    group("Channels", open),
    group("Direct messages", direct),
    foot(),
  );
  if (focused) pane.querySelector(`[data-channel="${focused}"]`)?.focus();
}

function group(label, channels) {
  return h(
    "section",
    { class: "group" },
    h("h2", {}, label),
    h(
      "ul",
      {},
      channels.map((one) => h("li", {}, entry(one))),
    ),
  );
}

function entry(one) {
  const unread = state.unread.get(one.id) ?? 0;
  const here = one.id === state.here;
  const open = () => {
    document.querySelector("#app").classList.remove("menu-open");
    go(one.id);
  };
  return h(
    "button",
    {
      type: "button",
      class: `entry${here ? " here" : ""}${unread ? " unread" : ""}`,
      "data-channel": one.id,
      "aria-current": here ? "page" : null,
      onclick: open,
    },
    one.direct ? h("span", { class: `presence${state.connected ? " on" : ""}` }) : icon(ICONS.hash),
    h("span", { class: "entry-name" }, one.name),
    one.direct ? h("span", { class: "badge" }, "APP") : null,
    unread ? h("span", { class: "count", "aria-label": `${unread} unread` }, unread) : null,
  );
}

function foot() {
  const you = person(state.you);
  const word = state.connected ? "The bot is connected" : "Waiting for the bot";
  return h(
    "footer",
    { class: "sidebar-foot" },
    avatar(you),
    h(
      "div",
      {},
      h("strong", {}, you.real_name),
      h(
        "span",
        { class: "link-state" },
        h("span", { class: `presence${state.connected ? " on" : ""}` }),
        word,
      ),
    ),
  );
}
