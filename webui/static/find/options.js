/** How words are searched for, and what shall stand in their place: a panel under the field. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { isComposing, keyWords } from "../keys.js";

const SWITCHES = [
  ["cases", "Aa", t("Match case")],
  ["whole", "W", t("Whole words")],
  ["regex", ".*", t("Regular expression")],
];

/** Calls `changed` when another choice was made, `preview` to replace, `leave` when it gives the keyboard back. */
export class FindOptions {
  element;
  button;
  #switches;
  #side;
  #replacement;
  #preview;
  #problem = h("p", { class: "find-problem", role: "status" });

  /**
   * @param {import("../alignment/desk.js").Desk} desk
   * @param {{changed: () => void, preview: () => void, leave: () => void}} calls
   */
  constructor(desk, { changed, preview, leave }) {
    this.#switches = SWITCHES.map(([name, sign, words]) => this.#drawSwitch(name, sign, words, changed));
    this.#side = h(
      "select",
      { "aria-label": t("Where to find"), autocomplete: "off", on: { change: changed } },
      h("option", { value: "", text: t("Both texts") }),
      ...["source", "target"].map((side) => h("option", { value: side, text: desk.texts[side].language_name })),
    );
    this.#replacement = h("input", { "aria-label": t("Replace with"), placeholder: t("Replace with"), autocomplete: "off", spellcheck: "false" });
    this.#preview = h("button", { type: "button", class: "button primary", disabled: true, on: { click: preview } }, t("Preview…"));
    this.#replacement.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      event.preventDefault();
      preview();
    });
    const words = t("Search options and replacing");
    this.button = h(
      "button",
      { type: "button", class: "find-more", title: `${words} (${keyWords("replace")})`, "aria-label": words, "aria-expanded": "false", on: { click: () => this.#toggle() } },
      icon("next"),
    );
    this.element = h(
      "div",
      { class: "find-panel", hidden: true },
      h("div", { class: "find-line" }, h("div", { class: "find-switches", role: "group", "aria-label": t("How to find") }, ...this.#switches), this.#side),
      !desk.readOnly && h("div", { class: "find-line" }, this.#replacement, this.#preview),
      this.#problem,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isComposing(event)) return;
      event.preventDefault();
      this.close();
      leave();
    });
  }

  /** @returns {{cases: boolean, whole: boolean, regex: boolean, side: string}} */
  get value() {
    const pressed = this.#switches.map((each) => [each.dataset.name, each.getAttribute("aria-pressed") === "true"]);
    return { ...Object.fromEntries(pressed), side: this.#side.value };
  }

  get replacement() {
    return this.#replacement.value;
  }

  /** Show the panel; with `enter` the keyboard goes there. */
  open(enter = false) {
    this.#show(true);
    if (enter) this.#switches[0].focus();
  }

  close() {
    this.#show(false);
  }

  /** Give the keyboard to the field for other words. */
  focus() {
    this.#replacement.focus();
    this.#replacement.select();
  }

  /** Whether there is something that could be replaced. */
  allow(possible) {
    this.#preview.disabled = !possible;
  }

  /** Say what is wrong with an expression; nothing takes it back. */
  complain(problem) {
    this.#problem.textContent = problem;
    if (problem) this.#show(true);
  }

  #toggle() {
    this.#show(this.element.hidden);
    if (!this.element.hidden) this.#switches[0].focus();
  }

  #show(shown) {
    this.element.hidden = !shown;
    this.button.setAttribute("aria-expanded", String(shown));
  }

  #drawSwitch(name, sign, words, changed) {
    const press = ({ currentTarget }) => {
      currentTarget.setAttribute("aria-pressed", String(currentTarget.getAttribute("aria-pressed") !== "true"));
      changed();
    };
    return h(
      "button",
      { type: "button", class: "button small", "aria-pressed": "false", title: words, data: { name }, on: { click: press } },
      h("span", { class: "sign", "aria-hidden": "true", text: sign }),
      h("span", { text: words }),
    );
  }
}
