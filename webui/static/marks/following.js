/** What the server says of links, kept and underlined in their rows: asked for when there is time, and again after edits. */

import { followPointer, rangeIn, utf16 } from "./places.js";

const PAGE = 250; // links asked for at once
const NAMED = 150; // links asked for by name at once
const REST = 1000; // milliseconds between two rounds of drawing
const PAUSE = 400; // milliseconds after a change before it is looked at

let telling = false; // rows drawn anew for their marks alone read as before: nobody asks about them again

/**
 * Follows the links of a desk. A kind of marks says how to `ask` (a page of links, or those named in `links`), what to
 * `take` from an answer for the links of some ids (the links whose marks are others now), which `lights` there are (the
 * names of highlights), what `marksOf` a segment's element have one of them, and how to `explain` the mark under the
 * pointer, or that there is none.
 * @typedef {{start: number, end: number, text: string}} Mark in code points of its segment
 */
export class MarksOfLinks {
  desk;
  #changed = new Set();
  #untold = new Set();
  #timer = 0;
  #rest = 0;
  #frame = 0;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    desk.links.addEventListener("patch", ({ detail }) => !telling && this.#note(detail));
    desk.links.addEventListener("loaded", () => this.begin());
    desk.grid.addEventListener("drawn", () => this.#light());
    followPointer(desk.grid.sheet, (found) => this.explain(found && this.#markAt(found)));
    this.begin();
  }

  /** Whether an answer says that all earlier ones are out of date. */
  outdated() {
    return false;
  }

  /** Once all links are here, ask page by page. */
  async begin() {
    if (!this.desk.links.complete) return;
    let after = null;
    do {
      await new Promise((wake) => requestIdleCallback(wake, { timeout: 2000 }));
      const answer = await this.ask({ limit: PAGE, ...(after && { after }) }).catch(() => null);
      if (!answer) return;
      this.#heed(answer, this.#between(after, answer.next));
      after = answer.next;
    } while (after);
  }

  /** Ask about links again whose words have not changed. */
  lookAgain(links) {
    this.#note({ changed: links, added: [] });
  }

  /** The ids of the links after one up to another; null stands for the first and the last. */
  #between(after, next) {
    const { items } = this.desk.links;
    const from = after ? (this.desk.links.get(after)?.index ?? -1) + 1 : 0;
    const to = next ? (this.desk.links.get(next)?.index ?? items.length - 1) + 1 : items.length;
    return items.slice(from, to).map(({ id }) => id);
  }

  #note({ changed, added }) {
    for (const link of [...changed, ...added]) this.#changed.add(link.id);
    clearTimeout(this.#timer);
    if (this.#changed.size) this.#timer = setTimeout(() => this.#askAgain(), PAUSE);
  }

  /** The server must know the edits before it is asked about them. */
  async #askAgain() {
    if (this.desk.saver.state !== "saved") return this.#note({ changed: [], added: [] });
    const ids = [...this.#changed].filter((id) => this.desk.links.get(id));
    this.#changed.clear();
    for (let from = 0; from < ids.length; from += NAMED) {
      const some = ids.slice(from, from + NAMED);
      const answer = await this.ask({ links: some.join(",") }).catch(() => null);
      if (!answer) continue;
      if (this.outdated(answer)) return this.begin();
      this.#heed(answer, some);
    }
  }

  #heed(answer, ids) {
    const links = ids.map((id) => this.desk.links.get(id)).filter(Boolean);
    for (const link of this.take(answer, links)) this.#untold.add(link);
    this.#tell();
  }

  /** Have rows with other marks drawn anew: at once, but not more often than every second. */
  #tell() {
    if (!this.#untold.size || this.#rest) return;
    const changed = [...this.#untold].filter((link) => this.desk.links.get(link.id) === link);
    this.#untold.clear();
    telling = true;
    this.desk.links.dispatchEvent(new CustomEvent("patch", { detail: { changed, added: [], removed: [] } }));
    telling = false;
    this.#light();
    this.#rest = setTimeout(() => {
      this.#rest = 0;
      this.#tell();
    }, REST);
  }

  /** Underline what is drawn nearby; once a frame is enough. */
  #light() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const elements = this.desk.grid.segments();
      for (const light of this.lights) {
        const ranges = elements.flatMap((element) => this.#ranges(element, light));
        if (ranges.length) CSS.highlights?.set(light, new Highlight(...ranges));
        else CSS.highlights?.delete(light);
      }
    });
  }

  #ranges(element, light) {
    return this.marksOf(element, light).map((mark) => this.#range(element, mark)).filter(Boolean);
  }

  #range(element, { start, end, text }) {
    const words = element.firstChild?.data ?? "";
    const from = utf16(words, start);
    return words.startsWith(text, from) ? rangeIn(element, from, utf16(words, end)) : null;
  }

  #markAt({ element, place }) {
    const marks = this.lights.flatMap((light) => this.marksOf(element, light));
    return marks.find((mark) => {
      const range = this.#range(element, mark);
      return range && range.startOffset <= place && place < range.endOffset;
    });
  }
}

/** The links for which `mine(link)` and `fresh(link)` tell different marks. */
export function differing(links, mine, fresh) {
  return links.filter((link) => JSON.stringify(mine(link) ?? []) !== JSON.stringify(fresh(link) ?? []));
}
