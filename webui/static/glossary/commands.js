/** Commands that go to rows that do not keep to the glossary. */

import { t } from "../i18n.js";
import { isAmiss } from "./marks.js";

const amiss = (link) => link.terms?.some(isAmiss);

function jump(desk, step) {
  const found = desk.view.seek(desk.cursor.link, amiss, step);
  if (!found) return desk.say(t("Every row shown keeps to the glossary."));
  if (found.wrapped) desk.say(step > 0 ? t("From the top again.") : t("From the end again."));
  desk.cursor.to(found.link, found.link.terms.find(isAmiss).side);
  desk.trail.begin(amiss);
}

/** @type {Object<string, import("../commands/index.js").Command>} */
export const terming = {
  "next-term": {
    words: t("Next row that does not keep to the glossary"),
    when: () => true,
    trail: true,
    run: (desk) => jump(desk, 1),
  },
  "previous-term": {
    words: t("Previous row that does not keep to the glossary"),
    when: () => true,
    trail: true,
    run: (desk) => jump(desk, -1),
  },
};
