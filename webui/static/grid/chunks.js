/** The chunks of the grid in order: which link is drawn where, and what is drawn at all. */

import { CHUNK, Chunk } from "./chunk.js";
import { numberRow } from "./row.js";

const KEEP = 5000; // up to here every row stays drawn, so that the browser's own search finds it
const SPARE = 4; // milliseconds that must be left of an idle moment to draw one more chunk

/** Fills chunks as they come near the viewport. Emits `drawn` when rows have come. */
export class Chunks extends EventTarget {
  #items = [];
  #home = new Map();
  #byElement = new Map();
  #parent;
  #draw;
  #keep;
  #expected;
  #size = 0;
  #idle = 0;
  #watch;

  /**
   * @param {HTMLElement} parent the grid; its heading stays in front
   * @param {HTMLElement} sheet what scrolls
   * @param {(link: Object) => HTMLElement} draw
   * @param {(chunk: Chunk) => boolean} keep whether a chunk must stay drawn, however far away
   * @param {() => number} [expected] how many links there will be, where more are on their way
   */
  constructor(parent, sheet, draw, keep, expected = () => 0) {
    super();
    this.#parent = parent;
    this.#draw = draw;
    this.#keep = keep;
    this.#expected = expected;
    const seen = (entries) => entries.forEach((entry) => this.#seen(entry));
    this.#watch = new IntersectionObserver(seen, { root: sheet, rootMargin: "1500px" });
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  /** Draw other links instead; the first two chunks at once. */
  reset(links) {
    this.#watch.disconnect();
    for (const chunk of this.#parent.querySelectorAll(":scope > .chunk")) chunk.remove();
    this.#items = [];
    this.#size = 0;
    this.#home.clear();
    this.#byElement.clear();
    this.grow(links);
    for (const chunk of this.#items.slice(0, 2)) this.#fill(chunk);
  }

  /** Add links at the end. */
  grow(links) {
    this.#size += links.length;
    for (let from = 0; from < links.length; from += CHUNK)
      this.#add(links.slice(from, from + CHUNK), this.#items.length);
    this.#fillWhenIdle();
  }

  /** The row of a link where it is drawn. */
  drawn(link) {
    return this.#home.get(link)?.row(link);
  }

  /** The row of a link, drawn if need be; undefined where a filter hides it. */
  row(link) {
    const chunk = this.#home.get(link);
    if (chunk) this.#fill(chunk);
    return chunk?.row(link);
  }

  /** Whether a link is within a few screens of what is seen. */
  isNear(link) {
    return this.#home.get(link)?.near ?? false;
  }

  /** The elements of the chunks within a few screens of what is seen. */
  near() {
    return this.#items.filter((chunk) => chunk.near).map((chunk) => chunk.element);
  }

  /** Draw a link anew, if it is drawn. */
  refresh(link) {
    const fresh = this.#home.get(link)?.refresh(link);
    if (fresh) numberRow(fresh, link.index + 1);
  }

  remove(link) {
    const chunk = this.#home.get(link);
    this.#home.delete(link);
    this.#size -= 1;
    chunk.remove(link);
    if (chunk.links.length) return;
    this.#watch.unobserve(chunk.element);
    this.#byElement.delete(chunk.element);
    chunk.element.remove();
    this.#items.splice(this.#items.indexOf(chunk), 1);
  }

  /** Put a link after a shown one, or first. */
  insert(link, after) {
    const chunk = (after && this.#home.get(after)) ?? this.#items[0] ?? this.#add([], 0);
    chunk.insert(link, after);
    this.#size += 1;
    this.#home.set(link, chunk);
    if (chunk.links.length <= 2 * CHUNK) return;
    const fresh = this.#add(chunk.halve(), this.#items.indexOf(chunk) + 1);
    if (chunk.filled) this.#fill(fresh);
  }

  /** After rows came or went: number what is near at once, the rest when it comes near. */
  renumber() {
    for (const chunk of this.#items) if (chunk.near) number(chunk);
  }

  #add(links, place) {
    const chunk = new Chunk(links, this.#draw);
    for (const link of links) this.#home.set(link, chunk);
    this.#byElement.set(chunk.element, chunk);
    if (place === 0) this.#parent.querySelector(".heads").after(chunk.element);
    else this.#items[place - 1].element.after(chunk.element);
    this.#items.splice(place, 0, chunk);
    this.#watch.observe(chunk.element);
    return chunk;
  }

  #fill(chunk) {
    chunk.fill();
    number(chunk);
  }

  #seen({ target, isIntersecting }) {
    const chunk = this.#byElement.get(target);
    if (!chunk) return;
    chunk.near = isIntersecting;
    if (isIntersecting) {
      this.#fill(chunk);
      this.dispatchEvent(new CustomEvent("drawn"));
    } else if (this.#size > KEEP && !this.#keep(chunk)) chunk.empty();
  }

  #fillWhenIdle() {
    cancelIdleCallback(this.#idle);
    if (Math.max(this.#size, this.#expected()) > KEEP) return;
    const work = (deadline) => {
      for (const chunk of this.#items.filter((each) => !each.filled)) {
        if (deadline.timeRemaining() < SPARE) return this.#fillWhenIdle();
        this.#fill(chunk);
      }
    };
    this.#idle = requestIdleCallback(work);
  }
}

function number(chunk) {
  if (!chunk.filled) return;
  for (const link of chunk.links) numberRow(chunk.row(link), link.index + 1);
}
