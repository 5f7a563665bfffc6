/** The import form: sends two texts, follows the work, and opens the result. */

import { startImport } from "../api.js";
import { t } from "../i18n.js";
import { follow } from "./job.js";
import { watchFile } from "./look.js";

const MISSING = {
  source: t("The source text is missing. Paste it, or choose a file."),
  target: t("The target text is missing. Paste it, or choose a file."),
};
const form = document.getElementById("import");
const problem = document.getElementById("import-error");
const progress = document.getElementById("import-progress");
const bar = document.getElementById("import-bar");
const phase = document.getElementById("import-phase");
const button = form.querySelector("[type=submit]");

const SIDES = ["source", "target"];
for (const side of SIDES) watchFile(form, side);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const missing = findMissing();
  if (missing) return complain(missing.words, missing.field);
  work(true);
  try {
    const { job } = await startImport(collect());
    location.assign(await follow(job, show));
  } catch (error) {
    work(false);
    complain(error.message);
  }
});

for (const name of SIDES)
  form.elements[`${name}_file`].addEventListener("change", ({ target }) => {
    form.elements[`${name}_text`].disabled = target.files.length > 0;
  });

function findMissing() {
  for (const name of SIDES) {
    const field = form.elements[`${name}_text`];
    if (!field.value.trim() && !form.elements[`${name}_file`].files.length)
      return { field, words: MISSING[name] };
  }
  return null;
}

/** An unused file field would arrive as an empty file. */
function collect() {
  const data = new FormData(form);
  for (const name of SIDES) if (!form.elements[`${name}_file`].files.length) data.delete(`${name}_file`);
  if (!data.get("document")) data.delete("document");
  return data;
}

function show({ phase: words, done, total }) {
  phase.textContent = total ? t("{phase}: {done} of {total}", { phase: words, done, total }) : words;
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
}

function work(on) {
  button.disabled = on;
  progress.hidden = !on;
  problem.hidden = true;
  if (on) phase.textContent = t("Sending");
}

function complain(words, field) {
  problem.hidden = false;
  problem.textContent = words;
  (field ?? problem).scrollIntoView({ block: "nearest" });
  field?.focus();
}
