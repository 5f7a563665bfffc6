/** Finding words in both texts: counts the rows that have them, goes from one to the next, and lights them up. */

import { isComposing } from "../keys.js";
import { SIDES, plural } from "../words.js";

const LIGHT = "hx-found";
const PAUSE = 120; // milliseconds without typing before the texts are searched

/** The field in the bar, and what it finds among the rows shown. */
export class Find {
  #desk;
  #field;
  #count;
  #pattern = null;
  #timer = 0;
  #frame = 0;

  /**
   * @param {HTMLElement} element with an input and an output
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    this.#field = element.querySelector("input");
    this.#count = element.querySelector("output");
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
    for (const type of ["reset", "grown", "patch"])
      desk.view.addEventListener(type, () => this.#pattern && this.#show());
    desk.grid.addEventListener("drawn", () => this.#light());
  }

  /** Give the keyboard to the field. */
  focus() {
    this.#field.focus();
    this.#field.select();
  }

  /** Go to the next row that has the words (1), or the previous one (-1). */
  step(direction) {
    this.#search();
    if (!this.#pattern) return this.focus();
    const found = this.#desk.view.seek(this.#desk.cursor.link, (link) => this.#side(link), direction);
    if (!found) return this.#desk.say(`“${this.#field.value}” is in no row.`);
    if (found.wrapped) this.#desk.say(direction > 0 ? "From the top again." : "From the end again.");
    this.#desk.cursor.to(found.link, this.#side(found.link));
  }

  #key(event) {
    if (isComposing(event)) return;
    if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.#leave();
    else return;
    event.preventDefault();
  }

  #leave() {
    this.#field.value = "";
    this.#search();
    this.#desk.grid.focus();
  }

  #search() {
    clearTimeout(this.#timer);
    const words = this.#field.value;
    this.#pattern = words.trim() ? new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu") : null;
    this.#show();
  }

  #show() {
    const count = this.#pattern ? this.#desk.view.items.filter((link) => this.#side(link)).length : 0;
    this.#count.textContent = this.#pattern ? plural(count, "row") : "";
    this.#light();
  }

  /** The side that has the words: the current one where both have. */
  #side(link) {
    const has = (side) => link[side].some(({ text }) => text.search(this.#pattern) >= 0);
    return [this.#desk.cursor.side, ...SIDES].find(has);
  }

  /** Light up what is found in the rows that are drawn nearby; once a frame is enough. */
  #light() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      CSS.highlights?.delete(LIGHT);
      if (this.#pattern) CSS.highlights?.set(LIGHT, new Highlight(...this.#ranges()));
    });
  }

  #ranges() {
    return this.#desk.grid.segments().flatMap(({ firstChild: text }) =>
      Array.from(text?.data?.matchAll(this.#pattern) ?? [], ({ 0: { length }, index }) => {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + length);
        return range;
      }),
    );
  }
}
