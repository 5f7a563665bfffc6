/** Marks where numbers, dates and names of the two sides disagree: asked of the server when there is time for it. */

import { t } from "../i18n.js";
import { SIDES } from "../words.js";
import { followPointer, rangeIn, utf16 } from "./places.js";

const LIGHT = "hx-disagrees";
const PAGE = 250; // links asked for at once
const NAMED = 150; // links asked for by name at once
const REST = 1000; // milliseconds between two rounds of drawing
const PAUSE = 400; // milliseconds after a change before it is looked at
const KINDS = {
  number: t("The other side has no such number."),
  date: t("The other side has no such date."),
  name: t("The other side has no such name."),
};

/** Gives links their `disagreements`, underlines them in the rows, and says what is meant under the pointer. */
export class Disagreements {
  #desk;
  #bySegment = new Map();
  #changed = new Set();
  #timer = 0;
  #frame = 0;
  #telling = false;
  #untold = new Set();
  #rest = 0;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.links.addEventListener("patch", ({ detail }) => !this.#telling && this.#note(detail));
    desk.links.addEventListener("loaded", () => this.#begin());
    desk.grid.addEventListener("drawn", () => this.#light());
    followPointer(desk.grid.sheet, (found) => this.#explain(found));
    this.#begin();
  }

  /** Once all links are here, ask page by page. */
  async #begin() {
    if (!this.#desk.links.complete) return;
    let after = null;
    do {
      await idle();
      const answer = await this.#desk.api.disagreements({ limit: PAGE, ...(after && { after }) }).catch(() => null);
      if (!answer) return;
      this.#take(answer.marks, Object.keys(answer.marks));
      after = answer.next;
    } while (after);
  }

  /** Ask again about links: what is accepted in them is no longer marked. */
  lookAgain(links) {
    this.#note({ changed: links, added: [] });
  }

  #note({ changed, added }) {
    for (const link of [...changed, ...added]) this.#changed.add(link.id);
    clearTimeout(this.#timer);
    if (this.#changed.size) this.#timer = setTimeout(() => this.#askAgain(), PAUSE);
  }

  /** The server must know the edits before it is asked about them. */
  async #askAgain() {
    if (this.#desk.saver.state !== "saved") return this.#note({ changed: [], added: [] });
    const ids = [...this.#changed].filter((id) => this.#desk.links.get(id));
    this.#changed.clear();
    for (let from = 0; from < ids.length; from += NAMED) {
      const some = ids.slice(from, from + NAMED);
      const answer = await this.#desk.api.disagreements({ links: some.join(",") }).catch(() => null);
      if (answer) this.#take(answer.marks, some);
    }
  }

  /** Keep the marks of these links, and have those drawn anew whose marks are others now. */
  #take(marks, ids) {
    const links = ids.map((id) => this.#desk.links.get(id)).filter(Boolean);
    const changed = links.filter((link) => JSON.stringify(link.disagreements ?? []) !== JSON.stringify(marks[link.id] ?? []));
    for (const link of changed) {
      for (const mark of link.disagreements ?? []) this.#bySegment.delete(mark.segment);
      link.disagreements = marks[link.id] ?? [];
      for (const side of SIDES)
        for (const { id } of link[side]) {
          const own = link.disagreements.filter((mark) => mark.segment === id);
          if (own.length) this.#bySegment.set(id, own);
          else this.#bySegment.delete(id);
        }
    }
    for (const link of changed) this.#untold.add(link);
    this.#tell();
  }

  /** Have rows with other marks drawn anew: at once, but not more often than every second. */
  #tell() {
    if (!this.#untold.size || this.#rest) return;
    const changed = [...this.#untold].filter((link) => this.#desk.links.get(link.id) === link);
    this.#untold.clear();
    this.#telling = true;
    this.#desk.links.dispatchEvent(new CustomEvent("patch", { detail: { changed, added: [], removed: [] } }));
    this.#telling = false;
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
      const ranges = this.#desk.grid.segments().flatMap((element) => this.#ranges(element));
      if (ranges.length) CSS.highlights?.set(LIGHT, new Highlight(...ranges));
      else CSS.highlights?.delete(LIGHT);
    });
  }

  #ranges(element) {
    const marks = this.#bySegment.get(Number(element.dataset.segment)) ?? [];
    return marks.map((mark) => this.#range(element, mark)).filter(Boolean);
  }

  #range(element, { start, end, text }) {
    const words = element.firstChild?.data ?? "";
    const from = utf16(words, start);
    return words.startsWith(text, from) ? rangeIn(element, from, utf16(words, end)) : null;
  }

  #explain(found) {
    const marks = (found && this.#bySegment.get(found.segment)) ?? [];
    const mark = marks.find((each) => {
      const range = this.#range(found.element, each);
      return range && range.startOffset <= found.place && found.place < range.endOffset;
    });
    const sheet = this.#desk.grid.sheet;
    if (mark) sheet.title = KINDS[mark.kind];
    else sheet.removeAttribute("title");
  }
}

const idle = () => new Promise((wake) => requestIdleCallback(wake, { timeout: 2000 }));
