/** The form of the search: the words and their language, conditions on other languages, filters, what is folded. */

import { h, icon } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { FILTER, valueName } from "./labels.js";
import { FILTERS, FOLDS, parts } from "./query.js";

/** Reads and shows a query; tells of a submit with `hx-search`. */
export class SearchForm extends EventTarget {
  #form;
  #choices = null;
  #titles = new Map();
  #query = null;

  /** The language that stands beside what was found last: the likeliest for a condition. */
  beside = "";

  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    this.#form = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tell();
    });
    form
      .querySelector("#add-condition")
      .addEventListener("click", () => this.#addCondition().querySelector("input").focus());
    for (const name of ["lang", "exact"])
      for (const field of form.querySelectorAll(`[name=${name}]`))
        field.addEventListener("change", () => this.#tellIfAsked());
    form.q.addEventListener("input", () => this.clearMistake());
  }

  get field() {
    return this.#form.q;
  }

  get titles() {
    return this.#titles;
  }

  /** What can be chosen: languages, documents, texts, translators, … */
  set choices(choices) {
    this.#choices = choices;
    this.#titles = new Map(choices.documents.map(({ name, title }) => [name, title]));
    this.#fillLanguages(this.#form.lang, t("Any language"));
    for (const select of this.#form.querySelectorAll(".condition-language")) this.#fillLanguages(select, "");
    this.#drawFilters();
    if (this.#query) this.#drawChips();
  }

  /** Put a query into the fields. */
  show(query) {
    this.#query = query;
    const { elements } = this.#form;
    elements.q.value = query.q;
    this.#choose(elements.lang, query.lang[0] ?? "");
    const list = this.#form.querySelector("#conditions");
    list.replaceChildren();
    for (const [name, negative] of [
      ["and", false],
      ["not", true],
    ])
      for (const condition of query[name]) this.#addCondition(...parts(condition), negative);
    for (const name of ["from", "to", "sample"]) elements[name].value = query[name];
    for (const box of this.#form.querySelectorAll("[name=exact]")) box.checked = query.exact.includes(box.value);
    this.#drawChips();
    if (this.#chosen()) this.#form.querySelector("details").open = true;
  }

  /** Read the fields; what the form does not show stays as it was. */
  read() {
    const { elements } = this.#form;
    const conditions = { and: [], not: [] };
    for (const row of this.#form.querySelectorAll(".condition")) {
      const [kind, language, words] = row.querySelectorAll("select, input");
      if (words.value.trim()) conditions[kind.value].push(`${language.value}:${words.value.trim()}`);
    }
    const sample = elements.sample.value.trim();
    return {
      ...this.#query,
      ...conditions,
      q: elements.q.value.trim(),
      lang: this.#languages(elements.lang.value),
      from: elements.from.value.trim(),
      to: elements.to.value.trim(),
      sample,
      exact: FOLDS.filter((name) => this.#form.querySelector(`[name=exact][value=${name}]`).checked),
    };
  }

  /** An address may ask for several languages, of which the field shows one. */
  #languages(shown) {
    const before = this.#query?.lang ?? [];
    if (before.length > 1 && shown === before[0]) return before;
    return shown ? [shown] : [];
  }

  /** Show where in the words of a field the server could not go on. */
  showMistake({ field, query, start, end }) {
    const conditions = [...this.#form.querySelectorAll(".condition input")];
    const input = field === "q" ? this.#form.q : conditions.find(({ value }) => value === query);
    if (!input) return;
    const points = [...input.value];
    const place = (at) => points.slice(0, at).join("").length;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "mistake");
    input.focus();
    input.setSelectionRange(place(start), place(Math.max(end, start)));
  }

  clearMistake() {
    for (const name of ["aria-invalid", "aria-describedby"]) this.#form.q.removeAttribute(name);
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("hx-search", { detail: this.read() }));
  }

  #tellIfAsked() {
    if (this.#form.q.value.trim()) this.#tell();
  }

  #chosen() {
    const query = this.#query;
    return FILTERS.some((name) => query[name].length) || query.from || query.to || query.sample || query.exact.length;
  }

  #fillLanguages(select, any) {
    const tags = (this.#choices?.languages ?? []).map(({ tag }) => tag);
    const groups = tags
      .map((tag) => tag.split("-")[0])
      .filter((tag, at, all) => all.indexOf(tag) < at && !tags.includes(tag));
    const options = [...new Set([...groups, ...tags])].map((tag) =>
      h("option", { value: tag, text: languageName(tag) }),
    );
    const chosen = select.value;
    select.replaceChildren(...(any ? [h("option", { value: "", text: any })] : []), ...options);
    this.#choose(select, chosen);
  }

  /** Choose a value, also one that the workspace has nothing of. */
  #choose(select, value) {
    if (value && ![...select.options].some((option) => option.value === value))
      select.append(h("option", { value, text: languageName(value) }));
    select.value = value;
  }

  #addCondition(language = "", words = "", negative = false) {
    const kind = h(
      "select",
      { "aria-label": t("Kind of condition") },
      h("option", { value: "and", text: t("and beside it, in") }),
      h("option", { value: "not", text: t("but beside it not, in") }),
    );
    kind.value = negative ? "not" : "and";
    const tag = h("select", { class: "condition-language", "aria-label": t("Language of the condition") });
    this.#fillLanguages(tag, "");
    const own = this.#form.lang.value;
    const other = [...tag.options].find(({ value }) => value !== own && !own.startsWith(`${value}-`));
    this.#choose(tag, language || this.beside || other?.value || "en");
    const input = h("input", {
      "aria-label": t("Words of the condition"),
      value: words,
      autocomplete: "off",
      spellcheck: "false",
    });
    const remove = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        title: t("Take this condition away"),
        on: { click: () => this.#removeCondition(row, input.value) },
      },
      icon("close"),
      h("span", { class: "sr-only", text: t("Take this condition away") }),
    );
    const row = h("div", { class: "condition" }, kind, tag, input, remove);
    this.#form.querySelector("#conditions").append(row);
    return row;
  }

  #removeCondition(row, words) {
    row.remove();
    this.#form.querySelector("#add-condition").focus();
    if (words.trim()) this.#tellIfAsked();
  }

  #drawFilters() {
    const values = {
      document: this.#choices.documents.map(({ name }) => name),
      text: this.#choices.texts,
      translator: this.#choices.translators,
      provenance: this.#choices.provenances,
      status: this.#choices.statuses,
    };
    const fields = FILTERS.filter((name) => values[name].length > 1).map((name) =>
      this.#drawFilter(name, values[name]),
    );
    this.#form.querySelector("#filters").replaceChildren(...fields);
  }

  #drawFilter(name, values) {
    const select = h(
      "select",
      { id: `filter-${name}`, on: { change: () => this.#addFilter(name, select) } },
      h("option", { value: "", text: t("Any") }),
      ...values.map((value) => h("option", { value, text: valueName(name, value, this.#titles) })),
    );
    return h("p", { class: "field" }, h("label", { for: `filter-${name}`, text: FILTER[name] }), select);
  }

  #addFilter(name, select) {
    const query = this.read();
    if (select.value && !query[name].includes(select.value)) query[name] = [...query[name], select.value];
    select.value = "";
    this.#change(query);
  }

  /** Filters may have several values each: every one is a button that takes it away. */
  #drawChips() {
    const chips = FILTERS.flatMap((name) =>
      this.#query[name].map((value) => {
        const words = `${FILTER[name]}: ${valueName(name, value, this.#titles)}`;
        const drop = () => this.#change({ ...this.read(), [name]: this.#query[name].filter((each) => each !== value) });
        return h(
          "button",
          { type: "button", class: "chip", title: t("Take this filter away"), on: { click: drop } },
          h("span", { text: words }),
          icon("close"),
          h("span", { class: "sr-only", text: t("Take this filter away") }),
        );
      }),
    );
    const place = this.#form.querySelector("#chips");
    place.replaceChildren(...chips);
    place.hidden = !chips.length;
  }

  #change(query) {
    this.#query = query;
    this.#drawChips();
    this.#tellIfAsked();
  }
}
