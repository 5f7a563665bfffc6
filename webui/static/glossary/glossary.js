/** The page of the glossary: its concepts, sifted, changed and taken back. */

import { deleteConcept, putConcept, readGlossary } from "../api.js";
import { h, icon } from "../dom.js";
import { languageName, t, tn } from "../i18n.js";
import { openTermForm } from "./form.js";
import { openImport } from "./import.js";
import { PART_OF_SPEECH, TERM_STATUS } from "./words.js";

const element = (id) => document.getElementById(id);
const readOnly = "readOnly" in document.body.dataset;
const MOST = 300; // concepts drawn at once
let glossary = JSON.parse(element("glossary").textContent);

element("add")?.addEventListener("click", () => openTermForm({ onSaved: added }));
element("import")?.addEventListener("click", () => openImport(refresh));
for (const name of ["words", "language", "status"]) element(`sift-${name}`).addEventListener("input", draw);
if (!glossary.problem) draw();

/** Take over a new state of the glossary. */
function take(found) {
  glossary = found;
  element("sift").hidden = !glossary.concepts.length;
  element("empty").hidden = glossary.concepts.length > 0;
  draw();
}

async function refresh(words = "") {
  take(await readGlossary());
  if (words) say(words);
}

function draw() {
  const [words, language, status] = ["words", "language", "status"].map((name) => element(`sift-${name}`).value);
  const shown = glossary.concepts.filter((concept) => fits(concept, words.trim().toLowerCase(), language, status));
  element("concepts").replaceChildren(...shown.slice(0, MOST).map(drawConcept));
  const left = shown.length - MOST;
  if (left > 0)
    element("concepts").append(h("li", { class: "muted", text: tn("{count} more concept fits. Narrow it down above.", "{count} more concepts fit. Narrow them down above.", left) }));
  if (!shown.length && glossary.concepts.length)
    element("concepts").append(h("li", { class: "card nothing" }, h("p", { text: t("No concept has this.") })));
}

function fits({ concept, terms }, words, language, status) {
  const some = terms.filter((term) => (!language || term.language === language) && (!status || term.status === status));
  const read = [concept, ...terms.flatMap(({ term, note }) => [term, note])].join("\n").toLowerCase();
  return some.length > 0 && read.includes(words);
}

function drawConcept(concept) {
  const tool = (name, words, act) =>
    h("button", { type: "button", class: "icon-button", title: words, on: { click: act } }, icon(name), h("span", { class: "sr-only", text: words }));
  const named = { concept: concept.concept };
  const tools = readOnly
    ? []
    : [
        tool("edit", t("Edit the concept {concept}", named), () => edit(concept)),
        tool("trash", t("Delete the concept {concept}", named), () => remove(concept)),
      ];
  return h(
    "li",
    { class: "card concept", data: named },
    h("header", {}, h("h2", {}, h("code", { text: concept.concept })), h("div", { class: "concept-tools" }, ...tools)),
    h("ul", { class: "terms" }, ...concept.terms.map((term) => drawTerm(term, concept))),
  );
}

function drawTerm(term, { terms }) {
  const { language, direction, status, note, part_of_speech: part, documents } = term;
  const to = terms.find((other) => other.language !== language)?.language;
  const words = t("Renderings of “{term}”", { term: term.term });
  const about = [part && PART_OF_SPEECH[part], documents.length > 0 && t("only in {documents}", { documents: documents.join(", ") })];
  return h(
    "li",
    {},
    h("span", { class: "language", text: languageName(language) }),
    h("span", { class: "term reading", lang: language, dir: direction, text: term.term }),
    h("span", {}, h("span", { class: "badge term-status", data: { status } }, icon(`term-${status}`), TERM_STATUS[status])),
    h(
      "span",
      { class: "term-note" },
      note && h("span", { text: note }),
      h("small", { class: "muted", text: about.filter(Boolean).join(" · ") }),
    ),
    to &&
      h(
        "a",
        { class: "icon-button", href: `/renderings?${new URLSearchParams({ term: term.term, from: language, to })}`, title: words },
        icon("search"),
        h("span", { class: "sr-only", text: words }),
      ),
  );
}

function edit(concept) {
  const { concept: name, terms } = concept;
  openTermForm({
    concept: name,
    terms,
    revision: () => glossary.revision,
    onStale: () => refresh(),
    onSaved: ({ glossary: found }) => {
      take(found);
      focus(name);
      say(t("Saved {concept}.", { concept: name }), () => putConcept(name, terms, glossary.revision));
    },
  });
}

function added({ concept, glossary: found }) {
  const before = glossary.concepts.find((each) => each.concept === concept);
  take(found);
  focus(concept);
  const back = () => (before ? putConcept(concept, before.terms, glossary.revision) : deleteConcept(concept, glossary.revision));
  say(t("Added {concept}.", { concept }), back);
}

async function remove({ concept, terms }) {
  try {
    take(await deleteConcept(concept, glossary.revision));
    say(t("Deleted {concept}.", { concept }), () => putConcept(concept, terms, glossary.revision));
    element("said").querySelector("button")?.focus();
  } catch (error) {
    await refresh();
    say(error.message);
  }
}

/** Say what was done, with the way back. */
function say(words, back = null) {
  const undo = async () => {
    try {
      take(await back());
      say(t("Taken back."));
    } catch (error) {
      await refresh();
      say(error.message);
    }
  };
  const button = back && h("button", { type: "button", class: "button small", on: { click: undo } }, icon("undo"), t("Undo"));
  element("said").replaceChildren(h("span", { text: words }), ...(button ? [button] : []));
}

/** Give the keyboard back to a concept that was changed. */
function focus(concept) {
  const place = element("concepts").querySelector(`[data-concept="${CSS.escape(concept)}"]`);
  place?.scrollIntoView({ block: "nearest" });
  place?.querySelector("button")?.focus();
}
