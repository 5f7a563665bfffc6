/** The rows on the sheet: draws them in chunks, follows changes, and marks where the cursor is. */

import { Chunks } from "../grid/chunks.js";
import { drawRow } from "./cell.js";

const TYPICAL_ROW = 90; // pixels, for rows not drawn yet

/** Knows rows and elements, nothing of edits. Emits `drawn` when rows were drawn. */
export class Sheet extends EventTarget {
  #element;
  #sheet;
  #chunks;
  #rows = [];
  #marked = [];
  #held = null;
  #current = null;

  /**
   * @param {HTMLElement} element the table that the server drew; it becomes a grid
   * @param {HTMLElement} sheet what scrolls
   * @param {Object} page what `drawRow` needs
   */
  constructor(element, sheet, page) {
    super();
    this.#element = element;
    this.#sheet = sheet;
    element.setAttribute("role", "grid");
    this.#chunks = new Chunks(
      element,
      sheet,
      (row) => drawRow(row, page),
      (chunk) => chunk.links.includes(this.#current),
    );
    this.#chunks.addEventListener("drawn", () => this.dispatchEvent(new CustomEvent("drawn")));
  }

  /** Whether the keyboard is on a cell itself, not in a field within it. */
  get focused() {
    const active = document.activeElement;
    return this.#element.contains(active) && active.classList.contains("cell");
  }

  /** Whether the keyboard is anywhere in the rows. */
  get within() {
    return this.#element.contains(document.activeElement) || document.activeElement === document.body;
  }

  /**
   * Show these rows instead of `count` old ones from `at` on, or of all. Rows that were shown before keep their
   * identity as objects, so that what is drawn of them stays.
   * @param {import("./rows.js").Row[]} fresh
   * @param {Set<Object>} dirty links that changed
   * @returns {import("./rows.js").Row[]} all rows
   */
  show(fresh, dirty, at = 0, count = this.#rows.length) {
    if (!this.#rows.length) this.#chunks.reset((this.#rows = fresh));
    else this.#replace(fresh, dirty, at, count);
    this.#element.setAttribute("aria-rowcount", this.#rows.length + 1);
    return this.#rows;
  }

  /** The element of a row, drawn if need be. */
  row(row) {
    return this.#chunks.row(row);
  }

  /** Keep a row as it is drawn until `release`: someone is writing in it. */
  hold(row) {
    this.#held = row;
  }

  release() {
    const row = this.#held;
    this.#held = null;
    if (row && this.#rows.includes(row)) this.#chunks.refresh(row);
  }

  /** Mark a cell as the current one; with `reveal` bring it into view. */
  mark(row, cell, { reveal = false, focus = false } = {}) {
    for (const element of this.#marked) {
      element.classList.remove("current");
      if (element.classList.contains("cell")) element.tabIndex = -1;
    }
    this.#current = row;
    this.#marked = cell ? [cell, cell.closest(".pivot-row")] : [];
    for (const element of this.#marked) element.classList.add("current");
    if (!cell) return;
    cell.tabIndex = 0;
    if (reveal) cell.scrollIntoView({ block: this.#chunks.isNear(row) ? "nearest" : "center", inline: "nearest" });
    if (focus && !this.#held) cell.focus({ preventScroll: true });
  }

  /** Show the notes of a cell whole, or in short. */
  toggleNotes(cell = this.#marked[0]) {
    cell?.classList.toggle("open");
  }

  /** How many rows fill the sheet from a row on, downwards (1) or upwards (-1). */
  screenful(row, direction) {
    let room = this.#sheet.clientHeight * 0.85;
    let count = 0;
    for (let at = row.index; this.#rows[at] && room > 0; at += direction, count += 1)
      room -= this.#chunks.drawn(this.#rows[at])?.offsetHeight ?? TYPICAL_ROW;
    return Math.max(1, count - 1);
  }

  #replace(fresh, dirty, at, count) {
    const old = this.#rows.slice(at, at + count);
    const known = new Map(old.map((row, index) => [row.id, { row, before: old[index - 1] }]));
    const ids = new Set(fresh.map(({ id }) => id));
    for (const row of old) if (!ids.has(row.id)) this.#chunks.remove(row);
    const rows = [];
    const end = this.#appended(old, fresh, at) ? old.length : fresh.length;
    for (const row of fresh.slice(0, end)) {
      const before = rows.at(-1) ?? this.#rows[at - 1];
      rows.push(known.has(row.id) ? this.#renew(known.get(row.id), row, before, dirty) : this.#insert(row, before));
    }
    if (end < fresh.length) this.#chunks.grow(fresh.slice(end));
    this.#rows = [...this.#rows.slice(0, at), ...rows, ...fresh.slice(end), ...this.#rows.slice(at + count)];
    this.#rows.forEach((row, index) => (row.index = index));
    this.#chunks.renumber();
  }

  /** Whether rows only came at the end, as when further ones were read. */
  #appended(old, fresh, at) {
    return at + old.length === this.#rows.length && old.every((row, index) => row.id === fresh[index]?.id);
  }

  #renew({ row: old, before: former }, row, before, dirty) {
    const moved = !row.source.length && former?.id !== before?.id;
    const changed = signature(old) !== signature(row) || row.cells.some((cell) => cell.some((link) => dirty.has(link)));
    Object.assign(old, row);
    if (moved) {
      this.#chunks.remove(old);
      this.#chunks.insert(old, before);
    } else if (changed && old !== this.#held) this.#chunks.refresh(old);
    return old;
  }

  #insert(row, before) {
    this.#chunks.insert(row, before);
    return row;
  }
}

function signature({ source, cells }) {
  return `${source.map(({ id }) => id)}|${cells.map((cell) => cell.map(({ id }) => id)).join("|")}`;
}
