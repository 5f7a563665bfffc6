/** A modal dialog: the browser's own, with a title, a body and a row of buttons. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";

/**
 * Open a dialog; it is gone from the page when closed.
 * @param {string} title
 * @param {Node[]} body
 * @param {{buttons?: HTMLElement[], kind?: string, onSubmit?: () => (boolean|void), onClose?: () => void}} [options]
 *   `onSubmit` may answer false to keep the dialog open; Enter in a field submits.
 * @returns {HTMLDialogElement}
 */
export function openModal(title, body, { buttons = [], kind = "", onSubmit = () => {}, onClose = () => {} } = {}) {
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Close"), on: { click: () => dialog.close() } },
    icon("close"),
  );
  const form = h(
    "form",
    { method: "dialog" },
    h("header", {}, h("h2", { id: "dialog-title", text: title }), close),
    h("div", { class: "dialog-body", tabindex: kind === "help" ? "0" : null }, ...body),
    buttons.length > 0 && h("footer", {}, ...buttons),
  );
  const dialog = h("dialog", { class: `dialog ${kind}`, "aria-labelledby": "dialog-title" }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (onSubmit() !== false) dialog.close();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A button of a dialog's last row. */
export function dialogButton(words, { primary = false, act = null } = {}) {
  return h(
    "button",
    {
      type: act ? "button" : "submit",
      class: `button ${primary ? "primary" : ""}`,
      ...(act && { on: { click: act } }),
    },
    words,
  );
}
