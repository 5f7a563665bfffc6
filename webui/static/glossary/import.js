/** The dialog that takes in a file of terms, after saying what is in it. */

import { importTerms } from "../api.js";
import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { TERM_STATUS, TERM_STATUSES } from "./words.js";

/** @param {(words: string) => void} onDone called when terms have come in */
export function openImport(onDone) {
  const file = h("input", { type: "file", id: "terms-file", accept: ".tbx,.xml,.tsv,.txt,.tab", required: true });
  const status = h("select", { id: "terms-status" }, ...TERM_STATUSES.map((name) => h("option", { value: name, text: TERM_STATUS[name] })));
  status.value = "preferred";
  const seen = h("p", { role: "status", class: "muted" });
  const alert = h("p", { class: "alert", role: "alert", hidden: true });
  const body = [
    h("p", { class: "muted", text: t("TBX of any edition, a table like corpus/glossary.tsv, or one with a column for each language. Terms are added or changed; none is deleted.") }),
    h("p", { class: "field" }, h("label", { for: "terms-file", text: t("File") }), file),
    h("p", { class: "field" }, h("label", { for: "terms-status", text: t("Status of terms that have none") }), status),
    seen,
    alert,
  ];
  const dialog = openModal(t("Import terms"), body, {
    buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Import"), { primary: true })],
    onSubmit: () => (send(false), false),
  });
  const look = () => file.files.length && send(true);
  for (const field of [file, status]) field.addEventListener("change", look);
  file.focus();

  async function send(preview) {
    const form = new FormData();
    form.set("file", file.files[0]);
    form.set("status", status.value);
    if (preview) form.set("preview", "1");
    alert.hidden = true;
    try {
      const found = await importTerms(form);
      const words = summary(found);
      seen.textContent = words;
      if (preview) return;
      dialog.close();
      onDone(words);
    } catch (error) {
      seen.textContent = "";
      alert.hidden = false;
      alert.textContent = error.message;
    }
  }
}

function summary({ terms, added, changed }) {
  return t("{terms}: {added} new, {changed} changed.", { terms: tn("{count} term", "{count} terms", terms), added, changed });
}
