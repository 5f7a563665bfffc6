/** How statuses are called in the midst of a sentence. */

import { t } from "../i18n.js";

export const KIND_OF_STATUS = {
  unreviewed: t("unreviewed"),
  draft: t("draft"),
  confirmed: t("confirmed"),
  query: t("query"),
};
