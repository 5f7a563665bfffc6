/** The pivot board: a desk for each column, the rows they make together, and one cursor over all. */

import { Order, group } from "./rows.js";

const OTHER = { source: "target", target: "source" };

/**
 * Column 0 is the pivot itself; column k belongs to `desks[k - 1]`, whose own cursor is the cursor there.
 * `columns` are `{desk, name, side, other, text}`.
 */
export class Board {
  column = 1;
  rows = [];
  #order = new Order();
  #sheet;
  #segment = null;
  #dirty = new Map();
  #waiting = null;
  #homes = new Map(); // by column: rows of links, in column 0 rows of segments by id

  /**
   * @param {{desk: import("../alignment/desk.js").Desk, name: string, side: string}[]} columns
   * @param {(page: Object) => import("./sheet.js").Sheet} makeSheet
   */
  constructor(columns, makeSheet) {
    this.columns = columns.map((each) => {
      const other = OTHER[each.side];
      return { ...each, other, text: each.desk.texts[other] };
    });
    this.pivot = columns[0].desk.texts[columns[0].side];
    this.#sheet = makeSheet(this);
    this.#regroup();
    this.columns.forEach((column, position) => this.#follow(column, position + 1));
    this.#sheet.addEventListener("drawn", () => this.#wait({}));
    for (const { desk, other } of this.columns) desk.cursor.to(desk.cursor.link, other);
  }

  /** The desk of the current column; that of the first one on the pivot's own column. */
  get desk() {
    return this.columns[Math.max(0, this.column - 1)].desk;
  }

  /** The link under the cursor; on the pivot's column that of its segment in the first column. */
  get link() {
    return this.desk.cursor.link;
  }

  /** The row under the cursor. */
  get row() {
    this.settle();
    return this.column ? this.home(this.column, this.link) : this.#rowOf(this.#segment);
  }

  /** The row of a link of a column; undefined where it is not read yet. */
  home(column, link) {
    return this.#homes.get(column)?.get(link);
  }

  /** The element of a link's cell in a column, drawn if need be. */
  cell(column, link) {
    this.settle();
    const row = this.home(column, link);
    const element = row && this.#sheet.row(row);
    return element?.querySelector(`.cell[data-column="${column}"][data-link="${CSS.escape(link.id)}"]`) ?? null;
  }

  /** The element of one of the pivot's segments. */
  segmentCell(segment) {
    this.settle();
    const row = this.#rowOf(segment);
    return (row && this.#sheet.row(row).querySelector(`[data-segment-cell="${segment}"]`)) ?? null;
  }

  /** The pivot's segment under the cursor, as it now reads. */
  get segment() {
    return this.#rowOf(this.#segment)?.source.find(({ id }) => id === this.#segment) ?? null;
  }

  /** Go to a link of a column. */
  to(column, link) {
    if (!link) return;
    this.column = column;
    const { desk, other } = this.columns[column - 1];
    desk.cursor.to(link, other);
  }

  /** Go to one of the pivot's segments. */
  toSegment(segment) {
    const { desk, side } = this.columns[0];
    this.column = 0;
    this.#segment = segment.id;
    desk.cursor.to(desk.links.holding(segment.id, side, desk.cursor.link?.index ?? 0), side);
  }

  /** Go `step` cells up or down within the column. */
  step(step) {
    const direction = Math.sign(step);
    const row = this.row;
    if (!row) return;
    if (Math.abs(step) === 1) {
      const cells = this.#entries(row);
      const next = cells[cells.indexOf(this.column ? this.link : this.segment) + direction];
      if (next) return this.#enter(next);
    }
    let at = Math.min(Math.max(row.index + step, 0), this.rows.length - 1);
    while (this.rows[at] && !this.#entries(this.rows[at]).length) at += direction;
    if (this.rows[at]) this.#enter(this.#entries(this.rows[at]).at(step === -1 ? -1 : 0));
  }

  /** Go to the next column that has something in this row. */
  across(direction) {
    const row = this.row;
    const index = row ? this.#entries(row).indexOf(this.column ? this.link : this.segment) : 0;
    for (let column = this.column + direction; column >= 0 && column <= this.columns.length; column += direction) {
      const found = row && this.#entries(row, column);
      if (!found?.length) continue;
      this.column = column;
      return this.#enter(found[Math.min(Math.max(index, 0), found.length - 1)]);
    }
  }

  /** Bring rows and marks up to date at once. */
  settle() {
    if (this.#dirty.size) this.#regroup();
  }

  /** Give the keyboard to the current cell. */
  focus() {
    this.#mark({ focus: true });
  }

  /** Show the first links of every column, then all as they come. */
  async loadAll() {
    await Promise.all(this.columns.map(({ desk }) => desk.loadAll()));
  }

  #entries(row, column = this.column) {
    return column ? row.cells[column - 1] : row.source;
  }

  #enter(entry) {
    if (this.column) this.to(this.column, entry);
    else this.toSegment(entry);
  }

  #rowOf(segment) {
    this.settle();
    return this.#homes.get(0)?.get(segment);
  }

  #follow({ desk }, column) {
    const patched = ({ changed, added, removed }) => this.#note([...changed, ...added, ...removed], column);
    desk.links.addEventListener("patch", ({ detail }) => patched(detail));
    desk.links.addEventListener("loaded", ({ detail }) => this.#note(detail));
    desk.cursor.addEventListener("move", ({ detail }) => {
      if (desk === this.desk && (column === this.column || !this.column))
        this.#wait({ reveal: detail.fromUser, focus: true });
    });
  }

  /** Remember what changed; without a column, all rows are to be made anew. */
  #note(links, column = null) {
    for (const link of links) this.#dirty.set(link, column);
    if (column === null) this.#dirty.set(null, null);
    this.#wait({});
  }

  /** Once all listeners have heard of a change, draw it. */
  #wait(options) {
    if (this.#waiting)
      return void Object.assign(this.#waiting, { ...options, reveal: options.reveal || this.#waiting.reveal });
    this.#waiting = { ...options };
    queueMicrotask(() => {
      const wanted = this.#waiting;
      this.#waiting = null;
      this.settle();
      this.#mark({ ...wanted, focus: wanted.focus && this.#sheet.within });
    });
  }

  #regroup() {
    const dirty = this.#dirty;
    this.#dirty = new Map();
    const focused = this.#sheet.focused;
    const [first, last] = dirty.has(null) ? [0, -1] : this.#stretch(dirty);
    if (last >= first && first >= 0) this.#regroupStretch(dirty, first, last);
    else this.#regroupAll(dirty);
    if (focused && !this.#sheet.focused) this.#wait({ focus: true });
  }

  #regroupAll(dirty) {
    const columns = this.columns.map(({ desk, side }) => ({ items: desk.links.items, side }));
    this.rows = this.#sheet.show(group(columns, this.#order), new Set(dirty.keys()));
    this.#homes = new Map([0, ...this.columns.map((_, position) => position + 1)].map((column) => [column, new Map()]));
    this.#settle(this.rows);
  }

  /** The first and last row that a change touches: where its links were, and where their segments are. */
  #stretch(dirty) {
    let [first, last] = [Infinity, -1];
    const touch = (row) => row && ([first, last] = [Math.min(first, row.index), Math.max(last, row.index)]);
    for (const [link, column] of dirty) {
      touch(this.home(column, link));
      for (const { id } of link[this.columns[column - 1].side]) touch(this.#homes.get(0).get(id));
    }
    return [first, last];
  }

  /** Make only some rows anew; no link reaches out of them. */
  #regroupStretch(dirty, first, last) {
    const old = this.rows.slice(first, last + 1);
    const columns = this.columns.map(({ desk, side }, position) => {
      const own = [...dirty].filter(([, column]) => column === position + 1).map(([link]) => link);
      const links = new Set([...old.flatMap((row) => row.cells[position]), ...own]);
      const items = [...links].filter((link) => desk.links.get(link.id) === link).sort((a, b) => a.index - b.index);
      return { items, side };
    });
    this.#forget(old);
    const fresh = group(columns, this.#order);
    this.rows = this.#sheet.show(fresh, new Set(dirty.keys()), first, old.length);
    this.#settle(this.rows.slice(first, first + fresh.length));
  }

  #forget(rows) {
    for (const row of rows) {
      for (const { id } of row.source) this.#homes.get(0).delete(id);
      row.cells.forEach((cell, position) => cell.forEach((link) => this.#homes.get(position + 1).delete(link)));
    }
  }

  #settle(rows) {
    for (const row of rows) {
      for (const { id } of row.source) this.#homes.get(0).set(id, row);
      row.cells.forEach((cell, position) => cell.forEach((link) => this.#homes.get(position + 1).set(link, row)));
    }
  }

  #mark(options) {
    if (!this.column && !this.segment) this.#segment = this.link?.[this.columns[0].side][0]?.id ?? null;
    const cell = this.column ? this.link && this.cell(this.column, this.link) : this.segmentCell(this.#segment);
    this.#sheet.mark(cell ? this.row : null, cell, options);
  }
}
