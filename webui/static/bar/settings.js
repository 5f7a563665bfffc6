/** The settings popover: who edits, and how the page looks. */

import { h } from "../dom.js";
import { preference, remember, wear } from "../preferences.js";

const CHOICES = [
  [
    "theme",
    "Colours",
    [
      ["", "As the system"],
      ["light", "Light"],
      ["dark", "Dark"],
    ],
  ],
  [
    "letters",
    "Letters of the texts",
    [
      ["", "Sans"],
      ["serif", "Serif"],
    ],
  ],
  [
    "density",
    "Rows",
    [
      ["", "Roomy"],
      ["compact", "Compact"],
    ],
  ],
];

/** @param {HTMLElement} element the popover */
export function drawSettings(element) {
  const author = h("input", {
    id: "author",
    autocomplete: "name",
    value: preference("author"),
    placeholder: "Shown beside your edits",
    on: { input: () => remember("author", author.value.trim()) },
  });
  element.replaceChildren(
    h("h2", { text: "Settings" }),
    h("p", { class: "field" }, h("label", { for: "author", text: "Your name" }), author),
    ...CHOICES.map(([name, title, options]) => drawChoice(name, title, options)),
  );
}

function drawChoice(name, title, options) {
  const now = preference(name);
  const draw = ([value, words]) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value, checked: value === now, on: { change: () => wear(name, value) } }),
      words,
    );
  return h("fieldset", { class: "setting" }, h("legend", { text: title }), ...options.map(draw));
}
