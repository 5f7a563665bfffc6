/** Learning from confirmed rows as a command. */

import { t } from "../i18n.js";

/** @type {Object<string, import("../commands/index.js").Command>} */
export const learning = {
  learn: {
    words: t("Let the aligner learn from confirmed rows"),
    short: t("Learn…"),
    icon: "learn",
    edits: true,
    asks: true,
    run: (desk) => desk.learn.open(),
  },
};
