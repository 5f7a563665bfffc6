/** How often the hits have some property, or some word beside them. */

import { askSearch } from "../api.js";
import { h } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { chooser, inLanguage, lookedAt, nothing, saving, share } from "./figures.js";
import { FILTER, valueName } from "./labels.js";
import { address, asked, beside, changed, literally, narrowed, viewed } from "./query.js";
import { drawTable, leading } from "./tables.js";

const BEFORE = [5, 4, 3, 2, 1].map((k) => [`L${k}`, tn("{count} word before", "{count} words before", k)]);
const AFTER = [1, 2, 3, 4, 5].map((k) => [`R${k}`, tn("{count} word after", "{count} words after", k)]);
const OF_WORDS = /^(form|exact|[LR]\d)$/;

/** What is counted: `[value, words]`. */
const KINDS = [
  ["form", t("Words found, folded")],
  ["exact", t("Words found, as written")],
  ...["document", "text", "translator", "provenance", "status"].map((name) => [name, FILTER[name]]),
  ["language", t("Language")],
  ["date", t("Date")],
  ...BEFORE,
  ...AFTER,
];

/** Draw the frequencies. @see drawView */
export async function frequencies(place, query, { titles, go, current }) {
  const [by, title] = KINDS.find(([name]) => name === query.by) ?? KINDS[0];
  const params = asked(query);
  params.set("by", by);
  const found = await askSearch("frequencies", params);
  if (!current()) return;
  const name = (row) => (by === "document" && row.title) || valueName(by, row.value, titles) || t("(none)");
  const columns = [
    { title, value: name, draw: (row) => (OF_WORDS.test(by) ? inLanguage(query, name(row)) : name(row)) },
    { title: t("Hits"), value: (row) => row.count, figures: true, draw: (row) => refine(query, by, row) },
    { title: t("Share"), value: (row) => row.share, figures: true, draw: (row) => share(row.share) },
  ];
  const choose = chooser("frequencies-by", t("Count by"), KINDS, by, (value) => go(changed(query, { by: value })));
  place.replaceChildren(
    h("div", { class: "view-choices" }, choose, saving(`frequencies-${by}`, columns, found.rows)),
    found.rows.length ? drawTable(t("Frequencies"), columns, found.rows, { by: 1 }) : nothing(),
    lookedAt(found),
  );
}

function refine(query, by, row) {
  const narrower = narrowing(query, by, row);
  const words = number(row.count);
  return narrower ? leading(words, address(viewed(narrower, "hits")), t("Show these hits")) : words;
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
