/** Which words stand near the hits more often than chance would have it. */

import { askSearch } from "../api.js";
import { h } from "../dom.js";
import { number, t } from "../i18n.js";
import { chooser, inLanguage, lookedAt, nothing, rounded, saving } from "./figures.js";
import { address, asked, changed, literally, near, viewed } from "./query.js";
import { drawTable, leading } from "./tables.js";

const MEASURES = { log_likelihood: t("Log-likelihood"), log_dice: "logDice", count: t("Together") };
const COLUMN = { count: 1, log_likelihood: 4, log_dice: 5 };
const SIZES = Array.from({ length: 11 }, (_, k) => String(k));
const LEAST = ["1", "2", "3", "5", "10", "20"];

/** Draw the collocates. @see drawView */
export async function collocates(place, query, { go, current }) {
  const chosen = {
    left: query.left || "5",
    right: query.right || "5",
    least: query.least || "3",
    by: query.by in MEASURES ? query.by : "log_likelihood",
  };
  const params = asked(query);
  for (const [name, value] of Object.entries(chosen)) params.set(name, value);
  const found = await askSearch("collocates", params);
  if (!current()) return;
  const shown = columns(query, chosen);
  const table = drawTable(t("Collocates"), shown, found.rows, { by: COLUMN[chosen.by] });
  const choices = drawChoices(query, chosen, go);
  choices.append(saving("collocates", shown, found.rows));
  place.replaceChildren(choices, found.rows.length ? table : nothing(), lookedAt(found));
}

function drawChoices(query, { left, right, least, by }, go) {
  const choose = (name) => (value) => go(changed(query, { [name]: value }));
  const figures = (values) => values.map((value) => [value, value]);
  return h(
    "div",
    { class: "view-choices" },
    chooser("collocates-left", t("Words before"), figures(SIZES), left, choose("left")),
    chooser("collocates-right", t("Words after"), figures(SIZES), right, choose("right")),
    chooser("collocates-least", t("At least together"), figures(LEAST), least, choose("least")),
    chooser("collocates-by", t("The best by"), Object.entries(MEASURES), by, choose("by")),
  );
}

function columns(query, { left, right }) {
  const distance = Math.max(Number(left), Number(right), 1) - 1;
  const hits = (q) => address(viewed(changed(query, { q }), "hits"));
  const together = (row) => leading(number(row.count), hits(near(query.q, row.word, distance)), t("Show these hits"));
  const alone = (row) => leading(number(row.total), hits(literally(row.word)), t("Search for this word"));
  const column = (title, name, hint, draw = (row) => rounded(row[name])) => ({
    title,
    value: (row) => row[name],
    figures: true,
    draw,
    hint,
  });
  return [
    { title: t("Word"), value: (row) => row.word, draw: (row) => inLanguage(query, row.word) },
    column(MEASURES.count, "count", t("How often it stands near the words found"), together),
    column(t("In all"), "total", t("How often it stands anywhere in the texts searched"), alone),
    column(t("Expected"), "expected", t("How often it would stand here by chance")),
    column(
      MEASURES.log_likelihood,
      "log_likelihood",
      t("How surely it is no chance: 10.8 and more are one chance in a thousand or less"),
    ),
    column(
      MEASURES.log_dice,
      "log_dice",
      t("How closely the two belong together, whatever the size of the texts; at most 14"),
    ),
  ];
}
