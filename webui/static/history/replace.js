/** The page that replaces a text: what would change is shown first; then one step does it, and one undo takes it back. */

import { replaceText } from "../api.js";
import { h, icon } from "../dom.js";
import { languageName, number, t, tn } from "../i18n.js";
import { follow } from "../import/job.js";
import { preference } from "../preferences.js";
import { drawComparison } from "./comparison.js";

const element = (id) => document.getElementById(id);
const form = element("replace");
const problem = element("replace-error");
const bar = element("replace-bar");
const texts = Object.fromEntries(JSON.parse(element("texts").textContent).map((text) => [text.name, text]));
const addresses = JSON.parse(element("addresses").textContent);
const COUNTS = {
  same: (count) => tn("{count} segment is the same", "{count} segments are the same", count),
  reworded: (count) => tn("{count} reads differently", "{count} read differently", count),
  split: (count) => tn("{count} was split", "{count} were split", count),
  joined: (count) => tn("{count} was joined", "{count} were joined", count),
  recut: (count) => tn("{count} was cut anew", "{count} were cut anew", count),
  gone: (count) => tn("{count} is gone", "{count} are gone", count),
  new: (count) => tn("{count} is new", "{count} are new", count),
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.elements.words.value.trim() && !form.elements.file.files.length)
    return complain(t("There are no words yet. Paste the text or choose a file."), form.elements.words);
  run({ preview: "1" }, showPreview);
});
form.elements.file.addEventListener("change", ({ target }) => {
  form.elements.words.disabled = target.files.length > 0;
});
form.addEventListener("input", () => (element("report").hidden = true));

async function run(more, then) {
  const data = new FormData(form);
  if (!form.elements.file.files.length) data.delete("file");
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  work(true);
  try {
    const what = { ...form.dataset, author: preference("author") };
    then(await follow(await replaceText(what, data).then(({ job }) => job), showProgress));
  } catch (error) {
    complain(error.message);
  } finally {
    work(false);
  }
}

function showProgress({ phase, done, total }) {
  element("replace-phase").textContent = total ? `${phase}: ${number(done)} / ${number(total)}` : phase;
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
}

function work(on) {
  for (const button of document.querySelectorAll("main button")) button.disabled = on;
  element("replace-progress").hidden = !on;
  if (on) problem.hidden = true;
}

function complain(words, field) {
  problem.hidden = false;
  problem.textContent = words;
  (field ?? problem).scrollIntoView({ block: "nearest" });
  field?.focus();
}

function showPreview(report) {
  const button = h(
    "button",
    { type: "button", class: "button primary", on: { click: () => run({ revision: report.revision }, showDone) } },
    t("Replace the text so"),
  );
  show(t("What would change"), [drawCounts(report), ...report.alignments.map(drawAlignment)], [button]);
}

function showDone(report) {
  form.hidden = true;
  const undo = report.undoable && h("p", { text: t("One undo in any of its alignments takes all of it back.") });
  const links = Object.entries(addresses).map(([name, href]) => h("a", { class: "button", href }, icon("next"), pair(name)));
  show(t("The text is replaced"), [drawCounts(report), undo].filter(Boolean), links);
}

function show(title, body, buttons) {
  element("report-title").textContent = title;
  element("report-body").replaceChildren(...body);
  element("report-buttons").replaceChildren(...buttons);
  element("report").hidden = false;
  element("report").focus();
}

function drawCounts({ counts }) {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return h("ul", { class: "counts" }, ...some.map(([name, count]) => h("li", { data: { count: name }, text: COUNTS[name](count) })));
}

function drawAlignment(found) {
  const [source, target] = found.name.split("--");
  const facts = [
    found.changed_since_confirmed.length &&
      tn("{count} confirmed row would be changed since confirmed", "{count} confirmed rows would be changed since confirmed", found.changed_since_confirmed.length),
    found.gone.length && tn("{count} row would go into another", "{count} rows would go into others", found.gone.length),
    found.new.length && tn("{count} row would be new", "{count} rows would be new", found.new.length),
    tn("{count} row stays as it is", "{count} rows stay as they are", found.same),
  ].filter(Boolean);
  return h(
    "details",
    { class: "card", open: true },
    h("summary", {}, h("strong", { text: pair(found.name) }), ` · ${facts.join(" · ")}`),
    h("div", { class: "differences" }, ...drawComparison(found, { source: texts[source], target: texts[target] })),
  );
}

/** The two languages of an alignment. */
function pair(name) {
  return name.split("--").map((text) => (texts[text] ? languageName(texts[text].language) : text)).join(" ↔ ");
}
