/** Results as figures: each view draws itself; every number leads to the hits that it counts. */

import { collocates } from "./collocates.js";
import { distribution } from "./distribution.js";
import { frequencies } from "./frequencies.js";

/**
 * @typedef {Object} Page what a view needs of the page
 * @property {Map<string, string>} titles of documents, by their names
 * @property {(query: import("./query.js").Query) => void} go searches for something else
 * @property {() => boolean} current whether the view is still the one wanted
 */

/**
 * Draw a view of the results.
 * @param {HTMLElement} place
 * @param {import("./query.js").Query} query
 * @param {Page} page
 */
export function drawView(place, query, page) {
  return { frequencies, collocates, distribution }[query.view](place, query, page);
}
