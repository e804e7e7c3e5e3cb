/** Draws Block Kit, a function a block, from the JSON that Slack would get. */

import { h } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { inline, mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const DRAW = {
  header: (block) => h("h3", { class: "b-header" }, block.text.text),
  divider: () => h("hr", { class: "b-divider" }),
  section,
  context: (block) => h("div", { class: "b-context" }, block.elements.map(contextElement)),
  actions: (block, act) =>
    h(
      "div",
      { class: "b-actions" },
      block.elements.map((one) => element(one, block, act)),
    ),
  rich_text: (block) => h("div", { class: "b-rich" }, richText(block)),
  markdown: (block) => h("div", { class: "b-section" }, markdown(block.text)),
  image: (block) => h("div", { class: "b-image", role: "img" }, `Image: ${block.alt_text}`),
  input,
};

/** `act(action)` is called when somebody uses an element; see elements.js for its shape. */
export function blocks(all, act) {
  return all.map((block) => DRAW[block.type]?.(block, act) ?? null);
}

export function text(object) {
  return object.type === "mrkdwn" ? mrkdwn(object.text) : object.text;
}

function section(block, act) {
  const main = h("div", { class: "b-text" });
  if (block.text) main.append(...[text(block.text)].flat());
  if (block.fields) {
    const fields = block.fields.map((field) => h("div", { class: "b-field" }, text(field)));
    main.append(h("div", { class: "b-fields" }, fields));
  }
  const accessory =
    block.accessory && h("div", { class: "b-accessory" }, element(block.accessory, block, act));
  return h("div", { class: "b-section" }, main, accessory);
}

function contextElement(part) {
  if (part.type === "image") return h("span", {}, part.alt_text);
  return h("span", {}, part.type === "mrkdwn" ? inline(part.text) : part.text);
}

function input(block, act) {
  const name = `input-${block.block_id}`;
  const optional = block.optional && h("span", { class: "optional" }, " (optional)");
  const notes = [];
  if (block.hint) notes.push(h("p", { class: "hint", id: `${name}-hint` }, block.hint.text));
  const error = h("p", { class: "error", id: `${name}-error`, role: "alert", hidden: true });
  const control = element(block.element, block, act);
  control.id = name;
  control.setAttribute("aria-describedby", `${name}-error ${name}-hint`);
  return h(
    "div",
    { class: "b-input", "data-block": block.block_id },
    h("label", { for: name }, block.label.text, optional || null),
    control,
    error,
    notes,
  );
}
