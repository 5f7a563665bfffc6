/** The links of an alignment in order, as the server last told them. */

/**
 * @typedef {{id: number, text: string, starts_paragraph: boolean}} Segment
 * @typedef {{id: string, source: Segment[], target: Segment[], status: string, kind: ?string, confidence: ?number,
 *   changed_since_confirmed: boolean, notes: Object[], index: number, place: number}} Link `index` is where it stands
 *   among all, `place` where among those shown (see View)
 * @typedef {{changed: Link[], added: Link[], removed: Link[]}} Patch
 */

/**
 * Emits `patch` with a {@link Patch} after each outcome, and `loaded` when further links were read.
 * A link keeps its identity as an object for as long as it lives, so that others may hold on to it.
 */
export class Links extends EventTarget {
  /** @type {Link[]} */
  items = [];
  #byId = new Map();

  /** @param {Object} page the answer of GET, with the first links */
  constructor(page) {
    super();
    const { document, source, target, revision, total, undo, redo } = page;
    Object.assign(this, { document, source, target, revision, total, undo, redo });
    this.#append(page.links);
    this.complete = page.next === null;
  }

  /** Add the links of a following page; those that are here already are left alone. */
  load(page) {
    const first = this.items.length;
    this.#append(page.links.filter((link) => !this.#byId.has(link.id)));
    this.complete = page.next === null;
    if (this.complete) this.total = this.items.length;
    this.dispatchEvent(new CustomEvent("loaded", { detail: this.items.slice(first) }));
  }

  /** @returns {Link|undefined} */
  get(id) {
    return this.#byId.get(id);
  }

  /** @returns {Link|undefined} the link before this one */
  before(link) {
    return this.items[link.index - 1];
  }

  /** @returns {Link|undefined} the link after this one */
  after(link) {
    return this.items[link.index + 1];
  }

  /** The link that holds a segment; searched near `hint` first. */
  holding(segment, side, hint = 0) {
    const holds = (link) => link[side].some((each) => each.id === segment);
    return this.items.slice(Math.max(0, hint - 20), hint + 20).find(holds) ?? this.items.find(holds);
  }

  /** How many links there are of each status. */
  counts() {
    const counts = { unreviewed: 0, draft: 0, confirmed: 0, query: 0 };
    for (const link of this.items) counts[link.status] += 1;
    return counts;
  }

  /**
   * Follow an outcome: drop what is removed, then put each touched link after its `after`.
   * @returns {Patch}
   */
  apply(outcome) {
    const patch = { changed: [], added: [], removed: this.#drop(outcome.removed) };
    for (const { after, ...fresh } of outcome.links) this.#place(fresh, after, patch);
    this.total += patch.added.length - patch.removed.length;
    Object.assign(this, { revision: outcome.revision, undo: outcome.undo, redo: outcome.redo });
    this.dispatchEvent(new CustomEvent("patch", { detail: patch }));
    return patch;
  }

  #append(links) {
    for (const link of links) {
      link.index = this.items.length;
      this.items.push(link);
      this.#byId.set(link.id, link);
    }
  }

  #drop(ids) {
    const gone = ids.map((id) => this.#byId.get(id)).filter(Boolean);
    if (!gone.length) return gone;
    for (const link of gone) this.#byId.delete(link.id);
    this.items = this.items.filter((link) => this.#byId.get(link.id) === link);
    this.#renumber(0);
    return gone;
  }

  #place(fresh, after, patch) {
    const known = this.#byId.get(fresh.id);
    const before = after === null ? null : this.#byId.get(after);
    if (before === undefined) return this.#beyond(fresh, known, patch);
    const index = before ? before.index + 1 : 0;
    if (!known) return this.#insert(fresh, index, patch);
    Object.assign(known, fresh);
    if (this.items[index] === known) patch.changed.push(known);
    else this.#move(known, before, patch);
  }

  #insert(link, index, patch) {
    this.items.splice(index, 0, link);
    this.#byId.set(link.id, link);
    this.#renumber(index);
    patch.added.push(link);
  }

  /** Elsewhere in the order: for everyone who draws it, gone and come again. */
  #move(link, before, patch) {
    this.items.splice(link.index, 1);
    this.#renumber(link.index);
    patch.removed.push(link);
    this.#insert(link, before ? before.index + 1 : 0, patch);
  }

  /** Its neighbour is not loaded yet: a later page will bring both. */
  #beyond(fresh, known, patch) {
    if (known) patch.changed.push(Object.assign(known, fresh));
  }

  #renumber(from) {
    for (let index = from; index < this.items.length; index += 1) this.items[index].index = index;
  }
}
