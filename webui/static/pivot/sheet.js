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
   * Show these rows. Rows that were shown before keep their identity: what is returned holds the old objects.
   * @param {import("./rows.js").Row[]} fresh
   * @param {Set<Object>} dirty links that changed
   */
  show(fresh, dirty) {
    this.#element.setAttribute("aria-rowcount", fresh.length + 1);
    if (!this.#rows.length) {
      this.#chunks.reset(fresh);
      return (this.#rows = fresh);
    }
    const before = new Map(this.#rows.map((row) => [row.id, row]));
    const ids = new Set(fresh.map(({ id }) => id));
    const appended = this.#rows.length < fresh.length && this.#rows.every((row, index) => row.id === fresh[index].id);
    for (const row of this.#rows) if (!ids.has(row.id)) this.#chunks.remove(row);
    const rows = [];
    for (const row of fresh) {
      const old = before.get(row.id);
      if (!old && appended) break;
      rows.push(old ? this.#renew(old, row, rows.at(-1), dirty) : this.#insert(row, rows.at(-1)));
    }
    if (appended) this.#grow(rows, fresh);
    this.#rows = rows;
    this.#chunks.renumber();
    return rows;
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

  #renew(old, row, before, dirty) {
    const moved = !row.source.length && this.#rows[old.index - 1]?.id !== before?.id;
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

  #grow(rows, fresh) {
    const more = fresh.slice(rows.length);
    this.#chunks.grow(more);
    rows.push(...more);
  }
}

function signature({ source, cells }) {
  return `${source.map(({ id }) => id)}|${cells.map((cell) => cell.map(({ id }) => id)).join("|")}`;
}
