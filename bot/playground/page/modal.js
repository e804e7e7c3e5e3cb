/** Shows the app's modal: its blocks, its errors at their fields, and its buttons. */

import { blocks } from "./blocks.js";
import { ICONS, h, icon } from "./dom.js";
import { values } from "./elements.js";
import * as server from "./server.js";
import { state } from "./store.js";
import { toast } from "./toast.js";

let shown = null;

export function showModal(dialog) {
  const view = state.view;
  const key = view && `${view.id} ${view.hash}`;
  if (key === shown) return;
  shown = key;
  if (!view) {
    dialog.close();
    return;
  }
  draw(dialog, view);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input, textarea, select, .modal-foot button")?.focus();
}

function draw(dialog, view) {
  const close = (all) => server.closeView(all);
  const act = (action, pressed) =>
    server.click({}, { ...action, state: values(pressed.closest("form")) });
  const form = h(
    "form",
    { class: "modal-form", novalidate: true },
    h(
      "header",
      { class: "modal-head" },
      h("span", { class: "avatar bot", "aria-hidden": "true" }, "://"),
      h("h2", { id: "modal-title" }, view.title.text),
      h(
        "button",
        {
          type: "button",
          class: "quiet-button",
          "aria-label": "Close",
          onclick: () => close(true),
        },
        icon(ICONS.close),
      ),
    ),
    h("div", { class: "modal-body" }, blocks(view.blocks, act)),
    h(
      "footer",
      { class: "modal-foot" },
      h(
        "button",
        { type: "button", class: "button", onclick: () => close(false) },
        view.close?.text ?? "Close",
      ),
      view.submit
        ? h("button", { type: "submit", class: "button primary" }, view.submit.text)
        : null,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, view);
  });
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => {
    event.preventDefault();
    close(true);
  };
}

async function submit(form, view) {
  const filled = values(form);
  const missing = Object.fromEntries(
    view.blocks
      .filter((block) => isMissing(block, filled))
      .map((block) => [block.block_id, "Please complete this required field."]),
  );
  showErrors(form, missing);
  if (Object.keys(missing).length) return;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const answer = await server.submit(filled);
    if (answer.errors) showErrors(form, answer.errors);
    if (answer.failed) toast("The app did not respond. Try again.");
  } catch {
    toast("That did not reach the app.");
  } finally {
    button.disabled = false;
  }
}

function isMissing(block, filled) {
  if (block.type !== "input" || block.optional) return false;
  const value = filled[block.block_id]?.[block.element.action_id];
  return !(value?.value || value?.selected_option || value?.selected_options?.length);
}

function showErrors(form, errors) {
  for (const input of form.querySelectorAll(".b-input")) {
    const words = errors[input.dataset.block];
    const place = input.querySelector(".error");
    place.textContent = words ?? "";
    place.hidden = !words;
    input.classList.toggle("wrong", Boolean(words));
    input.querySelector("[data-action]").setAttribute("aria-invalid", String(Boolean(words)));
  }
  form.querySelector(".wrong [data-action]")?.focus();
}
