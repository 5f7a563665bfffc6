/** What the views of figures have in common. */

import { h, icon } from "../dom.js";
import { LANGUAGE, number, t } from "../i18n.js";
import { tsv } from "./tables.js";

const hundredths = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat(LANGUAGE, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A measure with two decimals, so that they stand one below the other. */
export const rounded = (value) => hundredths.format(value);

/** A share as people read it: `31.3%`. */
export const share = (value) => percents.format(value);

/** A choice that the view depends on. */
export function chooser(id, words, options, value, onChange) {
  const select = h(
    "select",
    { id, on: { change: () => onChange(select.value) } },
    ...options.map(([each, said]) => h("option", { value: each, text: said })),
  );
  select.value = value;
  return h("p", { class: "field inline" }, h("label", { for: id, text: words }), select);
}

/** Words of the texts, drawn as their language draws them where only one is searched. */
export const inLanguage = ({ lang }, words) =>
  h("span", { lang: lang.length === 1 ? lang[0] : null, dir: "auto", text: words });

/** A button that saves a table, as far as it is shown. */
export function saving(name, columns, rows) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([tsv(columns, rows)], { type: "text/tab-separated-values" }));
    h("a", { href: url, download: `${name}.tsv` }).click();
    URL.revokeObjectURL(url);
  };
  const words = t("Save this table as TSV");
  return h(
    "button",
    { type: "button", class: "button small", title: words, "aria-label": words, on: { click: save } },
    icon("export"),
    "TSV",
  );
}

/** What stands in place of an empty table. */
export const nothing = () => h("p", { class: "muted", text: t("Nothing to count.") });

/** Say where not all hits were counted. */
export function lookedAt({ complete, looked_at: count, total, hits }) {
  if (complete !== false) return "";
  const words = { count: number(count), total: number(total ?? hits) };
  return h("p", { class: "muted small", text: t("Counted over {count} of {total} hits.", words) });
}
