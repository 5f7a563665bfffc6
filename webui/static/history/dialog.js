/** The history of the document: every edit by row and author, two revisions compared, one edit undone. */

import { h } from "../dom.js";
import { openModal } from "../dialogs/modal.js";
import { number, t } from "../i18n.js";
import { drawComparison, places } from "./comparison.js";
import { ChangeList } from "./list.js";

const PAGE = 50;

/** Opens a dialog with two faces: the list of changes, and the comparison of two revisions. */
export class History {
  #desk;
  #dialog;
  #list;
  #row;
  #author;
  #more;
  #status;
  #faces;
  #next = null;
  #shown = null;
  #loads = 0;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Show the newest changes. @param {string|null} row the id of a link whose changes alone are wanted */
  async open(row = null) {
    this.#list = new ChangeList(this.#desk, {
      goTo: (link) => this.#goTo(link),
      compare: (from) => this.#compare(from, this.#desk.links.revision),
      takeBack: (change) => this.#takeBack(change),
    });
    this.#faces = { list: this.#drawList(row), comparison: h("div", { class: "comparison", hidden: true }) };
    this.#dialog = openModal(t("History"), Object.values(this.#faces), {
      kind: "wide history-dialog",
      onSubmit: () => false,
      onClose: () => this.#desk.grid.focus(),
    });
    this.#row.focus();
    await this.#load(true);
  }

  // The list

  #drawList(row) {
    this.#row = h("input", {
      type: "search",
      value: row ?? "",
      placeholder: t("All rows"),
      autocomplete: "off",
      spellcheck: "false",
      on: { change: () => this.#changed(), search: () => this.#changed() },
    });
    this.#author = this.#select([["", t("Everybody")]]);
    this.#status = h("p", { class: "muted", role: "status" });
    this.#more = h("button", { type: "button", class: "button", hidden: true, on: { click: () => this.#load(false) } }, t("Earlier changes"));
    const compare = h(
      "button",
      { type: "button", class: "button", on: { click: () => this.#compare(0, this.#desk.links.revision) } },
      t("Compare revisions…"),
    );
    return h(
      "div",
      { class: "history-list" },
      h("div", { class: "history-filters" }, this.#field(t("Row, or link such as L0009"), this.#row), this.#field(t("Author"), this.#author), compare),
      this.#status,
      this.#list.element,
      this.#more,
    );
  }

  #select(options) {
    const draw = ([value, text]) => h("option", { value, text });
    return h("select", { on: { change: () => this.#load(true) } }, ...options.map(draw));
  }

  /** The id of the link that is asked for: by its row as it stands now, or by its id even where it is gone; null for all. */
  #asked() {
    const words = this.#row.value.trim();
    const number = Number(words);
    return words ? (this.#desk.links.items[number - 1]?.id ?? words.toUpperCase()) : null;
  }

  #field(words, control) {
    return h("label", { class: "history-field" }, h("span", { text: words }), control);
  }

  /** Leaving the field, Enter and the field's own cross may all tell of the same change. */
  #changed() {
    if (this.#asked() !== this.#shown) this.#load(true);
  }

  async #load(anew) {
    const load = (this.#loads += 1);
    this.#shown = this.#asked();
    const asked = { limit: PAGE, link: this.#shown, author: this.#author.value || null };
    if (!anew) asked.before = this.#next;
    let answer;
    try {
      answer = await this.#desk.api.history(asked);
    } catch (error) {
      return void (this.#status.textContent = error.message);
    }
    if (load !== this.#loads) return;
    this.#status.textContent = "";
    this.#offer(answer.authors);
    this.#list.add(answer.changes, anew);
    this.#next = answer.next;
    this.#more.hidden = answer.next === null;
  }

  #offer(authors) {
    const known = new Set([...this.#author.options].map(({ value }) => value));
    this.#author.append(...authors.filter((name) => !known.has(name)).map((name) => h("option", { value: name, text: name })));
  }

  #goTo(link) {
    this.#dialog.close();
    this.#desk.perform("go-to-link", link);
  }

  async #takeBack({ revision }) {
    if (this.#desk.saver.state === "unsaved") return void (this.#status.textContent = t("Your last edit is not saved yet. Retry or discard it first."));
    const refused = ({ detail }) => (this.#status.textContent = detail.message);
    this.#desk.saver.addEventListener("refused", refused);
    const outcome = await this.#desk.saver.takeBack(revision);
    this.#desk.saver.removeEventListener("refused", refused);
    if (!outcome) return void this.#status.scrollIntoView({ block: "nearest" });
    await this.#load(true);
    this.#status.textContent = t("Taken back. The next undo brings it again.");
  }

  // The comparison

  async #compare(from, to) {
    const face = this.#faces.comparison;
    this.#turn("comparison");
    const field = (words, value) =>
      h("label", {}, h("span", { text: words }), h("input", { type: "number", min: "0", max: String(this.#desk.links.revision), required: true, value: String(value) }));
    const fields = [field(t("From revision"), from), field(t("to revision"), to)];
    const results = h("div", { class: "differences" });
    const status = h("p", { class: "muted", role: "status", text: "…" });
    const [first, second] = fields.map((each) => each.querySelector("input"));
    const show = () => this.#show(Number(first.value), Number(second.value), status, results);
    for (const input of [first, second]) input.addEventListener("change", show);
    const back = h("button", { type: "button", class: "button", on: { click: () => this.#turn("list") } }, t("Back to the list"));
    face.replaceChildren(h("div", { class: "history-filters" }, ...fields, back), status, results);
    first.focus();
    await show();
  }

  async #show(from, to, status, results) {
    try {
      const found = await this.#desk.api.compare(from, to);
      const same = t("{count} rows are the same", { count: number(found.same) });
      status.textContent = `${places(found)} · ${same}`;
      results.replaceChildren(...drawComparison(found, this.#desk.texts, (link) => this.#list.goTo(link)));
    } catch (error) {
      status.textContent = error.message;
      results.replaceChildren();
    }
  }

  #turn(name) {
    for (const [face, element] of Object.entries(this.#faces)) element.hidden = face !== name;
    if (name === "list") this.#row.focus();
  }
}
