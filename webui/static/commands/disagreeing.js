/** Commands that go to rows whose sides disagree in numbers, dates or names. */

import { t } from "../i18n.js";

const disagrees = (link) => link.disagreements?.length > 0;

function jump(desk, step) {
  const found = desk.view.seek(desk.cursor.link, disagrees, step);
  if (!found) return desk.say(t("No row shown disagrees in numbers, dates or names."));
  if (found.wrapped) desk.say(step > 0 ? t("From the top again.") : t("From the end again."));
  desk.cursor.to(found.link, found.link.disagreements[0].side);
  desk.trail.begin(disagrees);
}

/** @type {Object<string, import("./index.js").Command>} */
export const disagreeing = {
  "next-disagreeing": {
    words: t("Next row whose numbers, dates or names disagree"),
    when: () => true,
    trail: true,
    run: (desk) => jump(desk, 1),
  },
  "previous-disagreeing": {
    words: t("Previous row whose numbers, dates or names disagree"),
    when: () => true,
    trail: true,
    run: (desk) => jump(desk, -1),
  },
  lamp: {
    words: t("Word lamp: light up the counterparts of a word"),
    when: (desk) => desk.cursor.link[desk.cursor.side].length > 0,
    why: t("This cell is empty."),
    asks: true,
    run: (desk) => desk.lamp.start(),
  },
};
