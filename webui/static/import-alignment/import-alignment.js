/** Importing a ready alignment: read the files, show what they hold, take them in, and back. */

import { lookAtAlignment, startAlignmentImport, takeBack } from "../api.js";
import { h, icon } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { follow } from "../import/job.js";
import { KIND_OF_STATUS } from "./words.js";

const form = document.getElementById("import-alignment");
const at = (id) => document.getElementById(id);
const SIDES = ["source", "target"];
const SAID = ["title", "document", ...SIDES.flatMap((side) => [`${side}_language`, `${side}_provenance`])];
const TWO_TEXTS = ["moses", "ladder", "beads"];

let files = [];
let looks = 0;
const touched = new Set(); // the fields that a person has filled; the others show what the file says

form.elements.files.addEventListener("change", ({ target }) => choose([...target.files]));

for (const type of ["dragover", "dragleave", "drop"])
  at("drop").addEventListener(type, (event) => {
    event.preventDefault();
    at("drop").toggleAttribute("data-over", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length) choose([...event.dataTransfer.files]);
  });

at("swap").addEventListener("click", () => {
  files.reverse();
  touched.clear();
  look();
});

for (const name of SAID) {
  form.elements[name].addEventListener("input", () => touched.add(name));
  form.elements[name].addEventListener("change", () => {
    touched.add(name);
    if (name.endsWith("_language") || name === "title") look();
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  work(true);
  try {
    const { job } = await startAlignmentImport(collect());
    done(await follow(job, show));
  } catch (error) {
    work(false);
    complain(error.message);
  }
});

function choose(chosen) {
  files = chosen;
  touched.clear();
  at("found").hidden = true;
  if (files.length) look();
}

/** What is sent: the files, and what a person has said of them. */
function collect(all = true) {
  const data = new FormData();
  for (const file of files) data.append("files", file);
  for (const name of SAID) if (all || touched.has(name)) data.set(name, form.elements[name].value);
  return data;
}

async function look() {
  const mine = (looks += 1);
  at("import-error").hidden = true;
  at("reading").textContent = t("Reading {files}", { files: files.map((file) => file.name).join(", ") });
  try {
    const found = await lookAtAlignment(collect(false));
    if (mine === looks) display(found);
  } catch (error) {
    if (mine === looks) complain(error.message);
  }
}

function display(found) {
  at("reading").textContent = "";
  const first = at("found").hidden;
  at("found").hidden = false;
  at("found-facts").replaceChildren(...facts(found).map((fact) => h("li", { text: fact })));
  at("found-warnings").replaceChildren(...found.warnings.map((words) => h("li", {}, icon("warning"), words)));
  at("swap-line").hidden = !TWO_TEXTS.includes(found.format);
  fill("title", found.document.title);
  fill("document", found.document.name);
  for (const side of SIDES) describe(side, found[side]);
  at("found-rows").replaceChildren(...found.rows.map((row) => line(row, found)));
  if (first) at("found-heading").focus();
}

function facts({ description, links, shapes, statuses, notes, languages }) {
  const shown = Object.entries(shapes).slice(0, 6);
  const found = [
    description,
    `${tn("{count} link", "{count} links", links)}: ${shown.map(([shape, count]) => `${number(count)} × ${shape}`).join(", ")}`,
    Object.entries(statuses).map(([status, count]) => `${number(count)} ${KIND_OF_STATUS[status]}`).join(", "),
  ];
  if (notes) found.push(tn("{count} note", "{count} notes", notes));
  if (languages.length)
    found.push(t("The file has {languages}. Choose two below.", {
      languages: languages.map(({ tag, segments }) => `${tag} (${number(segments)})`).join(", "),
    }));
  return found;
}

function describe(side, text) {
  fill(`${side}_language`, text.language);
  fill(`${side}_provenance`, text.provenance);
  const segments = tn("{count} segment", "{count} segments", text.segments);
  const paragraphs = tn("{count} paragraph", "{count} paragraphs", text.paragraphs);
  at(`${side}-size`).textContent = text.language
    ? `${text.language_name}, ${segments}, ${paragraphs}`
    : t("The file does not say the language. Name it.");
}

function fill(name, value) {
  if (!touched.has(name)) form.elements[name].value = value;
}

function line(row, found) {
  const cell = (side) => {
    const { language, direction } = found[side];
    const words = row[side].map((segment) => h("span", { class: "segment", text: segment }));
    return h("td", { lang: language || null, dir: direction }, ...(words.length ? words : [h("span", { class: "muted", text: "∅" })]));
  };
  return h("tr", {}, ...SIDES.map(cell));
}

function show({ phase, done: so, total }) {
  at("import-phase").textContent = total ? `${phase}: ${so} / ${total}` : phase;
}

function done({ document: name, url }) {
  form.hidden = true;
  at("taken").hidden = false;
  at("taken-heading").textContent = t("{title} is in", { title: form.elements.title.value });
  at("open").href = url;
  at("taken-heading").focus();
  at("take-back").addEventListener("click", () => back(name));
}

async function back(name) {
  at("take-back").disabled = true;
  try {
    await takeBack(name);
    location.reload();
  } catch (error) {
    at("taken").append(h("p", { class: "alert", role: "alert", text: error.message }));
  }
}

function work(on) {
  form.querySelector("[type=submit]").disabled = on;
  at("import-progress").hidden = !on;
  at("import-error").hidden = true;
}

function complain(words) {
  at("reading").textContent = "";
  at("import-error").hidden = false;
  at("import-error").textContent = words;
  at("import-error").scrollIntoView({ block: "nearest" });
}
