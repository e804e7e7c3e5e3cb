/** Offers sample pastes, one click each. */

import { h } from "./dom.js";

const samples = await (await fetch("/page/samples.json")).json();

export function samplesBar(composer) {
  const one = ({ name, about, text }) =>
    h(
      "button",
      { type: "button", class: "sample", title: about, onclick: () => composer.send(text) },
      name,
    );
  return h(
    "div",
    { class: "samples", role: "group", "aria-label": "Sample pastes" },
    h("span", {}, "Try"),
    samples.map(one),
  );
}
