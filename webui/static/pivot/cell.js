/** Draws a row of the pivot view: the pivot's segments, and in each column the links beside them. */

import { h, icon } from "../dom.js";
import { LANGUAGE, languageName, t, tn } from "../i18n.js";
import { KIND, STATUS, isUnsure, percent, shape } from "../words.js";
import { lines } from "./rows.js";

/**
 * @param {import("./rows.js").Row} row
 * @param {{pivot: Object, columns: {text: Object, side: string, other: string}[]}} page texts with `language` and `direction`
 * @returns {HTMLElement}
 */
export function drawRow(row, { pivot, columns }) {
  const number = h("div", { class: "number", role: "gridcell", "aria-colindex": "1" });
  const own = row.source.length
    ? row.source.map((segment, line) => drawOwn(segment, line, pivot))
    : [drawBlank(0, row)];
  const others = columns.flatMap((column, position) => drawColumn(row, position, column));
  const starts = row.source[0]?.starts_paragraph;
  return h(
    "div",
    { class: "pivot-row", role: "row", data: { id: row.id, ...(starts && { paragraph: "" }) } },
    number,
    ...own,
    ...others,
  );
}

function drawOwn(segment, line, text) {
  const cell = drawCell(0, line, 1, text, { segmentCell: segment.id });
  cell.classList.add("own");
  cell.append(drawSegment(segment));
  return cell;
}

function drawColumn(row, position, { text, side, other }) {
  if (!row.cells[position].length) return [drawBlank(position + 1, row)];
  const places = lines(row, position, side);
  return row.cells[position].map((link, index) => {
    const data = { link: link.id, status: link.status, name: nameOf(text) };
    const cell = drawCell(position + 1, ...places[index], text, data);
    cell.append(drawMarks(link), ...(link[other].length ? link[other].map(drawSegment) : [drawVoid(link)]));
    if (link.notes.length) cell.append(drawNotes(link));
    return cell;
  });
}

/** A text as a heading names it: its language, and its own name where that says more. */
export function nameOf({ language, name }) {
  return name === language ? languageName(language) : `${languageName(language)} ${name}`;
}

function drawCell(column, line, count, { language, direction }, data) {
  const cell = h("div", {
    class: "cell",
    role: "gridcell",
    tabindex: "-1",
    lang: language,
    dir: direction,
    "aria-colindex": column + 2,
    data: { column, ...data },
  });
  place(cell, column, line, count);
  return cell;
}

function drawBlank(column, row) {
  const cell = h("div", { class: `cell blank${column ? "" : " own"}`, role: "gridcell", "aria-colindex": column + 2 });
  place(cell, column, 0, Math.max(1, row.source.length));
  return cell;
}

function place(cell, column, line, count) {
  cell.style.gridColumn = column + 2;
  cell.style.gridRow = `${line + 1} / span ${count}`;
  cell.classList.toggle("later", line > 0);
}

function drawSegment(segment) {
  return h("span", { class: "segment", text: segment.text, data: { segment: segment.id } });
}

function drawVoid(link) {
  const words = KIND[link.kind] ?? t("Empty");
  return h(
    "span",
    { class: "void", lang: LANGUAGE, dir: "ltr" },
    h("span", { "aria-hidden": "true", text: "∅" }),
    words,
  );
}

/** Status and what else there is to know of a link, at the end of the first line. */
function drawMarks(link) {
  const notes = link.notes.length;
  return h(
    "span",
    { class: "pivot-marks", lang: LANGUAGE, dir: "ltr" },
    shape(link) !== "1:1" && h("span", { class: "shape", title: t("Segments on each side"), text: shape(link) }),
    isUnsure(link) &&
      mark("unsure", "warning", percent(link.confidence), t("Confidence {share}", { share: percent(link.confidence) })),
    link.changed_since_confirmed && mark("changed", "changed", "", t("Changed since confirmed")),
    notes > 0 && mark("noted", "note", String(notes), tn("{count} note", "{count} notes", notes)),
    mark("state", `status-${link.status}`, "", STATUS[link.status]),
  );
}

function mark(name, symbol, words, title) {
  return h(
    "span",
    { class: `mark ${name}`, title },
    icon(symbol),
    words && h("span", { "aria-hidden": "true", text: words }),
    h("span", { class: "sr-only", text: ` ${title}. ` }),
  );
}

function drawNotes(link) {
  const notes = link.notes.map(({ text }) => h("p", { class: "pivot-note note-text", text }));
  return h("div", { class: "pivot-notes", lang: LANGUAGE, dir: "auto" }, ...notes);
}
