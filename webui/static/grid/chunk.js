/** A stretch of about fifty rows that is drawn, emptied and laid out as one. */

import { h } from "../dom.js";

export const CHUNK = 50;
const TYPICAL_ROW = 60; // pixels; only for the scroll bar, until a chunk has been drawn

/** Keeps its links in order and, while filled, a row element for each. */
export class Chunk {
  element = h("div", { class: "chunk", role: "rowgroup", "aria-busy": "true" });
  filled = false;
  near = false;
  #rows = new Map();
  #draw;

  /**
   * @param {import("../alignment/links.js").Link[]} links
   * @param {(link: Object) => HTMLElement} draw
   */
  constructor(links, draw) {
    this.links = links;
    this.#draw = draw;
    this.#reserve(links.length * TYPICAL_ROW);
  }

  /** The row of a link; undefined while empty. */
  row(link) {
    return this.#rows.get(link);
  }

  fill() {
    if (this.filled) return;
    this.filled = true;
    this.element.append(...this.links.map((link) => this.#make(link)));
    this.element.removeAttribute("aria-busy");
    this.#reserve(null);
  }

  empty() {
    if (!this.filled) return;
    this.#reserve(this.element.offsetHeight);
    this.filled = false;
    this.#rows.clear();
    this.element.replaceChildren();
    this.element.setAttribute("aria-busy", "true");
  }

  /** Draw a link anew. @returns {HTMLElement|null} the fresh row, if the link is drawn */
  refresh(link) {
    const old = this.#rows.get(link);
    if (!old) return null;
    const fresh = this.#make(link);
    old.replaceWith(fresh);
    return fresh;
  }

  /** Put a link after another one of this chunk, or first. */
  insert(link, after) {
    const place = after ? this.links.indexOf(after) + 1 : 0;
    this.links.splice(place, 0, link);
    if (!this.filled) return;
    const row = this.#make(link);
    if (place === 0) this.element.prepend(row);
    else this.#rows.get(this.links[place - 1]).after(row);
  }

  remove(link) {
    this.links.splice(this.links.indexOf(link), 1);
    this.#rows.get(link)?.remove();
    this.#rows.delete(link);
  }

  /** Give up the second half of the links, drawn or not. */
  halve() {
    const half = this.links.splice(Math.ceil(this.links.length / 2));
    for (const link of half) {
      this.#rows.get(link)?.remove();
      this.#rows.delete(link);
    }
    return half;
  }

  #make(link) {
    const row = this.#draw(link);
    this.#rows.set(link, row);
    return row;
  }

  #reserve(pixels) {
    this.element.style.blockSize = pixels === null ? "" : `${pixels}px`;
  }
}
