/** Edits that are seen before the server has answered: shown at once, taken back when it says otherwise. */

import { UNNAMED, predict } from "./predict.js";

const JOINED = /^(zh|ja|yue|lzh|th|lo|km|my|bo)(-|$)/; // scripts that put no space between sentences

/** Shows what edits will do, and can turn it round. */
export class Foresight {
  #links;

  /** @param {import("./links.js").Links} links */
  constructor(links) {
    this.#links = links;
  }

  /**
   * Show what a task's edit will do, within `links.atOnce`.
   * @param {{edit: Object, come?: Object[]}} task gets `back`, which undoes it here, and `come`, the links it makes
   * @param {Map<string, string>} names gets the new name of each link that was shown under another
   * @returns {Object|null} what will come, as an outcome; null where it cannot be foreseen
   */
  show(task, names = new Map()) {
    const joiner = { source: this.#joiner("source"), target: this.#joiner("target") };
    const outcome = task.edit && this.#links.complete ? predict(this.#links, task.edit, joiner) : null;
    task.back = outcome && this.#inverse(outcome);
    if (!outcome) return null;
    this.#links.follow(outcome, this.adopt(task, outcome, names));
    task.come = outcome.links.filter(({ id }) => id.startsWith(UNNAMED)).map(({ id }) => this.#links.get(id));
    return outcome;
  }

  /** Take back what was shown, within `links.atOnce`. */
  hide(task) {
    if (task.back) this.#links.follow(task.back, task.back.known);
    task.back = null;
  }

  /**
   * Find the links that an outcome makes among those that were shown for them, so that they stay the same objects.
   * @returns {Map<string, Object>} the objects by their new names
   */
  adopt(task, { links }, names) {
    const known = new Map();
    for (const link of links.filter(({ id }) => !this.#links.get(id))) {
      const shown = task.come?.find((each) => first(each) === first(link));
      if (!shown) continue;
      names.set(shown.id, link.id);
      this.#links.rename(shown, link.id);
      known.set(link.id, shown);
    }
    return known;
  }

  #joiner(side) {
    return JOINED.test(this.#links[side].language) ? "" : " ";
  }

  #inverse({ links, removed }) {
    const objects = [...removed, ...links.map(({ id }) => id)].map((id) => this.#links.get(id)).filter(Boolean);
    objects.sort((one, other) => one.index - other.index);
    const as = ({ index, place, ...link }) => ({ ...link, after: this.#links.items[index - 1]?.id ?? null });
    return {
      links: objects.map(as),
      removed: links.filter(({ id }) => !this.#links.get(id)).map(({ id }) => id),
      known: new Map(objects.map((link) => [link.id, link])),
    };
  }
}

const first = (link) => (link.source[0] ?? link.target[0])?.id;

/** Call the links of a task by their new names. */
export function renamed(task, names) {
  const now = (id) => names.get(id) ?? id;
  const { edit, seen } = task;
  if (!edit || !names.size) return;
  task.edit = { ...edit, ...(edit.link && { link: now(edit.link) }), ...(edit.links && { links: edit.links.map(now) }) };
  task.seen = seen.map((link) => ({ ...link, id: now(link.id) }));
}
