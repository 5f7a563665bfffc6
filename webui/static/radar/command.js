/** The radar as a command. */

import { t } from "../i18n.js";

/** @type {Object<string, import("../commands/index.js").Command>} */
export const detecting = {
  drift: {
    words: t("Look for drift (all rows off by one), with the repair shown first"),
    short: t("Drift…"),
    icon: "drift",
    edits: true,
    asks: true,
    when: () => true,
    run: (desk) => desk.radar.open(),
  },
};
