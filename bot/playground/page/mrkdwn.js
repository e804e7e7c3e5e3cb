/** Draws Slack's mrkdwn: fences, quotes, *bold*, _italics_, ~struck~, `code`, links and mentions. */

import { codeBlock } from "./code.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channel, person } from "./store.js";

const FENCE = /```\n?([\s\S]*?)\n?```/g;
const SAFE = /^(https?|mailto):/i;
const INLINE = new RegExp(
  [
    "(?<!\\w)`(?<code>[^`\\n]+)`(?!\\w)",
    "<(?<angle>[^<>\\s][^<>]*)>",
    "(?<![\\w*])\\*(?<bold>\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])",
    "(?<![\\w_])_(?<italic>\\S(?:[^_\\n]*\\S)?)_(?![\\w_])",
    "(?<![\\w~])~(?<struck>\\S(?:[^~\\n]*\\S)?)~(?![\\w~])",
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "g",
);

export function decoded(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export function link(url, label = url) {
  if (!SAFE.test(url)) return label;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function userTag(id) {
  return h("span", { class: "tag" }, `@${person(id).name}`);
}

export function mrkdwn(text) {
  const nodes = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    nodes.push(...lines(text.slice(end, fence.index)));
    nodes.push(codeBlock(bare(fence[1])));
    end = fence.index + fence[0].length;
  }
  return [...nodes, ...lines(text.slice(end))];
}

function bare(code) {
  return decoded(code.replace(/<(https?:[^|>]+)(?:\|([^>]*))?>/g, (_, url, label) => label ?? url));
}

function lines(text) {
  const nodes = [];
  let quote = null;
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = h("blockquote")));
      quote.append(h("div", {}, inline(quoted[1])));
    } else if (line || text.includes("\n")) {
      quote = null;
      nodes.push(h("div", { class: line ? "line" : "line blank" }, inline(line)));
    }
  }
  return nodes;
}

export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(decoded(text.slice(end, found.index)), styled(found));
    end = found.index + found[0].length;
  }
  return [...nodes, decoded(text.slice(end))];
}

function styled({ 0: whole, groups }) {
  if (groups.code) return h("code", {}, decoded(groups.code));
  if (groups.angle) return angle(groups.angle);
  if (groups.bold) return h("strong", {}, inline(groups.bold));
  if (groups.italic) return h("em", {}, inline(groups.italic));
  if (groups.struck) return h("s", {}, inline(groups.struck));
  return emoji(groups.emoji) ?? whole;
}

function angle(inside) {
  const [target, label] = inside.split("|", 2);
  if (target.startsWith("@")) return userTag(target.slice(1));
  if (target.startsWith("#")) {
    const name = channel(target.slice(1))?.name ?? label ?? target.slice(1);
    return h("span", { class: "tag" }, `#${name}`);
  }
  if (target.startsWith("!")) {
    return h("span", { class: "tag" }, decoded(label ?? `@${target.slice(1)}`));
  }
  return link(decoded(target), decoded(label ?? target.replace(/^mailto:/, "")));
}
