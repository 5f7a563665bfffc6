/** Terms in the rows: which concepts of the glossary stand there, and where the translation does not keep to it. */

import { t } from "../i18n.js";
import { followPointer, rangeIn, utf16 } from "../marks/places.js";

const LIGHTS = { missing: "hx-term-missing", forbidden: "hx-term-forbidden" };
const PAGE = 250; // links asked for at once
const NAMED = 150; // links asked for by name at once
const PAUSE = 400; // milliseconds after a change before it is looked at

/** Whether a use of a term is something to mend. */
export const isAmiss = ({ state }) => state in LIGHTS;

/** What a use says to a person. */
export function sentence({ state, text, renderings }) {
  const wanted = renderings.filter(({ status }) => status === "required");
  const words = (wanted.length ? wanted : renderings).map(({ term }) => `“${term}”`).join(", ");
  if (state === "missing") return t("“{text}” should be rendered as {renderings}.", { text, renderings: words });
  return words ? t("“{text}” is forbidden; use {renderings}.", { text, renderings: words }) : t("“{text}” is forbidden.", { text });
}

/** Gives links their `terms`, and underlines in the rows what is amiss. */
export class TermMarks {
  #desk;
  #revision = null;
  #changed = new Set();
  #timer = 0;
  #frame = 0;
  #telling = false;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.links.addEventListener("patch", ({ detail }) => !this.#telling && this.#note(detail));
    desk.links.addEventListener("loaded", () => this.#begin());
    desk.grid.addEventListener("drawn", () => this.#light());
    followPointer(desk.grid.sheet, (found) => found && this.#explain(found));
    document.addEventListener("visibilitychange", () => !document.hidden && this.#lookAgain());
    this.#begin();
  }

  /** Once all links are here, ask page by page. */
  async #begin() {
    if (!this.#desk.links.complete) return;
    let after = null;
    do {
      await new Promise((wake) => requestIdleCallback(wake, { timeout: 2000 }));
      const answer = await this.#desk.api.terms({ limit: PAGE, ...(after && { after }) }).catch(() => null);
      if (!answer) return;
      this.#revision = answer.glossary;
      this.#take(answer.uses, this.#between(after, answer.next));
      after = answer.next;
    } while (after);
  }

  /** The ids of the links after one up to another; null stands for the first and the last. */
  #between(after, next) {
    const { items } = this.#desk.links;
    const from = after ? (this.#desk.links.get(after)?.index ?? -1) + 1 : 0;
    const to = next ? (this.#desk.links.get(next)?.index ?? items.length - 1) + 1 : items.length;
    return items.slice(from, to).map(({ id }) => id);
  }

  /** Ask about links again whose words have not changed. */
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
      const answer = await this.#desk.api.terms({ links: some.join(",") }).catch(() => null);
      if (!answer) continue;
      if (this.#revision !== null && answer.glossary !== this.#revision) return this.#begin();
      this.#take(answer.uses, some);
    }
  }

  /** The glossary may have been changed on another page. */
  async #lookAgain() {
    const answer = await this.#desk.api.terms({ links: "" }).catch(() => null);
    if (answer && answer.glossary !== this.#revision) this.#begin();
  }

  /** Keep the uses of these links, and have those drawn anew whose uses are others now. */
  #take(uses, ids) {
    const links = ids.map((id) => this.#desk.links.get(id)).filter(Boolean);
    const changed = links.filter((link) => JSON.stringify(link.terms ?? []) !== JSON.stringify(uses[link.id] ?? []));
    for (const link of changed) link.terms = uses[link.id] ?? [];
    if (!changed.length) return;
    this.#telling = true;
    this.#desk.links.dispatchEvent(new CustomEvent("patch", { detail: { changed, added: [], removed: [] } }));
    this.#telling = false;
    this.#light();
  }

  /** Underline what is drawn nearby; once a frame is enough. */
  #light() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const elements = this.#desk.grid.segments();
      for (const [state, light] of Object.entries(LIGHTS)) {
        const ranges = elements.flatMap((element) => this.#ranges(element, state));
        if (ranges.length) CSS.highlights?.set(light, new Highlight(...ranges));
        else CSS.highlights?.delete(light);
      }
    });
  }

  #uses(element) {
    const link = this.#desk.links.get(element.closest(".row")?.dataset.id);
    return (link?.terms ?? []).filter((use) => use.segment === Number(element.dataset.segment) && isAmiss(use));
  }

  #ranges(element, state) {
    const uses = this.#uses(element).filter((use) => use.state === state);
    return uses.map((use) => this.#range(element, use)).filter(Boolean);
  }

  #range(element, { start, end, text }) {
    const words = element.firstChild?.data ?? "";
    const from = utf16(words, start);
    return words.startsWith(text, from) ? rangeIn(element, from, utf16(words, end)) : null;
  }

  #explain({ element, place }) {
    const use = this.#uses(element).find((each) => {
      const range = this.#range(element, each);
      return range && range.startOffset <= place && place < range.endOffset;
    });
    if (use) this.#desk.grid.sheet.title = sentence(use);
  }
}
