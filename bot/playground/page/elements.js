/** Draws what people press, choose and fill in, and reads what they filled in. */

import { h } from "./dom.js";

const DRAW = {
  button,
  static_select: select,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  radio_buttons: (one, block, act) => choices(one, block, act, "radio"),
  checkboxes: (one, block, act) => choices(one, block, act, "checkbox"),
  overflow: select,
};

export function element(one, block, act) {
  const drawn = DRAW[one.type]?.(one, block, act) ?? h("span", { class: "unknown" }, one.type);
  drawn.dataset.block = block.block_id;
  drawn.dataset.action = one.action_id ?? "";
  drawn.dataset.type = one.type;
  return drawn;
}

/** Give `state.values` of everything fillable below `root`, as Slack does. */
export function values(root) {
  const all = {};
  for (const drawn of root.querySelectorAll("[data-action]")) {
    const read = READ[drawn.dataset.type];
    if (!read) continue;
    (all[drawn.dataset.block] ??= {})[drawn.dataset.action] = {
      type: drawn.dataset.type,
      ...read(drawn),
    };
  }
  return all;
}

const typed = (drawn) => ({ value: drawn.value || null });
const READ = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: (drawn) => ({ selected_option: drawn.options_[drawn.value] ?? null }),
  radio_buttons: (drawn) => ({ selected_option: chosen(drawn)[0] ?? null }),
  checkboxes: (drawn) => ({ selected_options: chosen(drawn) }),
};

function button(one, block, act) {
  const style = one.style ? ` ${one.style}` : "";
  const pressed = {
    type: "button",
    action_id: one.action_id,
    block_id: block.block_id,
    text: one.text,
  };
  if (one.value !== undefined) pressed.value = one.value;
  const drawn = h(
    "button",
    { type: "button", class: `button${style}`, "aria-label": one.accessibility_label },
    one.text.text,
  );
  drawn.addEventListener("click", () => {
    if (one.url) window.open(one.url, "_blank", "noopener");
    act(pressed, drawn);
  });
  return drawn;
}

function select(one, block, act) {
  const options = [
    ...(one.options ?? []),
    ...(one.option_groups ?? []).flatMap((group) => group.options),
  ];
  const placeholder = h("option", { value: "" }, one.placeholder?.text ?? "Choose");
  const initial = options.findIndex((option) => option.value === one.initial_option?.value);
  const drawn = h(
    "select",
    { class: "field" },
    placeholder,
    options.map((option, at) => h("option", { value: at }, option.text.text)),
  );
  drawn.options_ = options;
  if (initial >= 0) drawn.value = String(initial);
  drawn.addEventListener("change", () => {
    if (!block.element && drawn.value) {
      act(
        {
          type: one.type,
          action_id: one.action_id,
          block_id: block.block_id,
          selected_option: options[drawn.value],
        },
        drawn,
      );
    }
  });
  return drawn;
}

function textInput(one) {
  const common = {
    class: "field",
    placeholder: one.placeholder?.text,
    maxlength: one.max_length,
    autofocus: one.focus_on_load,
  };
  const kind =
    { email_text_input: "email", url_text_input: "url", number_input: "number" }[one.type] ??
    "text";
  const drawn = one.multiline
    ? h("textarea", { ...common, rows: 4 })
    : h("input", { ...common, type: kind, autocomplete: "off" });
  drawn.value = one.initial_value ?? "";
  return drawn;
}

function choices(one, block, act, kind) {
  const name = `${block.block_id}-${one.action_id}`;
  const marked = new Set(
    [one.initial_option, ...(one.initial_options ?? [])].map((option) => option?.value),
  );
  const boxes = one.options.map((option, at) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: kind, name, value: at, checked: marked.has(option.value) }),
      option.text.text,
    ),
  );
  const drawn = h(
    "div",
    { class: "choices", role: kind === "radio" ? "radiogroup" : "group" },
    boxes,
  );
  drawn.options_ = one.options;
  drawn.addEventListener("change", () => {
    if (block.element) return;
    const picked =
      kind === "radio"
        ? { selected_option: chosen(drawn)[0] }
        : { selected_options: chosen(drawn) };
    act({ type: one.type, action_id: one.action_id, block_id: block.block_id, ...picked }, drawn);
  });
  return drawn;
}

function chosen(drawn) {
  return [...drawn.querySelectorAll("input:checked")].map((box) => drawn.options_[box.value]);
}
