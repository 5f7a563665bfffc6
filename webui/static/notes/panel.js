/** All notes of the document in the order of the rows: found by words, kind, author and privacy, and worked on there. */

import { h, icon } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { isComposing, keyWords } from "../keys.js";
import { drawCard } from "./card.js";
import { Filters } from "./filters.js";
import { NoteForm } from "./form.js";

const PAGE = 200; // notes drawn at a time

/** Stands in the place of the side pane while it is shown. */
export class NotesPanel {
  shown = false;
  #desk;
  #element;
  #filters;
  #count = h("span", { class: "where", role: "status" });
  #list = h("ol", { class: "notes" });
  #form;
  #editing = null;
  #room = PAGE;
  #frame = 0;

  /**
   * @param {HTMLElement} parent where the side pane is
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(parent, desk) {
    this.#desk = desk;
    this.#filters = new Filters(() => {
      this.#room = PAGE;
      this.#draw();
    });
    this.#form = new NoteForm(desk, {
      label: t("Note on the current row"),
      placeholder: t("Write a note on the current row ({key})", { key: keyWords("note") }),
      save: (note) => this.#add(note),
      cancel: () => desk.grid.focus(),
    });
    this.#element = this.#build();
    parent.append(this.#element);
    for (const type of ["loaded", "patch"]) desk.links.addEventListener(type, () => this.#later());
    desk.cursor.addEventListener("move", () => this.shown && this.#markHere());
    addEventListener("beforeunload", (event) => this.#dirty && event.preventDefault());
  }

  /** Show the panel, or give its place back to the pane. */
  toggle() {
    if (this.shown) return this.close();
    this.#show(true);
    this.#draw();
    this.#markHere();
    this.focus();
  }

  close() {
    this.#show(false);
    this.#desk.grid.focus();
  }

  /** Give the keyboard to the first note of the current row, to the first of all, or to the search. */
  focus() {
    const item = this.#list.querySelector("[aria-current]") ?? this.#list.querySelector("li[data-note]");
    if (item) this.#pick(item);
    else this.#filters.focus();
  }

  /** Give the keyboard to the field for a new note. */
  writeNote() {
    this.#form.focus();
  }

  get #dirty() {
    return Boolean(this.#form.value.text) || this.#editing !== null;
  }

  #show(shown) {
    this.shown = shown;
    this.#element.hidden = !shown;
    this.#element.parentElement.classList.toggle("noting", shown);
  }

  #build() {
    const close = h(
      "button",
      { type: "button", class: "icon-button", title: t("Close (Esc)"), "aria-label": t("Close"), on: { click: () => this.close() } },
      icon("close"),
    );
    this.#list.addEventListener("click", (event) => this.#click(event));
    return h(
      "aside",
      { class: "notes-panel", id: "all-notes", "aria-label": t("All notes"), tabindex: "-1", hidden: true, on: { keydown: (event) => this.#key(event) } },
      h("section", {}, h("header", {}, h("h2", {}, t("All notes"), this.#count), close), this.#filters.element),
      this.#list,
      !this.#desk.readOnly && h("section", { class: "notes-new" }, this.#form.element),
    );
  }

  /** Once a frame is enough. */
  #later() {
    if (!this.shown) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const all = this.#desk.links.items.flatMap((link) => link.notes.map((note) => ({ link, note })));
    this.#filters.offer(all.map(({ note }) => note.author));
    const found = all.filter(({ note }) => this.#filters.pass(note));
    this.#count.textContent =
      found.length === all.length
        ? tn("{count} note", "{count} notes", all.length)
        : t("{found} of {all}", { found: number(found.length), all: number(all.length) });
    if (this.#editing !== null && this.#list.contains(document.activeElement)) return;
    const focused = this.#list.contains(document.activeElement) && document.activeElement.closest("li")?.dataset.note;
    this.#list.replaceChildren(...found.slice(0, this.#room).map((each) => this.#item(each)), ...this.#rest(found));
    this.#markHere();
    if (focused) this.#refocus(focused);
  }

  #refocus(note) {
    const item = this.#list.querySelector(`li[data-note="${note}"]`);
    if (item) this.#pick(item);
    else this.focus();
  }

  #item({ link, note }) {
    const item = h("li", { class: "note", tabindex: "-1", data: { note: note.id, link: link.id } });
    if (note.id === this.#editing) item.append(this.#drawEditing(link, note));
    else {
      const acts = {
        edit: () => this.#edit(item, link, note),
        remove: () => this.#desk.perform("delete-note", { link, note: note.id }),
      };
      const row = h("button", { type: "button", class: "note-row", title: t("Go to this row (Enter)") }, t("Row {row}", { row: link.index + 1 }));
      item.append(...drawCard(note, this.#desk, acts, row));
    }
    return item;
  }

  #rest(found) {
    if (!found.length) return [h("li", { class: "muted", text: t("No note matches.") })];
    if (found.length <= this.#room) return [];
    const more = () => {
      this.#room += PAGE;
      this.#draw();
    };
    const words = tn("Show {count} more", "Show {count} more", Math.min(PAGE, found.length - this.#room));
    return [h("li", {}, h("button", { type: "button", class: "button small", on: { click: more } }, words))];
  }

  #drawEditing(link, note) {
    const form = new NoteForm(this.#desk, {
      label: t("Edit the note"),
      keep: true,
      save: (fields) => {
        this.#leave(note.id);
        this.#desk.perform("edit-note", { link, note: note.id, ...fields });
      },
      cancel: () => this.#leave(note.id),
    });
    form.value = note;
    return form.element;
  }

  #edit(item, link, note) {
    this.#editing = note.id;
    item.replaceChildren(this.#drawEditing(link, note));
    item.querySelector("textarea").focus();
  }

  #leave(id) {
    this.#editing = null;
    this.#element.focus();
    this.#draw();
    this.#refocus(id);
  }

  #add(note) {
    this.#form.value = null;
    this.#desk.perform("add-note", { link: this.#desk.cursor.link, ...note });
    this.#desk.grid.focus();
  }

  #go(item) {
    this.#desk.perform("go-to-link", item.dataset.link);
  }

  #pick(item) {
    for (const each of this.#list.querySelectorAll('li[tabindex="0"]')) each.tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
  }

  /** Mark the notes of the current row. */
  #markHere() {
    const here = this.#desk.cursor.link?.id;
    for (const item of this.#list.children) {
      if (here && item.dataset.link === here) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    const first = this.#list.querySelector("[aria-current]") ?? this.#list.querySelector("li[data-note]");
    if (first && !this.#list.querySelector('li[tabindex="0"]')) first.tabIndex = 0;
    if (!this.#list.contains(document.activeElement))
      this.#list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #click(event) {
    const item = event.target.closest("li[data-note]");
    if (!item || event.target.closest("a, .note-form, footer button")) return;
    this.#go(item);
  }

  #key(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    const item = event.target.closest("li[data-note]");
    if (event.key === "Escape") this.close();
    else if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey || !this.#act(event, item)) return;
    event.preventDefault();
  }

  /** The keys of the list; false where a key is none. */
  #act({ key, code }, item) {
    const items = [...this.#list.querySelectorAll("li[data-note]")];
    const to = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[key];
    if (to) this.#pick(items[Math.min(Math.max(items.indexOf(item) + to, 0), items.length - 1)]);
    else if (key === "Enter") this.#go(item);
    else if (key === "/") this.#filters.focus();
    else if (this.#desk.readOnly) return false;
    else if (key === "e" || code === "KeyE" || key === "F2") item.querySelector("footer button")?.click();
    else if (key === "Delete") item.querySelector("footer button:last-child")?.click();
    else return false;
    return true;
  }
}
