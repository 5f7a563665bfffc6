/** The side pane: everything about the current row, and every command by mouse. */

import { h, icon } from "../dom.js";
import { t, tn } from "../i18n.js";
import { isComposing } from "../keys.js";
import { shape } from "../words.js";
import { TermList } from "../glossary/pane.js";
import { ConfirmedWording } from "../history/confirmed.js";
import { drawHistory } from "./history.js";
import { NoteList } from "./notes.js";
import { StatusChoice } from "./status.js";
import { Tools } from "./tools.js";

/** Follows the cursor and the links. */
export class Pane {
  #desk;
  #element;
  #title = h("h2");
  #toggle;
  #parts;
  #notes;
  #history;
  #shown = null;

  /**
   * @param {HTMLElement} element
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    this.#element = element;
    this.#notes = new NoteList(desk);
    this.#history = drawHistory(desk);
    this.#parts = [new StatusChoice(desk), new Tools(desk), new ConfirmedWording(desk), new TermList(desk), this.#notes, this.#history];
    this.#toggle = this.#drawToggle();
    const [status, tools, confirmed, terms, notes, history] = this.#parts.map((part) => part.element);
    element.replaceChildren(
      this.#toggle,
      h("section", {}, this.#title, status),
      h("div", { class: "pane-reading", tabindex: desk.readOnly ? "0" : null }, confirmed, terms, notes, history),
      ...(desk.readOnly ? [] : [tools]),
    );
    element.addEventListener("keydown", (event) => this.#key(event));
    desk.cursor.addEventListener("move", () => this.#show());
    this.#show();
  }

  /** Whether a note was begun and not saved. */
  get dirty() {
    return this.#notes.dirty;
  }

  /** Give the keyboard to the field for a new note. */
  writeNote() {
    this.#open(true);
    this.#notes.write();
  }

  /** Give the keyboard to the pane. */
  focus() {
    this.#open(true);
    this.#element.focus();
  }

  #show() {
    const { link, selection } = this.#desk.cursor;
    this.#element.toggleAttribute("hidden", !link);
    if (!link) return;
    const where = selection.length > 1 ? tn("{count} row selected", "{count} rows selected", selection.length) : `${shape(link)} · ${link.id}`;
    this.#title.replaceChildren(t("Row {row}", { row: link.index + 1 }), h("span", { class: "where", text: where }));
    this.#toggle.firstChild.textContent = t("Row {row}: actions and notes", { row: link.index + 1 });
    for (const part of this.#parts) part.show(link, link !== this.#shown);
    this.#shown = link;
  }

  #drawToggle() {
    const click = () => this.#open(!this.#element.classList.contains("open"));
    return h(
      "button",
      { type: "button", class: "button pane-toggle", "aria-expanded": "false", on: { click } },
      h("span"),
      icon("next"),
    );
  }

  #open(open) {
    this.#element.classList.toggle("open", open);
    this.#toggle.setAttribute("aria-expanded", String(open));
  }

  #key(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    if (event.key === "Escape") this.#desk.grid.focus();
  }
}
