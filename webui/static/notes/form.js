/** The form for a new note, or for an old one that is edited: words, kind, and who sees it. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { isComposing } from "../keys.js";
import { NOTE_KIND, NOTE_KINDS } from "./kinds.js";
import { MentionPicker } from "./mention.js";

let count = 0;

/** Ctrl+Enter saves, Escape cancels. */
export class NoteForm {
  element;
  field;
  #kind;
  #private;

  /**
   * @param {import("../alignment/desk.js").Desk} desk
   * @param {{label: string, placeholder?: string, keep?: boolean, save: (note: Object) => void, cancel: () => void}} options
   *   `save` gets `{text, kind, private}`; `keep` has the buttons seen even while the form is not in use
   */
  constructor(desk, { label, placeholder = "", keep = false, save, cancel }) {
    const id = `note-private-${(count += 1)}`;
    this.field = h("textarea", { rows: "1", "aria-label": label, placeholder, spellcheck: "true", dir: "auto" });
    this.#kind = h(
      "select",
      { "aria-label": t("Kind of note"), autocomplete: "off" },
      ...NOTE_KINDS.map((kind) => h("option", { value: kind, text: NOTE_KIND[kind] })),
    );
    this.#private = h("input", { type: "checkbox", id });
    const submit = () => this.field.value.trim() && save(this.value);
    this.element = h(
      "div",
      { class: keep ? "note-form keep" : "note-form" },
      this.field,
      new MentionPicker(this.field, desk).element,
      h(
        "div",
        { class: "note-marks" },
        this.#kind,
        h("label", { for: id, title: t("Private notes stay out of editions and tables.") }, this.#private, t("Private")),
      ),
      h(
        "div",
        {},
        button(t("Save note"), "primary", submit),
        button(t("Cancel"), "", cancel),
        h("span", { class: "hint", title: t("*emphasis*, **strong**, `code`, [words](https://…), - lists, > quotations, #L0009 for a row") }, "Markdown · #L0009"),
      ),
    );
    this.element.addEventListener("keydown", (event) => key(event, submit, cancel));
  }

  /** What the form holds now. */
  get value() {
    return { text: this.field.value.trim(), kind: this.#kind.value, private: this.#private.checked };
  }

  set value(note) {
    this.field.value = note?.text ?? "";
    this.#kind.value = note?.kind ?? "free";
    this.#private.checked = note?.private ?? false;
  }

  focus() {
    this.field.focus();
  }
}

function key(event, submit, cancel) {
  if (isComposing(event)) return;
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

const button = (words, kind, act) =>
  h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
