/** Asking why a finding is right as it is. */

import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { REASONS } from "./words.js";

/**
 * Ask for a reason and hand it on. The dialog stays open, and says why, where accepting fails.
 * @param {string} about the sentence of the finding
 * @param {(reason: string) => Promise<void>} accept
 * @param {() => void} onClose
 */
export function askReason(about, accept, onClose) {
  const problem = h("p", { class: "alert", role: "alert", hidden: true });
  const field = h("input", { id: "accept-reason", name: "reason", maxlength: "500", autocomplete: "off", "aria-describedby": "accept-about" });
  const give = async (reason) => {
    try {
      await accept(reason);
      dialog.close();
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
      field.focus();
    }
  };
  const offered = h(
    "div",
    { class: "reasons", role: "group", "aria-label": t("Common reasons") },
    ...REASONS.map((words) => h("button", { type: "button", class: "button small", on: { click: () => give(words) } }, words)),
  );
  const body = [
    h("p", { id: "accept-about", text: about }),
    h("p", { class: "field" }, h("label", { for: "accept-reason", text: t("Why is this right as it is?") }), field),
    offered,
    h("p", { class: "muted small", text: t("It does not come back unless the words in question change.") }),
    problem,
  ];
  const dialog = openModal(t("Accept this finding"), body, {
    buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Accept"), { primary: true })],
    onSubmit: () => {
      give(field.value);
      return false;
    },
    onClose,
  });
  field.focus();
}
