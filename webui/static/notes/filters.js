/** What the list of notes shows: by words, kind, privacy and author. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { NOTE_KIND, NOTE_KINDS, privacy } from "./kinds.js";

/** Calls back when the choice changes. */
export class Filters {
  element;
  #words;
  #kind;
  #privacy;
  #author;
  #known = "";

  /** @param {() => void} changed */
  constructor(changed) {
    this.#words = h("input", { type: "search", placeholder: t("Find…"), "aria-label": t("Find in notes"), autocomplete: "off" });
    this.#kind = choice(t("Kind of note"), [["", t("All kinds")], ...NOTE_KINDS.map((kind) => [kind, NOTE_KIND[kind]])]);
    this.#privacy = choice(t("Who sees them"), [["", t("Private or not")], ["no", privacy(false)], ["yes", privacy(true)]]);
    this.#author = choice(t("Author"), [["", t("All authors")]]);
    this.element = h("div", { class: "notes-filters" }, this.#words, this.#kind, this.#privacy, this.#author);
    this.element.addEventListener("input", changed);
  }

  /** Give the keyboard to the search. */
  focus() {
    this.#words.focus();
    this.#words.select();
  }

  /** Offer these authors. */
  offer(authors) {
    const names = [...new Set(authors)].filter(Boolean).sort((one, other) => one.localeCompare(other));
    if (names.join("\n") === this.#known) return;
    this.#known = names.join("\n");
    const chosen = this.#author.value;
    this.#author.replaceChildren(option("", t("All authors")), ...names.map((name) => option(name, name)));
    this.#author.value = names.includes(chosen) ? chosen : "";
  }

  /** Whether a note is shown. */
  pass(note) {
    const words = this.#words.value.trim().toLocaleLowerCase();
    return (
      (!words || note.text.toLocaleLowerCase().includes(words)) &&
      (!this.#kind.value || note.kind === this.#kind.value) &&
      (!this.#privacy.value || note.private === (this.#privacy.value === "yes")) &&
      (!this.#author.value || note.author === this.#author.value)
    );
  }
}

const option = (value, text) => h("option", { value, text });
const choice = (label, options) =>
  h("select", { "aria-label": label, autocomplete: "off" }, ...options.map(([value, text]) => option(value, text)));
