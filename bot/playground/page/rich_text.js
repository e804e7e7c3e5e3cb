/** Draws rich_text blocks: sections, lists, quotes and preformatted text. */

import { codeBlock } from "./code.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, userTag } from "./mrkdwn.js";
import { channel } from "./store.js";

const DRAW = {
  rich_text_section: (part) => h("div", { class: "rich" }, part.elements.map(element)),
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(element)),
  rich_text_preformatted: (part) => codeBlock(part.elements.map(words).join("")),
  rich_text_list: list,
};

export function richText(block) {
  return (block.elements ?? []).map((part) => DRAW[part.type]?.(part) ?? null);
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const items = part.elements.map((item) => h("li", {}, (item.elements ?? []).map(element)));
  return h(tag, { class: `indent-${Math.min(part.indent ?? 0, 4)}` }, items);
}

const words = (part) => part.text ?? part.url ?? "";

function element(part) {
  const drawn = plainElement(part);
  return Object.entries({ code: "code", strike: "s", italic: "em", bold: "strong" })
    .filter(([style]) => part.style?.[style])
    .reduce((inside, [, tag]) => h(tag, {}, inside), drawn);
}

function plainElement(part) {
  if (part.type === "link") return link(part.url, part.text ?? part.url);
  if (part.type === "user") return userTag(part.user_id);
  if (part.type === "channel")
    return h("span", { class: "tag" }, `#${channel(part.channel_id)?.name}`);
  if (part.type === "broadcast") return h("span", { class: "tag" }, `@${part.range}`);
  if (part.type === "emoji") return emoji(part.name) ?? `:${part.name}:`;
  return words(part);
}
