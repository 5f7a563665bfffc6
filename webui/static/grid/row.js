/** Draws one link as a row. */

import { h, icon } from "../dom.js";
import { isAmiss, sentence } from "../glossary/marks.js";
import { LANGUAGE, t, tn } from "../i18n.js";
import { KIND, STATUS, isUnsure, percent, shape } from "../words.js";

/**
 * @param {import("../alignment/links.js").Link} link
 * @param {{source: Object, target: Object}} texts with `language` and `direction`
 * @returns {HTMLElement}
 */
export function drawRow(link, texts) {
  const starts = link.source[0]?.starts_paragraph || link.target[0]?.starts_paragraph;
  return h(
    "div",
    {
      class: "row",
      role: "row",
      "aria-selected": "false",
      data: {
        id: link.id,
        status: link.status,
        ...(starts && { paragraph: "" }),
        ...(shape(link) !== "1:1" && { uneven: "" }),
      },
    },
    h("div", { class: "number", role: "gridcell" }),
    drawCell(link, "source", texts.source),
    h("div", { class: "shape", role: "gridcell", id: `${link.id}-shape`, text: shape(link) }),
    drawCell(link, "target", texts.target),
    drawStatus(link),
  );
}

/** Number a row; the heading is the first row of the grid. */
export function numberRow(row, number) {
  const text = String(number);
  const { firstChild: cell } = row;
  if (cell.firstChild?.data === text) return;
  if (cell.firstChild) cell.firstChild.data = text;
  else cell.append(text);
  row.setAttribute("aria-rowindex", number + 1);
}

function drawCell(link, side, { language, direction }) {
  const properties = {
    class: "cell",
    role: "gridcell",
    tabindex: "-1",
    lang: language,
    dir: direction,
    "aria-describedby": `${link.id}-shape ${link.id}-status`,
    data: { side },
  };
  return h("div", properties, ...(link[side].length ? link[side].map(drawSegment) : [drawVoid(link)]));
}

function drawSegment(segment) {
  const grip = h("span", { class: "grip", "aria-hidden": "true" });
  return h("span", { class: "segment", text: segment.text, data: { segment: segment.id } }, grip);
}

function drawVoid(link) {
  return h(
    "span",
    { class: "void", lang: LANGUAGE, dir: "ltr" },
    h("span", { "aria-hidden": "true", text: "∅" }),
    KIND[link.kind] ?? t("Empty"),
  );
}

function drawStatus(link) {
  return h(
    "div",
    { class: "status", role: "gridcell", id: `${link.id}-status` },
    h(
      "span",
      { class: "state", data: { status: link.status } },
      icon(`status-${link.status}`),
      h("span", { text: STATUS[link.status] }),
    ),
    h("div", { class: "marks" }, ...drawMarks(link)),
  );
}

function drawMarks(link) {
  const notes = link.notes.length;
  return [
    link.changed_since_confirmed && mark("changed", "changed", t("Changed since"), t("Changed since confirmed")),
    notes > 0 && mark("noted", "note", String(notes), tn("{count} note", "{count} notes", notes)),
    link.disagreements?.length > 0 && mark("disagrees", "disagree", String(link.disagreements.length), disagreement(link)),
    termsAmiss(link).length > 0 && mark("term", "glossary", String(termsAmiss(link).length), termsAmiss(link).map(sentence).join(" ")),
    isUnsure(link) && mark("unsure", "warning", percent(link.confidence), t("Confidence {share}", { share: percent(link.confidence) })),
  ];
}

const termsAmiss = (link) => (link.terms ?? []).filter(isAmiss);

function disagreement({ disagreements }) {
  const words = [...new Set(disagreements.map(({ text }) => text))].join(", ");
  return t("The two sides disagree: {words}", { words });
}

function mark(name, symbol, words, title) {
  return h(
    "span",
    { class: `mark ${name}`, title },
    icon(symbol),
    h("span", { text: words }),
    h("span", { class: "sr-only", text: title }),
  );
}
