/** The rows that are shown: all links, or those that a filter found when it was chosen. */

import { FILTERS } from "./filters.js";

/**
 * A row that stops matching while it is worked on stays until the filter is chosen again: the row being edited never
 * jumps away. Emits `reset` (everything anew), `grown` (links at the end) and `patch` (see Links), in view terms:
 * each added link comes with `after`, the shown link before it.
 */
export class View extends EventTarget {
  /** @type {import("./links.js").Link[]} */
  items;
  filter = "all";
  #links;

  /** @param {import("./links.js").Links} links */
  constructor(links) {
    super();
    this.#links = links;
    this.items = [...links.items];
    this.#number();
    links.addEventListener("loaded", ({ detail }) => this.#grow(detail));
    links.addEventListener("patch", ({ detail }) => this.#patch(detail));
  }

  /** Show what `name` of FILTERS finds now. */
  show(name) {
    this.filter = name;
    for (const link of this.items) link.place = -1;
    this.items = this.#links.items.filter(FILTERS[name].test);
    this.#number();
    this.dispatchEvent(new CustomEvent("reset"));
  }

  /** @returns {number} where a link stands among those shown, -1 where it is not shown */
  place(link) {
    return link?.place ?? -1;
  }

  /** The shown links from one to another, whichever comes first. */
  between(one, other) {
    const [first, last] = [this.place(one), this.place(other)].sort((a, b) => a - b);
    return first < 0 ? [] : this.items.slice(first, last + 1);
  }

  /** The next shown link after (or before) `link` that passes `test`, going round at the end. */
  seek(link, test, step = 1) {
    const length = this.items.length;
    const start = Math.max(this.place(link), 0);
    for (let count = 1; count <= length; count += 1) {
      const place = (((start + count * step) % length) + length) % length;
      if (test(this.items[place]))
        return { link: this.items[place], wrapped: step > 0 ? place <= start : place >= start };
    }
    return null;
  }

  #grow(links) {
    const more = links.filter(FILTERS[this.filter].test);
    this.items.push(...more);
    this.#number();
    this.dispatchEvent(new CustomEvent("grown", { detail: more }));
  }

  #patch({ changed, added, removed }) {
    const gone = removed.filter((link) => this.place(link) >= 0);
    for (const link of gone) link.place = -1;
    if (gone.length) this.items = this.items.filter((link) => link.place >= 0);
    this.#number();
    const come = added.map((link) => ({ link, after: this.#insert(link) }));
    this.dispatchEvent(new CustomEvent("patch", { detail: { changed, removed: gone, added: come } }));
  }

  #insert(link) {
    let before = this.#links.before(link);
    while (before && this.place(before) < 0) before = this.#links.before(before);
    this.items.splice(this.place(before) + 1, 0, link);
    this.#number();
    return before ?? null;
  }

  #number() {
    for (let place = 0; place < this.items.length; place += 1) this.items[place].place = place;
  }
}
