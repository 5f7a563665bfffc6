/** The way from the editor to the search of the whole workspace, with the words that are selected. */

import { t } from "../i18n.js";

const LONGEST = 100; // characters; more is a passage, not a query

/** @type {Object<string, import("../commands/index.js").Command>} */
export const searching = {
  "search-all": {
    words: t("Search the whole workspace for the selected words"),
    short: t("Search everywhere"),
    icon: "search",
    run: (desk) => location.assign(searchAddress(desk)),
  },
};

/** The address of the search for what is selected, in the language of the cell that it is in. */
export function searchAddress(desk) {
  const chosen = getSelection();
  const words = chosen.isCollapsed ? "" : chosen.toString().replace(/\s+/g, " ").trim();
  const side = chosen.anchorNode?.parentElement?.closest(".cell")?.dataset.side ?? desk.cursor.side ?? "source";
  const query = new URLSearchParams();
  if (words && words.length <= LONGEST) query.set("q", quoted(words));
  const { language } = desk.texts[side];
  if (language) query.set("lang", language);
  return `/search?${query}`;
}

/** Words that mean something in a query stand in quotes. */
const quoted = (words) => (/[\s"*?()|/-]|^(AND|OR|NOT|NEAR)$/.test(words) ? `"${words.replaceAll('"', " ")}"` : words);
