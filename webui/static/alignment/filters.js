/** What the filter can show: a name in words and a test for each. */

import { isAmiss } from "../glossary/marks.js";
import { t } from "../i18n.js";
import { isSplittable } from "../split/stops.js";
import { STATUS, STATUSES, isNull, isOpen, isUnsure } from "../words.js";

/** @type {Object<string, {words: string, test: (link: import("./links.js").Link) => boolean}>} */
export const FILTERS = {
  all: { words: t("All rows"), test: () => true },
  open: { words: t("Not confirmed"), test: isOpen },
  ...Object.fromEntries(STATUSES.map((name) => [name, { words: STATUS[name], test: (link) => link.status === name }])),
  changed: { words: t("Changed since confirmed"), test: (link) => link.changed_since_confirmed },
  uneven: { words: t("Not 1:1"), test: (link) => link.source.length !== 1 || link.target.length !== 1 },
  splittable: { words: t("Could be split"), test: isSplittable },
  null: { words: t("One side empty"), test: isNull },
  notes: { words: t("With notes"), test: (link) => link.notes.length > 0 },
  disagreeing: { words: t("Numbers, dates, names disagree"), test: (link) => link.disagreements?.length > 0 },
  terms: { words: t("Terms not as in the glossary"), test: (link) => link.terms?.some(isAmiss) ?? false },
  unsure: { words: t("Low confidence"), test: isUnsure },
};
