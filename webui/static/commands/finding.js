/** Commands that find words and put others in their place. */

import { t } from "../i18n.js";

/** @type {Object<string, import("./index.js").Command>} */
export const finding = {
  replace: { words: t("Replace in both texts, with preview"), edits: true, run: (desk) => desk.find.openReplace() },
};
