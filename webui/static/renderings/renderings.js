/** The page of renderings: asks for the table, draws it, and opens the lines behind its numbers. */

import { findRenderings } from "../api.js";
import { h, icon } from "../dom.js";
import { openTermForm } from "../glossary/form.js";
import { follow } from "../import/job.js";
import { languageName, later, number, t, tn } from "../i18n.js";
import { drawBreakdown } from "./breakdown.js";
import { Lines } from "./lines.js";
import { bar } from "./bar.js";

later("Finding counterparts");
const readOnly = "readOnly" in document.body.dataset;
const percent = (share) => `${(100 * share).toFixed(1)}%`;
const element = (id) => document.getElementById(id);

element("swap")?.addEventListener("click", swap);
element("from")?.addEventListener("change", ({ target }) => (element("term").lang = target.value));
element("ask")?.addEventListener("formdata", ({ formData }) => trim(formData));
if (element("answer")) ask(element("answer"));

/** Exchange the languages; the term stays, and usually is written over. */
function swap() {
  const [from, to] = [element("from"), element("to")];
  [from.value, to.value] = [to.value, from.value];
  element("term").lang = from.value;
  element("term").focus();
  element("term").select();
}

/** Keep the address short: what is not narrowed down is not said. */
function trim(data) {
  const usual = { document: "", translator: "", limit: element("limit").defaultValue === "200" ? "200" : null, seed: "0" };
  for (const [name, value] of Object.entries(usual)) if (data.get(name) === value) data.delete(name);
}

async function ask(place) {
  const asked = new URLSearchParams(location.search);
  const meter = h("progress", { max: "1", "aria-label": t("Looking up") });
  const phase = h("span", { text: t("Looking up") });
  place.replaceChildren(h("div", { class: "card waiting", role: "status" }, phase, meter));
  try {
    const { job } = await findRenderings(asked);
    const found = await follow(job, (state) => {
      phase.textContent = state.phase;
      if (state.total) [meter.max, meter.value] = [state.total, state.done];
    });
    draw(place, found, asked);
  } catch (error) {
    place.replaceChildren(h("p", { class: "alert", role: "alert", text: error.message }));
  }
}

function draw(place, found, asked) {
  if (!found.total) return place.replaceChildren(nothing(found));
  const lines = new Lines(element("lines"), found);
  const open = (words, places, from) => lines.open(words, places, from);
  place.replaceChildren(
    summary(found, asked),
    h("div", { class: "card sheet", role: "region", tabindex: "0", "aria-label": t("Renderings") }, table(found, open)),
    drawBreakdown(found, open),
    key(),
  );
}

function nothing({ asked, places }) {
  const [source, target] = [languageName(asked.source), languageName(asked.target)];
  const words = places
    ? tn("It stands in {count} place, but beside no text in {target}.", "It stands in {count} places, but beside no text in {target}.", places, { target })
    : t("It is in no text in {source}. Try a shorter form, or another language.", { source });
  return h("div", { class: "card nothing" }, h("h2", { text: t("“{term}” is not found", { term: asked.term }) }), h("p", { text: words }));
}

function summary(found, asked) {
  const { asked: question, places, exact, looked_at, total, entropy, unaligned } = found;
  const sampled = looked_at < places;
  const counted = sampled
    ? exact
      ? t("{looked} of {places} places, a random sample", { looked: number(looked_at), places: number(places) })
      : t("{looked} of more than {places} places, a random sample", { looked: number(looked_at), places: number(places) })
    : tn("{count} place", "{count} places", places);
  const even = 2 ** entropy;
  const facts = [
    counted,
    tn("{count} line", "{count} lines", total),
    tn("{count} rendering", "{count} renderings", found.rows.length),
    unaligned > 0 && tn("{count} place has no text in the other language", "{count} places have no text in the other language", unaligned),
  ].filter(Boolean);
  return h(
    "header",
    { class: "answer-head" },
    h("h2", {}, h("span", { lang: question.source, text: question.term }), " ", h("span", { class: "muted", text: t("from {source} into {target}", { source: languageName(question.source), target: languageName(question.target) }) })),
    h("p", { class: "muted", text: facts.join(" · ") }),
    h("p", { class: "muted", title: t("Shannon's entropy of the renderings, in bits; 0 is one rendering throughout") }, t("Entropy {bits} bits: as much choice as {even} equally common renderings.", { bits: entropy.toFixed(2), even: even.toFixed(1) })),
    h(
      "div",
      { class: "answer-tools" },
      ...["tsv", "svg", "png"].map((form) =>
        h("a", { class: "button small", href: `/renderings/export/${form}?${withSave(asked)}`, download: true }, icon("export"), form.toUpperCase()),
      ),
    ),
  );
}

function withSave(asked) {
  const all = new URLSearchParams(asked);
  all.set("save", "1");
  return all;
}

function table(found, open) {
  const most = Math.max(...found.rows.map(({ count }) => count), found.missing.count);
  return h(
    "table",
    { class: "renderings" },
    h("caption", { class: "sr-only", text: t("Renderings, the commonest first") }),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", text: t("Rendering") }),
        h("th", { scope: "col", class: "figure", text: t("Count") }),
        h("th", { scope: "col", class: "figure share", text: t("Share") }),
        h("th", { scope: "col", class: "bars", "aria-hidden": "true" }),
        h("th", { scope: "col", class: "figure", text: t("Sure") }),
        h("th", { scope: "col", class: "figure", text: t("Likely") }),
        h("th", { scope: "col" }, h("span", { class: "sr-only", text: t("More") })),
      ),
    ),
    h("tbody", {}, ...found.rows.map((row) => drawRow(found, row, most, open)), found.missing.count > 0 && drawMissing(found, most, open)),
  );
}

function drawRow(found, row, most, open) {
  const { asked, lines } = found;
  const words = `${asked.term} → ${row.form}`;
  const of = (tier) => row.lines.filter((place) => lines[place].tier === tier);
  return h(
    "tr",
    {},
    h("th", { scope: "row", lang: asked.target, dir: found.directions.target, class: "reading" }, row.form),
    figure(row.lines, words, open),
    h("td", { class: "figure share", text: percent(row.share) }),
    h("td", { class: "bars" }, bar(row.solid, row.dotted, most)),
    figure(of("solid"), `${words} (${t("Sure")})`, open),
    figure(of("dotted"), `${words} (${t("Likely")})`, open),
    h("td", { class: "more" }, reverse(asked, row.form), !readOnly && addTerm(asked, row.form)),
  );
}

function drawMissing(found, most, open) {
  const { missing, asked } = found;
  const words = t("Not rendered, or not found");
  const empty = missing.empty > 0 && h("small", { class: "muted", text: tn("{count} of them beside an empty side", "{count} of them beside an empty side", missing.empty) });
  return h(
    "tr",
    { class: "missing" },
    h("th", { scope: "row" }, icon("status-query"), " ", words, " ", empty),
    figure(missing.lines, `${asked.term}: ${words}`, open),
    h("td", { class: "figure share", text: percent(missing.share) }),
    h("td", { class: "bars" }, bar(0, 0, most, missing.count)),
    h("td", { class: "figure", text: "–" }),
    h("td", { class: "figure", text: "–" }),
    h("td", {}),
  );
}

/** A cell with a number that opens its lines. */
function figure(places, words, open) {
  if (!places.length) return h("td", { class: "figure muted", text: "0" });
  const click = ({ currentTarget }) => open(words, places, currentTarget);
  const name = tn("{count} line: {words}", "{count} lines: {words}", places.length, { words });
  return h("td", { class: "figure" }, h("button", { type: "button", class: "count", "aria-label": name, on: { click } }, number(places.length)));
}

function reverse(asked, form) {
  const words = t("What does “{form}” render?", { form });
  const [longest] = form.split(" … ").toSorted((a, b) => b.length - a.length); // words apart are no phrase
  const way = new URLSearchParams({ term: longest, from: asked.target, to: asked.source });
  return h("a", { class: "icon-button", href: `/renderings?${way}`, title: words }, icon("swap"), h("span", { class: "sr-only", text: words }));
}

function addTerm(asked, form) {
  const words = t("Add “{form}” to the glossary", { form });
  const click = () =>
    openTermForm({
      terms: [
        { language: asked.source, term: asked.term, status: "preferred" },
        { language: asked.target, term: form, status: "preferred" },
      ],
    });
  return h("button", { type: "button", class: "icon-button", title: words, on: { click } }, icon("glossary"), h("span", { class: "sr-only", text: words }));
}

function key() {
  const part = (picture, words) => h("span", {}, picture, words);
  return h(
    "p",
    { class: "key muted" },
    part(bar(1, 0, 1), t("sure: the word links agree")),
    part(bar(0, 1, 1), t("likely: worth a look")),
    part(bar(0, 0, 1, 1), t("no counterpart was found")),
  );
}
