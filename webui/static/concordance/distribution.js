/** Where in each text the hits are: as a picture, and as a table. */

import { askSearch } from "../api.js";
import { h, icon } from "../dom.js";
import { number, t } from "../i18n.js";
import { Picture } from "../pictures/pictures.js";
import { nothing, saving, share } from "./figures.js";
import { textName } from "./labels.js";
import { address, asked, changed, viewed } from "./query.js";
import { drawTable, leading } from "./tables.js";

/** Draw the distribution. @see drawView */
export async function distribution(place, query, { go, current }) {
  const params = asked(query);
  const found = await askSearch("distribution", params);
  if (!current()) return;
  if (!found.rows.length) return place.replaceChildren(nothing());
  const within = (document, text) => viewed(changed(query, { document: [document], text: [text] }), "hits");
  const frame = h("figure", { class: "picture-frame" });
  const url = (form) => `/search/distribution.${form}?${params}`;
  const download = (form) =>
    h("a", { class: "button small", href: `${url(form)}&save=1` }, icon("export"), form.toUpperCase());
  const shown = columns(within);
  place.replaceChildren(
    frame,
    h(
      "div",
      { class: "picture-tools" },
      h("span", { class: "spacer" }),
      download("svg"),
      download("png"),
      saving("distribution", shown, found.rows),
    ),
    drawTable(t("Distribution"), shown, found.rows, { by: 2 }),
  );
  await new Picture(frame, (key) => go(within(...key.split("/")))).show(url("svg"));
}

function columns(within) {
  const part = ({ sides, total }) => sides / (total || 1);
  const hits = ({ document, text, sides }) =>
    leading(number(sides), address(within(document, text)), t("Show these hits"));
  return [
    { title: t("Document"), value: (row) => row.title },
    { title: t("Text"), value: (row) => textName(row) },
    { title: t("Rows"), value: (row) => row.sides, figures: true, draw: hits },
    { title: t("Of"), value: (row) => row.total, figures: true },
    { title: t("Share"), value: part, figures: true, draw: (row) => share(part(row)) },
  ];
}
