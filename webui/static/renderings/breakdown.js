/** Who rendered it how, and where: the same counts by document, text and translator. */

import { h } from "../dom.js";
import { number, t, tn } from "../i18n.js";

const SHOWN = 6; // renderings with a column of their own

/**
 * @param {Object} found the table of renderings
 * @param {(words: string, places: number[], from: HTMLElement) => void} open
 * @returns {HTMLElement|null} null where there is nothing to tell apart
 */
export function drawBreakdown(found, open) {
  const ways = [
    ["document", t("By document")],
    ["text", t("By text")],
    ["translator", t("By translator")],
  ];
  const body = h("div", { class: "sheet", role: "group", tabindex: "0", "aria-label": t("Where and by whom") });
  const choice = h("select", { id: "by", autocomplete: "off" }, ...ways.map(([value, words]) => h("option", { value, text: words })));
  const best = ways.map(([name]) => name).find((name) => found.by[name].length > 1) ?? "document";
  choice.value = best;
  const show = () => body.replaceChildren(table(found, choice.value, open));
  choice.addEventListener("change", show);
  show();
  return h(
    "section",
    { class: "card breakdown", "aria-labelledby": "breakdown-title" },
    h("header", {}, h("h2", { id: "breakdown-title", text: t("Where and by whom") }), h("label", { class: "sr-only", for: "by", text: t("Counted by") }), choice),
    body,
  );
}

function table(found, by, open) {
  const { rows, asked, directions } = found;
  const shown = rows.slice(0, SHOWN);
  const rest = rows.length > SHOWN;
  const heads = [
    ...shown.map((row) => h("th", { scope: "col", class: "figure reading", lang: asked.target, dir: directions.target, text: row.form })),
    rest && h("th", { scope: "col", class: "figure", text: tn("{count} other", "{count} others", rows.length - SHOWN) }),
    h("th", { scope: "col", class: "figure", text: t("Not rendered") }),
    h("th", { scope: "col", class: "figure", text: t("All") }),
  ];
  return h(
    "table",
    { class: "renderings" },
    h("thead", {}, h("tr", {}, h("td", {}), ...heads.filter(Boolean))),
    h("tbody", {}, ...found.by[by].map((group) => drawGroup(found, group, shown, open))),
  );
}

function drawGroup({ rows, asked }, group, shown, open) {
  const name = group.title || t("No translator named");
  const others = group.cells.slice(SHOWN, -1).flat();
  const cells = [
    ...shown.map((row, place) => cell(group.cells[place], `${name}: ${row.form}`, open)),
    rows.length > SHOWN && cell(others, `${name}: ${t("other renderings")}`, open),
    cell(group.cells.at(-1), `${name}: ${t("Not rendered")}`, open),
    cell(group.cells.flat().sort((a, b) => a - b), `${name}: ${asked.term}`, open),
  ];
  return h("tr", {}, h("th", { scope: "row", text: name }), ...cells.filter(Boolean));
}

function cell(places, words, open) {
  if (!places.length) return h("td", { class: "figure muted", text: "0" });
  const click = ({ currentTarget }) => open(words, places, currentTarget);
  const name = tn("{count} line: {words}", "{count} lines: {words}", places.length, { words });
  return h("td", { class: "figure" }, h("button", { type: "button", class: "count", "aria-label": name, on: { click } }, number(places.length)));
}
