/** The top bar: undo and redo, the filter, how far the alignment is. */

import { FILTERS } from "../alignment/filters.js";
import { label } from "../alignment/labels.js";
import { h, meter } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { withKey } from "../keys.js";

const SLICE = 200; // links counted between two looks at the clock
const SPARE = 3; // milliseconds that must be left of an idle moment to go on counting

const STEPS = {
  undo: { some: (what) => t("Undo: {what}", { what }), none: t("Nothing to undo") },
  redo: { some: (what) => t("Redo: {what}", { what }), none: t("Nothing to redo") },
};

/** Brings the bar that the server drew to life. */
export class Bar {
  #desk;
  #filter;
  #progress;
  #buttons;
  #idle = 0;
  #byMouse = false;

  /**
   * @param {HTMLElement} element
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    this.#filter = element.querySelector("#filter");
    this.#progress = element.querySelector("#progress");
    this.#buttons = [...element.querySelectorAll("#undo, #redo")];
    for (const button of element.querySelectorAll("[data-command]"))
      button.addEventListener("click", () => desk.perform(button.dataset.command));
    this.#filter.replaceChildren(
      ...Object.entries(FILTERS).map(([name, { words }]) => h("option", { value: name, text: words })),
    );
    this.#filter.addEventListener("pointerdown", () => (this.#byMouse = true));
    this.#filter.addEventListener("keydown", (event) => this.#key(event));
    this.#filter.addEventListener("change", () => this.#choose(this.#filter.value));
    desk.view.addEventListener("reset", () => this.#showFilter());
    desk.links.addEventListener("patch", () => this.#show());
    desk.links.addEventListener("loaded", () => this.#show());
    desk.saver.addEventListener("state", () => this.#showSteps());
    this.#show();
  }

  focus() {
    this.#filter.focus();
  }

  /** By keyboard each arrow is a choice, so the list keeps the keyboard; by mouse the rows take it again. */
  #choose(name) {
    this.#desk.view.show(name);
    if (this.#byMouse) this.#desk.grid.focus();
  }

  #key(event) {
    this.#byMouse = false;
    if (event.key === "Escape") this.#desk.grid.focus();
  }

  #showFilter() {
    const { filter } = this.#desk.view;
    this.#filter.value = filter;
    this.#filter.toggleAttribute("data-active", filter !== "all");
  }

  #show() {
    const { links } = this.#desk;
    this.#showSteps();
    const counts = links.counts();
    const queries =
      counts.query > 0 &&
      h("span", { class: "queries", text: ` · ${tn("{count} query", "{count} queries", counts.query)}` });
    this.#progress.replaceChildren(
      h(
        "div",
        {},
        t("{count} of {total} confirmed", { count: number(counts.confirmed), total: number(links.total) }),
        queries,
      ),
      meter(counts.confirmed, counts.query, links.total),
    );
    cancelIdleCallback(this.#idle);
    this.#countFilters();
  }

  #showSteps() {
    const { links, saver } = this.#desk;
    for (const button of this.#buttons)
      this.#showStep(button, button.id, links[button.id] ?? (button.id === "undo" && saver.waiting ? t("the last edit") : null));
  }

  #showStep(button, name, words) {
    const { some, none } = STEPS[name];
    const title = words ? withKey(some(label(words)), name) : none;
    button.disabled = !words;
    button.title = title;
    button.querySelector(".sr-only").textContent = title;
  }

  /** Count what each filter would show, a slice at a time, so that no key waits for it. */
  #countFilters(counts = {}, from = 0) {
    this.#idle = requestIdleCallback((deadline) => {
      const { items } = this.#desk.links;
      let at = from;
      while (at < items.length && (at % SLICE || deadline.timeRemaining() > SPARE)) {
        for (const name in FILTERS) if (FILTERS[name].test(items[at])) counts[name] = (counts[name] ?? 0) + 1;
        at += 1;
      }
      if (at < items.length) this.#countFilters(counts, at);
      else this.#showCounts(counts);
    });
  }

  #showCounts(counts) {
    for (const option of this.#filter.options)
      option.textContent = `${FILTERS[option.value].words} (${number(counts[option.value] ?? 0)})`;
  }
}
