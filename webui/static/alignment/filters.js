/** What the filter can show: a name in words and a test for each. */

import { STATUS, STATUSES, isNull, isOpen, isUnsure } from "../words.js";

/** @type {Object<string, {words: string, test: (link: import("./links.js").Link) => boolean}>} */
export const FILTERS = {
  all: { words: "All rows", test: () => true },
  open: { words: "Not confirmed", test: isOpen },
  ...Object.fromEntries(STATUSES.map((name) => [name, { words: STATUS[name], test: (link) => link.status === name }])),
  changed: { words: "Changed since confirmed", test: (link) => link.changed_since_confirmed },
  uneven: { words: "Not 1:1", test: (link) => link.source.length !== 1 || link.target.length !== 1 },
  null: { words: "One side empty", test: isNull },
  notes: { words: "With notes", test: (link) => link.notes.length > 0 },
  unsure: { words: "Low confidence", test: isUnsure },
};
