/** The settings popover: who edits, how the page looks, how it behaves, and in which language it speaks. */

import { h } from "../dom.js";
import { LANGUAGE_CHOICE, t } from "../i18n.js";
import { preference, remember, wear } from "../preferences.js";

/** Each choice: its name, its title, its options, and whether it is seen at once. */
const CHOICES = [
  ["theme", t("Colours"), [["", t("As the system")], ["light", t("Light")], ["dark", t("Dark")]], wear],
  ["letters", t("Letters of the texts"), [["", t("Sans")], ["serif", t("Serif")]], wear],
  ["density", t("Rows"), [["", t("Roomy")], ["compact", t("Compact")], ["dense", t("Dense")]], wear],
  ["measure", t("Length of lines"), [["", t("As wide as the window")], ["book", t("As in a book")]], wear],
  ["lamp", t("Word lamp under the pointer"), [["", t("On")], ["off", t("Off")]], remember],
  ["trail", t("After mending a row that a jump led to"), [["", t("Go on to the next")], ["stay", t("Stay")]], remember],
];

/**
 * @param {HTMLElement} element the popover
 * @param {import("../alignment/desk.js").Desk} desk
 */
export function drawSettings(element, desk) {
  const author = h("input", {
    id: "author",
    autocomplete: "name",
    value: preference("author"),
    placeholder: t("Shown beside your edits"),
    on: { input: () => remember("author", author.value.trim()) },
  });
  const keys = h(
    "button",
    { type: "button", class: "button small", on: { click: () => (element.hidePopover(), desk.perform("help")) } },
    t("Keys…"),
  );
  element.replaceChildren(
    h("h2", { text: t("Settings") }),
    h("p", { class: "field" }, h("label", { for: "author", text: t("Your name") }), author),
    ...CHOICES.map(([name, title, options, keep]) => drawChoice(name, title, options, keep)),
    drawLanguages(),
    h("p", { class: "setting" }, keys),
  );
}

function drawChoice(name, title, options, keep) {
  const now = preference(name);
  const draw = ([value, words]) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value, checked: value === now, on: { change: () => keep(name, value) } }),
      words,
    );
  return h("fieldset", { class: "setting" }, h("legend", { text: title }), ...options.map(draw));
}

function drawLanguages() {
  const draw = ({ tag, name, chosen, url }) =>
    h("a", { href: url, lang: tag, hreflang: tag, "aria-current": chosen ? "true" : null, text: name });
  return h(
    "nav",
    { class: "setting languages", "aria-label": t("Language") },
    h("p", { class: "legend", text: t("Language") }),
    ...LANGUAGE_CHOICE.map(draw),
  );
}
