/** Results as figures: frequencies, collocates, distribution. Every number leads to the hits that it counts. */

import { askSearch } from "../api.js";
import { h, icon } from "../dom.js";
import { LANGUAGE, number, t, tn } from "../i18n.js";
import { Picture } from "../pictures/pictures.js";
import { FILTER, textName, valueName } from "./labels.js";
import { address, asked, beside, changed, literally, narrowed, near } from "./query.js";
import { drawTable, leading } from "./tables.js";

const PLACES = [5, 4, 3, 2, 1].map((k) => `L${k}`).concat([1, 2, 3, 4, 5].map((k) => `R${k}`));
const MEASURES = { log_likelihood: t("Log-likelihood"), log_dice: "logDice", count: t("Together") };
const WINDOWS = Array.from({ length: 11 }, (_, k) => String(k));

const hundredths = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const rounded = (value) => hundredths.format(value);

/** What frequencies can be of: `[value, words]`. */
const KINDS = [
  ["form", t("Words found, folded")],
  ["exact", t("Words found, as written")],
  ...["document", "text", "translator", "provenance", "status"].map((name) => [name, FILTER[name]]),
  ["language", t("Language")],
  ["date", t("Date")],
  ...PLACES.map((place) => [
    place,
    place[0] === "L"
      ? tn("{count} word before", "{count} words before", Number(place[1]))
      : tn("{count} word after", "{count} words after", Number(place[1])),
  ]),
];

/**
 * Draw a view of the results.
 * @param {HTMLElement} place
 * @param {import("./query.js").Query} query
 * @param {{titles: Map<string, string>, go: (query: Object) => void, current: () => boolean}} page
 */
export function drawView(place, query, page) {
  return { frequencies, collocates, distribution }[query.view](place, query, page);
}

function chooser(id, words, options, value, onChange) {
  const select = h("select", { id, on: { change: () => onChange(select.value) } }, ...options.map(([each, said]) => h("option", { value: each, text: said })));
  select.value = value;
  return h("p", { class: "field inline" }, h("label", { for: id, text: words }), select);
}

async function frequencies(place, query, { titles, go, current }) {
  const by = KINDS.some(([name]) => name === query.by) ? query.by : "form";
  const params = asked(query);
  params.set("by", by);
  const found = await askSearch("frequencies", params);
  if (!current()) return;
  const name = (row) =>
    by === "document" ? (row.title ?? valueName(by, row.value, titles)) : valueName(by, row.value, titles) || t("(none)");
  const table = drawTable(
    t("Frequencies"),
    [
      { title: KINDS.find(([kind]) => kind === by)[1], value: name, draw: (row) => (OF_WORDS.test(by) ? inLanguage(query, name(row)) : name(row)) },
      { title: t("Hits"), value: (row) => row.count, figures: true, draw: (row) => refine(query, by, row) },
      { title: t("Share"), value: (row) => row.share, figures: true, draw: (row) => `${number(Math.round(row.share * 1000) / 10)}%` },
    ],
    found.rows,
    { by: 1 },
  );
  place.replaceChildren(
    h("div", { class: "view-choices" }, chooser("frequencies-by", t("Count by"), KINDS, by, (value) => go(changed(query, { by: value })))),
    found.rows.length ? table : nothing(),
    lookedAt(found),
  );
}

const OF_WORDS = /^(form|exact|[LR]\d)$/;

/** Words of the texts, drawn as their language draws them where only one is searched. */
const inLanguage = ({ lang }, words) => h("span", { lang: lang.length === 1 ? lang[0] : null, dir: "auto", text: words });

function refine(query, by, row) {
  const narrower = narrowing(query, by, row);
  const words = number(row.count);
  return narrower ? leading(words, address({ ...narrower, view: "hits", by: "" }), t("Show these hits")) : words;
}

function narrowing(query, by, { value }) {
  if (!value) return null;
  if (by === "form") return changed(query, { q: literally(value) });
  if (by === "exact") return changed(query, { q: literally(value), exact: ["case", "marks", "script"] });
  if (by === "language") return changed(query, { lang: [value] });
  if (by === "date") return changed(query, { from: value, to: value });
  if (OF_WORDS.test(by)) return changed(query, { q: beside(query.q, value, by) });
  return narrowed(query, by, value);
}

async function collocates(place, query, { go, current }) {
  const [left, right, least] = [query.left || "5", query.right || "5", query.least || "3"];
  const by = query.by in MEASURES ? query.by : "log_likelihood";
  const params = asked(query);
  for (const [name, value] of Object.entries({ left, right, least, by })) params.set(name, value);
  const found = await askSearch("collocates", params);
  if (!current()) return;
  const distance = Math.max(Number(left), Number(right)) - 1;
  const lead = (row) => leading(number(row.count), address(changed(query, { q: near(query.q, row.word, Math.max(distance, 0)), view: "hits", by: "", left: "", right: "", least: "" })), t("Show these hits"));
  const alone = (row) => leading(number(row.total), address(changed(query, { q: literally(row.word), view: "hits", by: "", left: "", right: "", least: "" })), t("Search for this word"));
  const columns = [
    { title: t("Word"), value: (row) => row.word, draw: (row) => inLanguage(query, row.word) },
    { title: MEASURES.count, value: (row) => row.count, figures: true, draw: lead, hint: t("How often it stands near the words found") },
    { title: t("In all"), value: (row) => row.total, figures: true, draw: alone, hint: t("How often it stands anywhere in the texts searched") },
    { title: t("Expected"), value: (row) => row.expected, figures: true, draw: (row) => rounded(row.expected), hint: t("How often it would stand here by chance") },
    { title: MEASURES.log_likelihood, value: (row) => row.log_likelihood, figures: true, draw: (row) => rounded(row.log_likelihood), hint: t("How surely it is no chance: 10.8 and more are one chance in a thousand or less") },
    { title: MEASURES.log_dice, value: (row) => row.log_dice, figures: true, draw: (row) => rounded(row.log_dice), hint: t("How closely the two belong together, whatever the size of the texts; at most 14") },
  ];
  const choose = (name) => (value) => go(changed(query, { [name]: value }));
  const figures = (values) => values.map((value) => [value, value]);
  place.replaceChildren(
    h(
      "div",
      { class: "view-choices" },
      chooser("collocates-left", t("Words before"), figures(WINDOWS), left, choose("left")),
      chooser("collocates-right", t("Words after"), figures(WINDOWS), right, choose("right")),
      chooser("collocates-least", t("At least together"), figures(["1", "2", "3", "5", "10", "20"]), least, choose("least")),
      chooser("collocates-by", t("The best by"), Object.entries(MEASURES), by, choose("by")),
    ),
    found.rows.length ? drawTable(t("Collocates"), columns, found.rows, { by: { count: 1, log_likelihood: 4, log_dice: 5 }[by] }) : nothing(),
    lookedAt(found),
  );
}

async function distribution(place, query, { go, current }) {
  const params = asked(query);
  const found = await askSearch("distribution", params);
  if (!current()) return;
  const frame = h("figure", { class: "picture-frame" });
  const url = (form, save) => `/search/distribution.${form}?${params}${save ? "&save=1" : ""}`;
  const show = (row) => address({ ...changed(query, { document: [row.document], text: [row.text] }), view: "hits" });
  const table = drawTable(
    t("Distribution"),
    [
      { title: t("Document"), value: (row) => row.title },
      { title: t("Text"), value: (row) => textName(row) },
      { title: t("Rows"), value: (row) => row.sides, figures: true, draw: (row) => leading(number(row.sides), show(row), t("Show these hits")) },
      { title: t("Of"), value: (row) => row.total, figures: true },
      { title: t("Share"), value: (row) => row.sides / (row.total || 1), figures: true, draw: (row) => `${number(Math.round((1000 * row.sides) / (row.total || 1)) / 10)}%` },
    ],
    found.rows,
    { by: 2 },
  );
  if (!found.rows.length) return place.replaceChildren(nothing());
  place.replaceChildren(
    frame,
    h(
      "div",
      { class: "picture-tools" },
      h("span", { class: "spacer" }),
      ...["svg", "png"].map((form) => h("a", { class: "button small", href: url(form, true) }, icon("export"), form.toUpperCase())),
    ),
    table,
  );
  await new Picture(frame, (key) => {
    const [document, text] = key.split("/");
    go({ ...changed(query, { document: [document], text: [text] }), view: "hits" });
  }).show(url("svg"));
}

const nothing = () => h("p", { class: "muted", text: t("Nothing to count.") });

function lookedAt(found) {
  const of = found.total ?? found.hits;
  if (found.complete !== false) return h("p", { class: "muted small", text: "" });
  return h("p", {
    class: "muted small",
    text: t("Counted over {count} of {total} hits.", { count: number(found.looked_at), total: number(of) }),
  });
}

