/** Where the editor stands: a link, a side of it, and the rows selected from there. */

import { SIDES } from "../words.js";

/** Emits `move` with `{fromUser}` whenever the place or the selection changes. */
export class Cursor extends EventTarget {
  /** @type {import("./links.js").Link|null} */
  link;
  side = "source";
  #anchor = null;
  #links;
  #view;

  /**
   * @param {import("./links.js").Links} links
   * @param {import("./view.js").View} view
   */
  constructor(links, view) {
    super();
    this.#links = links;
    this.#view = view;
    this.link = view.items[0] ?? null;
    links.addEventListener("patch", () => this.#follow());
    view.addEventListener("reset", () => this.#settle());
  }

  /** The selected links: those from the anchor to here, or this one alone. */
  get selection() {
    if (!this.link) return [];
    const chosen = this.#anchor ? this.#view.between(this.#anchor, this.link) : [];
    return chosen.length ? chosen : [this.link];
  }

  /** Go to a cell; with `extend` the rows on the way become selected. */
  to(link, side = this.side, { extend = false } = {}) {
    if (!link) return;
    if (!extend) this.#anchor = null;
    else if (!this.#anchor) this.#anchor = this.link;
    this.link = link;
    this.side = side;
    this.#tell(true);
  }

  /** Go `rows` shown rows down (or up). */
  step(rows, options) {
    const place = this.#view.place(this.link) + rows;
    this.to(this.#view.items[Math.min(Math.max(place, 0), this.#view.items.length - 1)], this.side, options);
  }

  /** After an outcome: where the link went away, go where its segments went. */
  #follow() {
    if (this.#anchor && !this.#links.get(this.#anchor.id)) this.#anchor = null;
    if (this.link && !this.#links.get(this.link.id)) this.link = this.#heir(this.link);
    this.#tell(false);
  }

  #heir(link) {
    for (const side of [this.side, ...SIDES]) {
      const heir = link[side].length && this.#links.holding(link[side][0].id, side, link.index);
      if (heir) return heir;
    }
    return this.#links.items[Math.min(link.index, this.#links.items.length - 1)] ?? null;
  }

  /** After a filter: the same row if it is shown, else the next shown one. */
  #settle() {
    this.#anchor = null;
    const items = this.#view.items;
    const here = this.link?.index ?? 0;
    this.link = items.find((link) => link.index >= here) ?? items.at(-1) ?? null;
    this.#tell(false);
  }

  #tell(fromUser) {
    this.dispatchEvent(new CustomEvent("move", { detail: { fromUser } }));
  }
}
