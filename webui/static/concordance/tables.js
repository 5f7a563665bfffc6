/** Tables of figures that are sorted by a click on a heading. */

import { h } from "../dom.js";
import { number } from "../i18n.js";

/**
 * @typedef {Object} Column
 * @property {string} title
 * @property {(row: any) => (string|number)} value what is sorted by, and shown if there is no `draw`
 * @property {(row: any) => (Node|string)} [draw]
 * @property {boolean} [figures] whether it is numbers, which stand at the end and are sorted from the largest
 * @property {string} [hint]
 */

/**
 * Draw a table.
 * @param {string} caption for those who hear it
 * @param {Column[]} columns
 * @param {any[]} rows
 * @param {{by?: number, down?: boolean}} [order] the column sorted by at first
 */
export function drawTable(caption, columns, rows, { by = -1, down = true } = {}) {
  const body = h("tbody");
  const heads = columns.map((column, at) =>
    h(
      "th",
      { scope: "col", class: column.figures ? "number-cell" : "", title: column.hint ?? null },
      h("button", { type: "button", class: "sort", text: column.title, on: { click: () => sort(at) } }),
    ),
  );
  const order = { by, down };
  const sort = (at) => {
    order.down = order.by === at ? !order.down : Boolean(columns[at].figures);
    order.by = at;
    draw();
  };
  const draw = () => {
    heads.forEach((head, at) => {
      if (at === order.by) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    const sorted =
      order.by < 0 ? rows : [...rows].sort((one, other) => compare(one, other, columns[order.by], order.down));
    body.replaceChildren(...sorted.map((row) => h("tr", {}, ...columns.map((column) => drawCell(column, row)))));
  };
  draw();
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      { class: "figures" },
      h("caption", { class: "sr-only", text: caption }),
      h("thead", {}, h("tr", {}, ...heads)),
      body,
    ),
  );
}

function compare(one, other, column, down) {
  const [a, b] = [column.value(one), column.value(other)];
  const found = typeof a === "number" ? a - b : String(a).localeCompare(String(b));
  return down ? -found : found;
}

function drawCell(column, row) {
  const value = column.value(row);
  const shown = column.draw?.(row) ?? (typeof value === "number" ? number(value) : value);
  return h("td", { class: column.figures ? "number-cell" : "" }, shown);
}

/** A table as tab-separated values: the figures in full, the words as they are shown. */
export function tsv(columns, rows) {
  const cell = (value) => String(value).replace(/\s+/g, " ");
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return lines.map((line) => `${line.map(cell).join("\t")}\n`).join("");
}

/** A number that leads to its hits. */
export const leading = (words, url, title) => h("a", { href: url, title, text: words });
