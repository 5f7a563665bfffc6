/** Editing the wording of a cell, in fields that are opened on purpose. */

import { h } from "../dom.js";
import { LANGUAGE, languageName, t } from "../i18n.js";
import { isComposing, keyWords } from "../keys.js";

/** Opens a field for each segment of the current cell; the row is held as it is until they close. */
export class Editor {
  #desk;
  #link;
  #side;
  #fields = [];

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  get active() {
    return this.#fields.length > 0;
  }

  /** Whether something was typed that is not saved. */
  get dirty() {
    return this.#fields.some(({ element, was }) => element.value !== was);
  }

  /**
   * Open the current cell.
   * @param {number} [segment] the one to begin with, by id
   */
  open(segment) {
    if (this.active) return;
    const { link, side } = this.#desk.cursor;
    [this.#link, this.#side] = [link, side];
    this.#fields = link[side].map((each, index) => this.#field(each, index));
    this.#desk.grid.hold(link);
    this.#desk.grid.cell(link, side).replaceChildren(...this.#fields.map(({ element }) => element), this.#buttons());
    const field = this.#fields.find(({ id }) => id === segment) ?? this.#fields[0];
    field.element.focus();
    this.#desk.say(t("Ctrl+Enter saves, Esc cancels."));
  }

  /** Close without saving. */
  cancel() {
    this.#close();
    this.#desk.say("");
  }

  /** Send each field that was changed, and close. */
  save() {
    const link = this.#link;
    const changed = this.#fields
      .map((field) => ({ ...field, text: field.element.value.trim() }))
      .filter(({ text, was }) => text !== was);
    const empty = changed.find(({ text }) => !text);
    if (empty) return this.#complain(empty);
    this.#close();
    const edits = changed.map((field) => this.#edit(link, field)).filter(Boolean);
    if (edits.length) this.#desk.perform("edit-all", edits);
  }

  #field({ id, text }, index) {
    const { language, direction } = this.#desk.texts[this.#side];
    const element = h("textarea", {
      class: "edit-field",
      rows: "1",
      lang: language,
      dir: direction,
      spellcheck: "false",
      "aria-label": t("{language}, segment {number}", { language: languageName(language), number: index + 1 }),
      on: { keydown: (event) => this.#key(event), input: () => this.#oneLine(element) },
    });
    element.value = text;
    return { id, was: text, element };
  }

  #buttons() {
    const button = (words, keys, act, kind) =>
      h("button", { type: "button", class: `button small ${kind}`, title: keys, on: { click: act } }, words);
    return h(
      "span",
      { class: "edit-buttons", lang: LANGUAGE, dir: "ltr" },
      button(t("Save"), "Ctrl+Enter", () => this.save(), "primary"),
      button(t("Cancel"), "Esc", () => this.cancel(), ""),
    );
  }

  #key(event) {
    if (isComposing(event)) return;
    event.stopPropagation();
    if (event.key === "Escape") this.cancel();
    else if (event.key !== "Enter") return;
    else if (event.ctrlKey || event.metaKey) this.save();
    else this.#desk.say(t("A segment is one line: save it, then {key} splits. Ctrl+Enter saves.", { key: keyWords("split") }));
    event.preventDefault();
  }

  /** A paste may bring line ends; a segment has none. */
  #oneLine(element) {
    if (!/[\r\n]/.test(element.value)) return;
    const { selectionEnd } = element;
    element.value = element.value.replace(/[\r\n]+/g, " ");
    element.setSelectionRange(selectionEnd, selectionEnd);
  }

  #complain({ element }) {
    element.focus();
    this.#desk.say(t("A segment needs words. Join or move it instead of emptying it."), "warning");
  }

  #close() {
    this.#fields = [];
    this.#desk.grid.release();
  }

  /** Where others rewrote the same segment meanwhile, both versions are shown instead of either being lost. */
  #edit(link, { id, was, text }) {
    const now = this.#desk.links.get(link.id)?.[this.#side].find((segment) => segment.id === id)?.text;
    const edit = { op: "edit_text", segment: id, text };
    if (now === was) return { edit, about: [link] };
    return void this.#desk.dialogs.conflict({ edit, seen: [link] });
  }
}
