/** The grid of rows: shows the view and the cursor, and tells what was clicked. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { SIDES } from "../words.js";
import { Chunks } from "./chunks.js";
import { Drag } from "./drag.js";
import { drawRow } from "./row.js";

const TYPICAL_ROW = 60; // pixels, for rows not drawn yet

/**
 * Emits `drawn` when rows were drawn or drawn anew, and, from its element, `hx-pick` with `{link, side, extend}` for a
 * click on a row and `hx-open` with `{link, side, segment}` for a double click on a segment.
 */
export class Grid extends EventTarget {
  #element;
  #desk;
  #chunks;
  #marked = [];
  #held = null;
  #regain = false;

  /**
   * @param {HTMLElement} element the table that the server drew; it becomes a grid
   * @param {HTMLElement} sheet what scrolls
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, sheet, desk) {
    super();
    this.#element = element;
    this.#desk = desk;
    this.sheet = sheet;
    element.setAttribute("role", "grid");
    element.setAttribute("aria-multiselectable", "true");
    this.#chunks = new Chunks(
      element,
      sheet,
      (link) => drawRow(link, desk.texts),
      (chunk) => chunk.links.includes(desk.cursor.link),
      () => (desk.links.complete ? 0 : desk.links.total),
    );
    this.#chunks.addEventListener("drawn", () => this.#settle());
    this.#reset();
    this.#listen(desk);
    new Drag(element, desk);
  }

  #listen({ view, cursor }) {
    view.addEventListener("reset", () => this.#reset());
    view.addEventListener("grown", ({ detail }) => this.#chunks.grow(detail));
    view.addEventListener("patch", ({ detail }) => this.#patch(detail));
    cursor.addEventListener("move", ({ detail }) => this.#follow(detail.fromUser));
    this.#element.addEventListener("click", (event) => this.#pick(event));
    this.#element.addEventListener("dblclick", (event) => this.#open(event));
    this.#element.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
  }

  /** Whether the keyboard is on a cell itself, not in a field within it. */
  get focused() {
    const active = document.activeElement;
    return this.#element.contains(active) && active.classList.contains("cell");
  }

  /** The cell of a link, drawn if need be; null where the link is not shown. */
  cell(link, side) {
    return this.#chunks.row(link)?.querySelector(`.cell[data-side="${side}"]`) ?? null;
  }

  /** The row of a link where it is drawn; undefined where it is not. */
  row(link) {
    return this.#chunks.drawn(link);
  }

  /** The segments drawn nearby, as elements. */
  segments() {
    return this.#chunks.near().flatMap((chunk) => [...chunk.querySelectorAll(".segment")]);
  }

  /** Give the keyboard to the current cell. */
  focus() {
    const { link, side } = this.#desk.cursor;
    const cell = link && this.cell(link, side);
    (cell ?? this.sheet).focus({ preventScroll: true });
  }

  /** Keep a row as it is drawn, whatever happens to its link, until `release`: someone is writing in it. */
  hold(link) {
    this.#held = link;
  }

  /** Draw the kept row as its link now is. */
  release() {
    const link = this.#held;
    this.#held = null;
    if (link) this.#chunks.refresh(link);
    this.#settle();
    this.focus();
  }

  /** How many rows fill the sheet from the current row on, downwards (1) or upwards (-1). */
  screenful(direction) {
    const { view, cursor } = this.#desk;
    let room = this.sheet.clientHeight * 0.85;
    let count = 0;
    for (let place = view.place(cursor.link); view.items[place] && room > 0; place += direction, count += 1)
      room -= this.#chunks.drawn(view.items[place])?.offsetHeight ?? TYPICAL_ROW;
    return Math.max(1, count - 1);
  }

  #reset() {
    this.#marked = [];
    this.#chunks.reset(this.#desk.view.items);
    this.#count();
    this.#follow(false);
    this.sheet.scrollTop = 0;
    if (this.#desk.cursor.link) this.#reveal(this.#desk.cursor.link);
  }

  #patch({ changed, removed, added }) {
    const focused = this.#element.contains(document.activeElement) && document.activeElement.closest(".cell");
    for (const link of removed) this.#chunks.remove(link);
    for (const { link, after } of added) this.#chunks.insert(link, after);
    for (const link of changed) if (link !== this.#held) this.#chunks.refresh(link);
    if (removed.length || added.length) this.#chunks.renumber();
    this.#count();
    this.#regain = Boolean(focused && !focused.isConnected); // the cursor follows in a moment and takes the keyboard
    this.dispatchEvent(new CustomEvent("drawn"));
  }

  #settle() {
    this.#mark();
    this.dispatchEvent(new CustomEvent("drawn"));
  }

  #count() {
    this.#element.setAttribute("aria-rowcount", this.#desk.links.total + 1);
    this.#element.querySelector(".grid-empty")?.remove();
    if (this.#chunks.isEmpty) this.#element.append(drawNothing());
  }

  #follow(fromUser) {
    const here = this.#regain || this.#element.contains(document.activeElement);
    this.#regain = false;
    this.#mark();
    const { link } = this.#desk.cursor;
    if (!link) return;
    if (fromUser) this.#reveal(link);
    if (!this.#held && (fromUser || here)) this.focus();
  }

  #reveal(link) {
    const near = this.#chunks.isNear(link);
    this.#chunks.row(link)?.scrollIntoView({ block: near ? "nearest" : "center" });
  }

  /** Show cursor and selection on the rows that are drawn. */
  #mark() {
    for (const row of this.#marked) unmark(row);
    const { link, side, selection } = this.#desk.cursor;
    this.#marked = selection.map((each) => this.#chunks.drawn(each)).filter(Boolean);
    if (selection.length > 1) for (const row of this.#marked) row.setAttribute("aria-selected", "true");
    const cell = link && this.cell(link, side);
    if (!cell) return;
    const row = cell.closest(".row");
    row.classList.add("current");
    cell.classList.add("current");
    cell.tabIndex = 0;
    if (!this.#marked.includes(row)) this.#marked.push(row);
  }

  #pick(event) {
    const row = event.target.closest(".row[data-id]");
    const link = row && this.#desk.links.get(row.dataset.id);
    if (!link || event.target.closest("textarea, button, .grip")) return;
    const side = event.target.closest(".cell")?.dataset.side ?? this.#desk.cursor.side;
    this.#tell("hx-pick", { link, side, extend: event.shiftKey, x: event.clientX, y: event.clientY });
  }

  #open(event) {
    const segment = event.target.closest(".segment");
    if (!segment) return;
    const link = this.#desk.links.get(segment.closest(".row").dataset.id);
    this.#tell("hx-open", {
      link,
      side: segment.closest(".cell").dataset.side,
      segment: Number(segment.dataset.segment),
    });
  }

  #tell(type, detail) {
    this.#element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

function unmark(row) {
  row.setAttribute("aria-selected", "false");
  row.classList.remove("current");
  for (const side of SIDES) {
    const cell = row.querySelector(`.cell[data-side="${side}"]`);
    cell.classList.remove("current");
    cell.tabIndex = -1;
  }
}

function drawNothing() {
  const cell = h("div", { role: "gridcell", text: t("No row matches the filter.") });
  return h("div", { class: "grid-empty", role: "rowgroup" }, h("div", { role: "row" }, cell));
}
