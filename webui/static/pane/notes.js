/** The notes of the current row: read, write, edit, delete. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { keyWords } from "../keys.js";
import { drawCard } from "../notes/card.js";
import { NoteForm } from "../notes/form.js";

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
    this.#form = new NoteForm(desk, {
      label: t("New note"),
      placeholder: t("Write a note ({key})", { key: keyWords("note") }),
      save: (note) => this.#done(() => this.#add(note)),
      cancel: () => this.#done(() => {}),
    });
    for (const type of ["input", "change"])
      this.#form.element.addEventListener(type, () => this.#drafts.set(this.#link.id, this.#form.value));
    const all = h(
      "button",
      { type: "button", class: "button small quiet", on: { click: () => desk.perform("all-notes") } },
      icon("notes"),
      t("All notes"),
    );
    this.element = h(
      "section",
      {},
      h("div", { class: "notes-head" }, h("h3", { text: t("Notes") }), all),
      this.#list,
      ...(desk.readOnly ? [] : [this.#form.element]),
    );
  }

  /** Whether a note was begun and not saved. */
  get dirty() {
    return [...this.#drafts.values()].some((draft) => draft.text);
  }

  /**
   * @param {import("../alignment/links.js").Link} link
   * @param {boolean} other whether this is another row than the one shown before
   */
  show(link, other) {
    this.#link = link;
    if (other) {
      this.#editing = null;
      this.#form.value = this.#drafts.get(link.id);
    }
    if (this.#editing === null) this.#draw();
  }

  /** Give the keyboard to the field for a new note. */
  write() {
    this.#form.focus();
  }

  #draw() {
    this.#list.replaceChildren(
      ...this.#link.notes.map((note) =>
        note.id === this.#editing ? this.#drawEditing(note) : this.#drawNote(note, this.#link),
      ),
    );
  }

  #drawNote(note, link) {
    const remove = () => this.#desk.perform("delete-note", { link, note: note.id });
    return h("article", { class: "note" }, ...drawCard(note, this.#desk, { edit: () => this.#edit(note.id), remove }));
  }

  #drawEditing(note) {
    const link = this.#link;
    const form = new NoteForm(this.#desk, {
      label: t("Edit the note"),
      keep: true,
      save: (fields) => this.#done(() => this.#desk.perform("edit-note", { link, note: note.id, ...fields })),
      cancel: () => this.#done(() => {}),
    });
    form.value = note;
    return form.element;
  }

  #edit(id) {
    this.#editing = id;
    this.#draw();
    this.#list.querySelector("textarea").focus();
  }

  #add(note) {
    const link = this.#link;
    this.#drafts.delete(link.id);
    this.#form.value = null;
    this.#desk.perform("add-note", { link, ...note });
  }

  #done(act) {
    this.#editing = null;
    act();
    this.#draw();
    this.#desk.grid.focus();
  }
}
