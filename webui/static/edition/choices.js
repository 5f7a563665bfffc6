/** The fields of the dialog for editions, and what they say as options of an export. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";

const LAYOUTS = {
  columns: { words: t("Columns"), lines: ["||", "||", "||"] },
  facing: { words: t("Facing pages"), lines: ["|", "|"] },
  interlinear: { words: t("Interlinear"), lines: ["-", "=", "-", "="] },
  stacked: { words: t("Passages"), lines: ["-", "-", "=", "="] },
};
const PAPERS = { a4: "A4", a5: "A5", b5: "B5", letter: t("US Letter"), royal: t("Royal, 156 × 234 mm") };
const NOTES = {
  own: t("Usual place"),
  footnotes: t("Footnotes"),
  endnotes: t("Endnotes"),
  none: t("No notes"),
};

/**
 * Build the fields.
 * @param {Object} choices as the server describes them
 * @param {{total: number}} links
 * @param {() => void} changed called after each change
 * @returns {{element: HTMLElement, format: () => string, options: () => Object}}
 */
export function makeChoices(choices, { total }, changed) {
  const { defaults } = choices;
  const element = h(
    "div",
    { class: "edition-choices" },
    group(t("Format"), radios("format", choices.formats.map(({ name, words }) => [name, words]), "pdf")),
    group(t("Layout"), layouts(choices.layouts, defaults.layout)),
    group(t("Texts, in this order"), texts(choices.texts, changed)),
    pair(
      field("edition-notes", t("Notes"), select("notes", choices.apparatus.concat("own", "none").sort(inOrder), NOTES, defaults.notes)),
      field("edition-paper", t("Page size"), select("paper", choices.papers, PAPERS, defaults.paper)),
    ),
    pair(
      field("edition-first", t("From row"), row("first", 1, total)),
      field("edition-last", t("To row"), row("last", total, total)),
    ),
    group(
      t("Leave out"),
      check("only_confirmed", t("Rows that are not confirmed"), defaults.only_confirmed),
      check("only_noted", t("Rows without a note"), defaults.only_noted),
      check("hide", t("Rows with one side empty"), !defaults.omissions),
    ),
    faces(choices.texts),
  );
  element.addEventListener("change", changed);
  const value = (name) => element.querySelector(`[name="${name}"]`)?.value.trim();
  const chosen = (name) => element.querySelector(`[name="${name}"]:checked`)?.value;
  return {
    element,
    format: () => chosen("format"),
    options: () => ({
      layout: chosen("layout"),
      notes: value("notes"),
      paper: value("paper"),
      texts: [...element.querySelectorAll("[name=text]:checked")].map((box) => box.value).join(","),
      range: range(Number(value("first")), Number(value("last")), total),
      only_confirmed: chosen("only_confirmed") ? "yes" : "no",
      only_noted: chosen("only_noted") ? "yes" : "no",
      omissions: chosen("hide") ? "hide" : "show",
      faces: [...element.querySelectorAll("[data-face]")]
        .filter((input) => input.value.trim())
        .map((input) => `${input.dataset.face}=${input.value.trim()}`)
        .join(";"),
    }),
  };
}

const inOrder = (a, b) => Object.keys(NOTES).indexOf(a) - Object.keys(NOTES).indexOf(b);

function range(first, last, total) {
  return first <= 1 && (!last || last >= total) ? "" : `${first || 1}-${last || total}`;
}

const group = (title, ...content) => h("fieldset", {}, h("legend", { text: title }), ...content);
const pair = (...fields) => h("div", { class: "edition-pair" }, ...fields);

function field(id, words, control) {
  control.id = id;
  return h("p", { class: "field" }, h("label", { for: id, text: words }), control);
}

function radios(name, pairs, chosen) {
  const one = ([value, words]) =>
    h("label", { class: "edition-format" }, h("input", { type: "radio", name, value, checked: value === chosen }), h("span", { text: words }));
  return h("div", { class: "edition-formats" }, ...pairs.map(one));
}

function layouts(names, chosen) {
  const one = (name) =>
    h(
      "label",
      { class: "edition-layout" },
      h("input", { type: "radio", name: "layout", value: name, checked: name === chosen }),
      h("span", { class: `edition-sketch ${name}`, "aria-hidden": "true" }, ...LAYOUTS[name].lines.map((line) => h("span", { data: { line } }))),
      h("span", { text: LAYOUTS[name].words }),
    );
  return h("div", { class: "edition-layouts" }, ...names.map(one));
}

function select(name, values, words, chosen) {
  return h(
    "select",
    { name, autocomplete: "off" },
    ...values.map((value) => h("option", { value, selected: value === chosen, text: words[value] ?? value })),
  );
}

const row = (name, value, total) =>
  h("input", { type: "number", name, min: "1", max: String(total), value: String(value), autocomplete: "off" });

const check = (name, words, checked) =>
  h("label", { class: "edition-check" }, h("input", { type: "checkbox", name, checked }), h("span", { text: words }));

/** A list of texts to choose from, each of which can be moved up. */
function texts(all, changed) {
  const list = h("ol", { class: "edition-texts" });
  for (const { name, language_name: language, chosen } of all) {
    const up = h("button", { type: "button", class: "icon-button", "aria-label": t("Move {text} up", { text: language }) }, icon("up"));
    const item = h(
      "li",
      {},
      h(
        "label",
        { class: "edition-check" },
        h("input", { type: "checkbox", name: "text", value: name, checked: chosen }),
        h("span", {}, language, h("code", { text: name })),
      ),
      up,
    );
    up.addEventListener("click", () => {
      item.previousElementSibling?.before(item);
      up.focus();
      changed();
    });
    list.append(item);
  }
  return list;
}

/** A font family for each language; empty means the usual one. */
function faces(all) {
  const languages = new Map(all.map((text) => [text.language, text]));
  const fields = [...languages.values()].map(({ language, language_name: words, face }) => {
    const input = h("input", { data: { face: language }, value: face, autocomplete: "off", spellcheck: "false", placeholder: t("The usual one") });
    return field(`edition-face-${language}`, words, input);
  });
  return h("details", { class: "edition-faces" }, h("summary", { text: t("Typefaces") }), ...fields);
}
