/** Draws the `markdown` block: headings, lists, fences and the usual marks. */

import { codeBlock } from "./code.js";
import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const FENCE = /```[^\n]*\n([\s\S]*?)\n?```/g;
const INLINE = /`([^`\n]+)`|\*\*(.+?)\*\*|\*(\S[^*\n]*?)\*|\[([^\]\n]+)\]\(([^)\s]+)\)/g;

export function markdown(text) {
  const nodes = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    nodes.push(...text.slice(end, fence.index).trim().split("\n").map(line), codeBlock(fence[1]));
    end = fence.index + fence[0].length;
  }
  return [...nodes, ...text.slice(end).trim().split("\n").map(line)];
}

function line(text) {
  const heading = /^#{1,6} (.*)$/.exec(text);
  if (heading)
    return h(
      "div",
      { class: "line", role: "heading", "aria-level": "4" },
      h("strong", {}, inline(heading[1])),
    );
  const item = /^\s*[-*] (.*)$/.exec(text);
  return h(
    "div",
    { class: text ? "line" : "line blank" },
    item ? ["• ", inline(item[1])] : inline(text),
  );
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, found.index), mark(found));
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)];
}

function mark([, code, bold, italic, label, url]) {
  if (code) return h("code", {}, code);
  if (bold) return h("strong", {}, inline(bold));
  return italic ? h("em", {}, inline(italic)) : link(url, label);
}
