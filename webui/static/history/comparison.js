/** What differs between two revisions, place by place: sentences, wordings, and the rows before and after. */

import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { SIDES } from "../words.js";
import { drawPieces } from "./pieces.js";
import { sentence } from "./sentences.js";

/**
 * @param {Object} found the answer of `compare`
 * @param {{source: Object, target: Object}} texts languages and directions of the two sides
 * @param {(link: string) => (Node|string)} [drawLink] how a row is named, such as a button that goes there
 * @returns {HTMLElement[]}
 */
export function drawComparison(found, texts, drawLink = (link) => link) {
  if (!found.differences.length) return [h("p", { class: "muted", text: t("Nothing differs.") })];
  const more = found.more > 0 && h("p", { class: "muted", text: tn("And {count} more place.", "And {count} more places.", found.more) });
  return [...found.differences.map((each) => drawDifference(each, texts, drawLink)), more].filter(Boolean);
}

/** How many places differ, in words. */
export const places = (found) =>
  tn("{count} place differs", "{count} places differ", found.total ?? found.differences.length);

function drawDifference({ links, changes, before, after }, texts, drawLink) {
  const names = links.flatMap((link, index) => [index > 0 && ", ", drawLink(link)]);
  const regrouped = changes.some(({ kind }) => REGROUPING.has(kind));
  return h(
    "section",
    { class: "difference" },
    h("h3", {}, ...names),
    h("ul", {}, ...changes.map((change) => drawChange(change, texts))),
    regrouped && drawRows(before, after, texts),
  );
}

const REGROUPING = new Set(["merged", "split", "made", "gone", "took"]);

function drawChange({ text, side, pieces }, texts) {
  return h("li", {}, sentence(text), pieces.length > 0 && drawPieces(pieces, texts[side]));
}

function drawRows(before, after, texts) {
  const column = (title, links) => h("div", {}, h("h4", { text: title }), ...links.map((link) => drawRow(link, texts)));
  return h(
    "details",
    {},
    h("summary", { text: t("The rows before and after") }),
    h("div", { class: "before-after" }, column(t("Before"), before), column(t("After"), after)),
  );
}

function drawRow(link, texts) {
  const cell = (side) => {
    const { language, direction } = texts[side];
    const words = link[side].map(({ text }) => text).join(" ∥ ") || "∅";
    return h("p", { class: "reading", lang: language, dir: direction, text: words });
  };
  return h("div", { class: "old-row" }, h("span", { class: "where", text: link.id }), ...SIDES.map(cell));
}
