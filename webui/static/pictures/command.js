/** The ribbon of an alignment as a command of its editor. */

import { t } from "../i18n.js";

const BEFORE = 20; // rows shown above the current one

/** @type {Object<string, import("../commands/index.js").Command>} */
export const picturing = {
  ribbon: {
    words: t("Picture of the links around this row (ribbon)"),
    short: t("Ribbon…"),
    icon: "ribbon",
    when: () => true,
    run: (desk) => {
      const row = Math.max(1, desk.cursor.link.index + 1 - BEFORE);
      location.assign(`${location.pathname}/ribbon?row=${row}`);
    },
  },
};
