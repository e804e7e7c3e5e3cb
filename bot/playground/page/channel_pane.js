/** Shows the channel one is in: its name, its messages, and the composer. */

import { Composer } from "./composer.js";
import { ICONS, h, icon } from "./dom.js";
import { MessageList } from "./list.js";
import { samplesBar } from "./samples.js";
import { channel, messagesOf, state } from "./store.js";

const TOPICS = {
  "crm-help": "Paste an error of Dynamics CRM for Outlook; the answer comes in its thread.",
  general: "Anything else. The bot stays silent unless it knows the error.",
};

const list = new MessageList("Messages");
const composers = new Map();

export function showChannel(pane) {
  const here = channel(state.here);
  const messages = messagesOf(here.id);
  list.show(here.id, messages, { before: messages.length ? null : welcome(here) });
  const composer = composers.get(here.id) ?? newComposer(here);
  if (pane.dataset.channel === here.id) return;
  pane.dataset.channel = here.id;
  pane.setAttribute(
    "aria-label",
    here.direct ? `Direct message with ${here.name}` : `Channel ${here.name}`,
  );
  pane.replaceChildren(
    header(here),
    list.node,
    h("div", { class: "foot" }, samplesBar(composer), composer.node),
  );
  list.toNewest();
  composer.focus();
}

function newComposer(here) {
  const composer = new Composer({
    channel: here.id,
    label: `Message ${here.direct ? "" : "#"}${here.name}`,
    commands: true,
  });
  composers.set(here.id, composer);
  return composer;
}

function header(here) {
  const menu = h(
    "button",
    { type: "button", class: "open-menu", "aria-label": "Channels" },
    icon(ICONS.menu),
  );
  menu.addEventListener("click", () =>
    document.querySelector("#app").classList.toggle("menu-open"),
  );
  const title = h(
    "h1",
    {},
    here.direct ? h("span", { class: "presence on" }) : icon(ICONS.hash),
    here.name,
  );
  return h(
    "header",
    { class: "pane-head" },
    menu,
    title,
    h("p", {}, here.direct ? "The bot, in private." : (TOPICS[here.name] ?? "")),
  );
}

let welcomed = null;

function welcome(here) {
  if (welcomed?.dataset.channel === here.id) return welcomed;
  const name = here.direct ? here.name : `#${here.name}`;
  welcomed = h(
    "section",
    { class: "welcome", "data-channel": here.id },
    h("div", { class: "welcome-mark", "aria-hidden": "true" }, h("span", {}, "://")),
    h("h2", {}, here.direct ? `This is ${name}` : `Welcome to ${name}`),
    h("p", {}, "Paste the error you see in Outlook, drop a log, or type an address. "),
    h("p", { class: "quiet" }, "Or begin with one of the samples below: one click posts it."),
  );
  return welcomed;
}
