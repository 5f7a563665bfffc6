/** The words that terms are described with. */

import { t } from "../i18n.js";

export const TERM_STATUSES = ["required", "preferred", "admitted", "forbidden"];

export const TERM_STATUS = {
  required: t("Required"),
  preferred: t("Preferred"),
  admitted: t("Admitted"),
  forbidden: t("Forbidden"),
};

export const PART_OF_SPEECH = {
  noun: t("Noun"),
  verb: t("Verb"),
  adjective: t("Adjective"),
  adverb: t("Adverb"),
  other: t("Other"),
};
