/** The history as commands. */

import { t } from "../i18n.js";

const here = (desk) => desk.cursor.link;

/** @type {Object<string, import("../commands/index.js").Command>} */
export const remembering = {
  history: {
    words: t("History of the document"),
    short: t("History…"),
    icon: "history",
    run: (desk, row) => void desk.history.open(row),
  },
  "put-back": {
    words: t("Put back what was confirmed"),
    icon: "undo",
    edits: true,
    when: (desk) => here(desk).changed_since_confirmed,
    why: t("This row reads as it was confirmed, or is not confirmed."),
    run: (desk) => desk.send({ op: "put_back", link: here(desk).id }, [here(desk)]),
  },
};
