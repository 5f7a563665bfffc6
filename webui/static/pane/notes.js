/** The notes of the current row: read, write, edit, delete. */

import { h, icon } from "../dom.js";
import { isComposing } from "../keys.js";
import { moment } from "../words.js";

/** Keeps what was begun on each row until it is saved. */
export class NoteList {
  element;
  #desk;
  #link;
  #list = h("div", { class: "notes" });
  #form;
  #drafts = new Map();
  #editing = null;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#form = this.#drawForm({
      label: "New note",
      placeholder: "Write a note (T)",
      save: (text) => this.#add(text),
      cancel: () => {},
    });
    this.#form.field.addEventListener("input", () => this.#drafts.set(this.#link.id, this.#form.field.value));
    this.element = h(
      "section",
      {},
      h("h3", { text: "Notes" }),
      this.#list,
      ...(desk.readOnly ? [] : [this.#form.element]),
    );
  }

  /** Whether a note was begun and not saved. */
  get dirty() {
    return [...this.#drafts.values()].some((draft) => draft.trim());
  }

  /**
   * @param {import("../alignment/links.js").Link} link
   * @param {boolean} other whether this is another row than the one shown before
   */
  show(link, other) {
    this.#link = link;
    if (other) {
      this.#editing = null;
      this.#form.field.value = this.#drafts.get(link.id) ?? "";
    }
    if (this.#editing === null) this.#draw();
  }

  /** Give the keyboard to the field for a new note. */
  write() {
    this.#form.field.focus();
  }

  #draw() {
    const notes = this.#link.notes.map((note) =>
      note.id === this.#editing ? this.#drawEditing(note) : this.#drawNote(note),
    );
    this.#list.replaceChildren(...notes);
  }

  #drawNote(note) {
    const link = this.#link;
    const button = (symbol, words, act) =>
      h(
        "button",
        { type: "button", class: "icon-button", title: words, "aria-label": words, on: { click: act } },
        icon(symbol),
      );
    const tools = this.#desk.readOnly
      ? []
      : [
          button("edit", "Edit this note", () => this.#edit(note.id)),
          button("trash", "Delete this note", () => this.#desk.perform("delete-note", { link, note: note.id })),
        ];
    const author = [note.author, note.created && moment(note.created)].filter(Boolean).join(" · ");
    return h(
      "article",
      { class: "note" },
      h("p", { class: "note-text", dir: "auto", text: note.text }),
      h("footer", {}, h("span", { text: author }), ...tools),
    );
  }

  #drawEditing(note) {
    const link = this.#link;
    const form = this.#drawForm({
      label: "Edit the note",
      save: (text) => text !== note.text && this.#desk.perform("edit-note", { link, note: note.id, text }),
      cancel: () => this.#edit(null),
    });
    form.field.value = note.text;
    form.element.querySelector("div").className = "keep";
    return form.element;
  }

  #edit(id) {
    this.#editing = id;
    this.#draw();
    if (id !== null) this.#list.querySelector("textarea").focus();
  }

  #add(text) {
    const link = this.#link;
    this.#drafts.delete(link.id);
    this.#form.field.value = "";
    this.#desk.perform("add-note", { link, text });
  }

  #drawForm({ label, placeholder = "", save, cancel }) {
    const field = h("textarea", { rows: "1", "aria-label": label, placeholder, spellcheck: "true", dir: "auto" });
    const done = (act) => {
      this.#editing = null;
      act();
      this.#draw();
      this.#desk.grid.focus();
    };
    const submit = () => field.value.trim() && done(() => save(field.value.trim()));
    field.addEventListener("keydown", (event) => {
      if (isComposing(event)) return;
      if (event.key === "Escape") done(cancel);
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const button = (words, kind, act) =>
      h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
    const element = h(
      "div",
      { class: "note-form" },
      field,
      h(
        "div",
        {},
        button("Save note", "primary", submit),
        button("Cancel", "", () => done(cancel)),
      ),
    );
    return { element, field };
  }
}
