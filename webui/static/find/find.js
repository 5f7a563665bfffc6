/** Finding words in both texts: counts what is found, goes from one row to the next, lights it up, and replaces it. */

import { number, t, tn } from "../i18n.js";
import { isComposing } from "../keys.js";
import { SIDES } from "../words.js";
import { FindOptions } from "./options.js";
import { Matcher } from "./matcher.js";
import { previewReplacing } from "./preview.js";

const LIGHT = "hx-found";
const PAUSE = 120; // milliseconds without typing before the texts are searched

/** The field in the bar with its options, and what it finds among the rows shown. */
export class Find {
  #desk;
  #field;
  #count;
  #options;
  #matcher;
  #ready = Promise.resolve();
  #searching = 0;
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
    this.#matcher = new Matcher({ source: desk.texts.source.language, target: desk.texts.target.language });
    this.#options = new FindOptions(desk, {
      changed: () => this.#search(),
      preview: () => this.#preview(),
      leave: () => this.#field.focus(),
    });
    element.append(this.#options.button, this.#options.element);
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
    desk.links.addEventListener("loaded", ({ detail }) => this.#follow(detail));
    desk.links.addEventListener("patch", ({ detail }) => this.#follow([...detail.changed, ...detail.added]));
    for (const type of ["reset", "grown", "patch"]) desk.view.addEventListener(type, () => this.#show());
    desk.grid.addEventListener("drawn", () => this.#light());
  }

  /** Give the keyboard to the field. */
  focus() {
    this.#field.focus();
    this.#field.select();
  }

  /** Show the options, with the field for other words. */
  openReplace() {
    this.#options.open();
    if (this.#field.value.trim()) this.#options.focus();
    else this.focus();
  }

  /** Go to the next row that has the words (1), or the previous one (-1). */
  async step(direction) {
    if (this.#timer) this.#search();
    await this.#ready;
    if (!this.#matcher.query) return this.focus();
    const { view, cursor } = this.#desk;
    const found = view.seek(cursor.link, (link) => this.#matcher.count(link) > 0, direction);
    if (!found) return this.#desk.say(t("“{words}” is in no row.", { words: this.#field.value }));
    if (found.wrapped) this.#desk.say(direction > 0 ? t("From the top again.") : t("From the end again."));
    cursor.to(found.link, this.#side(found.link));
  }

  #key(event) {
    if (isComposing(event)) return;
    if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.#leave();
    else if (event.key === "ArrowDown" && event.altKey === false) this.#options.open(true);
    else return;
    event.preventDefault();
  }

  #leave() {
    this.#field.value = "";
    this.#options.close();
    this.#search();
    this.#desk.grid.focus();
  }

  #search() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const words = this.#field.value;
    const query = words.trim() ? { words, ...this.#options.value } : null;
    this.#ready = this.#settle(this.#matcher.find(query, this.#desk.links.items));
  }

  #follow(links) {
    if (this.#matcher.query) this.#ready = this.#settle(this.#matcher.follow(links));
  }

  async #settle(searching) {
    this.#searching += 1;
    try {
      if (!(await searching)) return;
      this.#options.complain("");
    } catch (problem) {
      this.#matcher.find(null, []);
      this.#options.complain(problem.message);
    } finally {
      this.#searching -= 1;
    }
    this.#show();
  }

  /** Say and light up what was found; while a search is under way what was found before stands. */
  #show() {
    if (this.#searching) return;
    this.#count.textContent = this.#matcher.query ? this.#countWords() : "";
    this.#options.allow(this.#matcher.query !== null);
    this.#light();
  }

  #countWords() {
    let [rows, matches] = [0, 0];
    for (const link of this.#desk.view.items) {
      const count = this.#matcher.count(link);
      rows += count > 0;
      matches += count;
    }
    const words = tn("{count} row", "{count} rows", rows);
    return matches > rows ? t("{matches} in {rows}", { matches: number(matches), rows: words }) : words;
  }

  /** The side that has the words: the current one where both have. */
  #side(link) {
    return [this.#desk.cursor.side, ...SIDES].find((side) => this.#matcher.count(link, [side]));
  }

  async #preview() {
    if (this.#timer) this.#search();
    await this.#ready;
    const { query } = this.#matcher;
    if (!query) return this.focus();
    const replacement = this.#options.replacement;
    try {
      const found = await this.#matcher.replace(replacement, this.#desk.view.items);
      if (!found.length) return this.#desk.say(t("There is nothing to replace."));
      previewReplacing(this.#desk, query, replacement, found, () => this.#options.close());
    } catch (problem) {
      this.#options.complain(problem.message);
    }
  }

  /** Light up what is found in the rows that are drawn nearby; once a frame is enough. */
  #light() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      CSS.highlights?.delete(LIGHT);
      if (this.#matcher.query) CSS.highlights?.set(LIGHT, new Highlight(...this.#ranges()));
    });
  }

  #ranges() {
    return this.#desk.grid.segments().flatMap((element) => {
      const text = element.firstChild;
      const found = text ? this.#matcher.at(Number(element.dataset.segment)) : [];
      const ranges = [];
      for (let k = 0; k < found.length; k += 2) {
        if (found[k + 1] > text.data.length) break;
        const range = new Range();
        range.setStart(text, found[k]);
        range.setEnd(text, found[k + 1]);
        ranges.push(range);
      }
      return ranges;
    });
  }
}
