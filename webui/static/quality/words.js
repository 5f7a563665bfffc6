/** How checks and findings are called. */

import { later, t } from "../i18n.js";

export const SEVERITY = {
  error: { words: t("severity|Error"), icon: "error" },
  warning: { words: t("severity|Warning"), icon: "warning" },
  hint: { words: t("severity|Hint"), icon: "hint" },
};

/** The sentence of a finding in the interface's language. */
export const messageOf = ({ message, values }) => t(message, values);

/** Reasons that people often have. */
export const REASONS = [
  t("The translation is right as it is."),
  t("The source reads so."),
  t("Rendered freely on purpose."),
  t("A difference between the editions."),
  t("The custom of the language."),
];

/** What a job says it is at. */
export const PHASES = [later("Learning"), later("Checking")];
