/** Draws code to the letter, with a button that copies it clean. */

import { ICONS, h, icon } from "./dom.js";

const TALL = 14;

export function codeBlock(text) {
  const code = h("pre", { tabindex: "0", "aria-label": "Code" }, h("code", {}, text));
  const box = h("div", { class: "code-block" }, code, copyButton(text));
  if (text.split("\n").length > TALL) fold(box);
  return box;
}

function copyButton(text) {
  const button = h(
    "button",
    { type: "button", class: "copy", "aria-label": "Copy" },
    icon(ICONS.copy),
  );
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.replaceChildren(icon(ICONS.done), "Copied");
    setTimeout(() => button.replaceChildren(icon(ICONS.copy)), 1600);
  });
  return button;
}

function fold(box) {
  box.classList.add("folded");
  const more = h(
    "button",
    { type: "button", class: "unfold", "aria-expanded": "false" },
    "Show all",
  );
  more.addEventListener("click", () => {
    const folded = box.classList.toggle("folded");
    more.textContent = folded ? "Show all" : "Show less";
    more.setAttribute("aria-expanded", String(!folded));
  });
  box.append(more);
}
