/** What notes are about, and who sees them: words for both. */

import { t } from "../i18n.js";

export const NOTE_KINDS = ["free", "term", "name", "number", "omission", "variant", "doubt"];
export const NOTE_KIND = {
  free: t("Remark"),
  term: t("Term"),
  name: t("Name"),
  number: t("Number"),
  omission: t("Omission"),
  variant: t("Variant"),
  doubt: t("Doubt"),
};

/** Who sees a note, by whether it is private. */
export const privacy = (isPrivate) => (isPrivate ? t("Private") : t("Published"));
