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
      onClose: () => this.#desk.grid.focus(),
    });
    this.#row.focus();
    await this.#load(true);
  }

  // The list

  #drawList(row) {
    const here = row ?? this.#desk.cursor.link?.id;
    const at = here && this.#desk.links.get(here);
    const rows = [["", t("All rows")], ...(at ? [[here, t("Row {row}", { row: at.index + 1 })]] : [])];
    this.#row = this.#select(t("Rows"), rows, row ?? "");
    this.#author = this.#select(t("Author"), [["", t("Everybody")]], "");
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
      h("div", { class: "history-filters" }, this.#field(t("Rows"), this.#row), this.#field(t("Author"), this.#author), compare),
      this.#status,
      this.#list.element,
      this.#more,
    );
  }

  #select(words, options, value) {
    const draw = ([name, text]) => h("option", { value: name, text, selected: name === value });
    return h("select", { "aria-label": words, on: { change: () => this.#load(true) } }, ...options.map(draw));
  }

  #field(words, control) {
    return h("label", { class: "history-field" }, h("span", { text: words }), control);
  }

  async #load(anew) {
    const asked = { limit: PAGE, link: this.#row.value || null, author: this.#author.value || null };
    if (!anew) asked.before = this.#next;
    let answer;
    try {
      answer = await this.#desk.api.history(asked);
    } catch (error) {
      return void (this.#status.textContent = error.message);
    }
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
