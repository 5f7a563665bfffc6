/** The form for a concept: its terms in any languages, each with status, note and where it counts. */

import { addTerms, putConcept } from "../api.js";
import { dialogButton, openModal } from "../dialogs/modal.js";
import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { PART_OF_SPEECH, TERM_STATUS, TERM_STATUSES } from "./words.js";

const CHOICES = JSON.parse(document.getElementById("term-choices")?.textContent ?? '{"languages": [], "documents": []}');
let made = 0;

/**
 * Ask for the terms of a concept and save them.
 * @param {{concept?: string, terms?: Object[], revision?: () => string, onSaved?: (answer: Object) => void, onStale?: () => Promise<void>}} options
 *   without `concept` a new one is made; `revision` is asked for at saving, `onStale` brings it up to date
 */
export function openTermForm({ concept = "", terms = [], revision = null, onSaved = () => {}, onStale = async () => {} }) {
  const alert = h("p", { class: "alert", role: "alert", hidden: true });
  const rows = h("div", { class: "term-rows" });
  const add = (term = {}) => {
    const row = drawRow(term, () => rows.children.length > 1 && remove(rows, row));
    rows.append(row);
    return row;
  };
  for (const term of terms.length ? terms : startingTerms()) add(term);
  const more = h("button", { type: "button", class: "button small", on: { click: () => add().querySelector(".term-words").focus() } }, icon("add"), t("Another term"));
  const dialog = openModal(concept ? t("Edit the concept {concept}", { concept }) : t("Add a concept"), [rows, h("p", {}, more), alert], {
    kind: "wide terms-form",
    buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Save"), { primary: true })],
    onSubmit: () => (save(), false),
  });
  rows.querySelector(terms.length ? ".term-words" : "select").focus();

  async function save() {
    const written = [...rows.children].map(read).filter(({ term }) => term);
    try {
      const answer = concept ? await putConcept(concept, written, revision()) : await addTerms(written);
      dialog.close();
      if (concept) onSaved({ concept, glossary: answer });
      else onSaved(answer);
      if (!revision) say(t("Added to the glossary."));
    } catch (error) {
      if (error.status === 412) await onStale(); // before the person can press again
      alert.hidden = false;
      alert.textContent = error.message;
    }
  }
}

/** Two languages of the texts to begin with. */
function startingTerms() {
  return CHOICES.languages.slice(0, 2).map(([language]) => ({ language }));
}

function remove(rows, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  next?.querySelector(".term-words").focus();
  void rows;
}

function drawRow(term, onRemove) {
  const id = `term-${(made += 1)}`;
  const field = (name, words, control, kind = "") => {
    control.id = `${id}-${name}`;
    control.dataset.name = name;
    return h("p", { class: `field ${kind}` }, h("label", { for: control.id, text: words }), control);
  };
  const language = select(CHOICES.languages, term.language);
  const words = h("input", { class: "term-words", value: term.term ?? "", lang: term.language ?? null, dir: "auto", autocomplete: "off", required: true });
  language.addEventListener("change", () => (words.lang = language.value));
  const status = select(TERM_STATUSES.map((name) => [name, TERM_STATUS[name]]), term.status ?? "preferred");
  const part = select([["", t("Not said")], ...Object.entries(PART_OF_SPEECH)], term.part_of_speech ?? "");
  const documents = select([["", t("All documents")], ...CHOICES.documents], (term.documents ?? []).join(" "));
  const note = h("input", { value: term.note ?? "", autocomplete: "off" });
  return h(
    "fieldset",
    { class: "term-row" },
    h("legend", { class: "sr-only", text: t("Term") }),
    field("language", t("Language"), language),
    field("term", t("Term"), words, "grow"),
    field("status", t("Status"), status),
    h("button", { type: "button", class: "icon-button", title: t("Remove this term"), on: { click: onRemove } }, icon("trash"), h("span", { class: "sr-only", text: t("Remove this term") })),
    h(
      "details",
      { open: Boolean(term.note || term.part_of_speech || term.documents?.length) },
      h("summary", { text: t("Note, part of speech, documents") }),
      h("div", {}, field("note", t("Note"), note, "grow"), field("part_of_speech", t("Part of speech"), part), field("documents", t("Counts in"), documents)),
    ),
  );
}

/** A choice; a value that is not offered is offered too. */
function select(options, value) {
  const known = options.some(([name]) => name === value) || value === undefined;
  const all = known ? options : [...options, [value, value]];
  return h("select", { autocomplete: "off" }, ...all.map(([name, words]) => h("option", { value: name, selected: name === value, text: words })));
}

function read(row) {
  const of = (name) => row.querySelector(`[data-name=${name}]`).value.trim();
  return {
    language: of("language"),
    term: of("term"),
    status: of("status"),
    part_of_speech: of("part_of_speech"),
    note: of("note"),
    documents: of("documents").split(" ").filter(Boolean),
  };
}

/** Say something where the page has no place for it. */
function say(words) {
  const toast = h("p", { class: "toast", role: "status" });
  document.body.append(toast);
  toast.textContent = words;
  setTimeout(() => toast.remove(), 4000);
}
