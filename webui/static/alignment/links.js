/** The links of an alignment in order, as the server last told them and as the edits on their way will make them. */

/**
 * @typedef {{id: number, text: string, starts_paragraph: boolean}} Segment
 * @typedef {{id: string, source: Segment[], target: Segment[], status: string, kind: ?string, confidence: ?number,
 *   changed_since_confirmed: boolean, notes: Object[], index: number, place: number}} Link `index` is where it stands
 *   among all, `place` where among those shown (see View)
 * @typedef {{changed: Link[], added: Link[], removed: Link[]}} Patch
 */

const NO_NOTES = Object.freeze([]); // shared by all links without any: of fifty thousand it saves a megabyte

/**
 * Emits `patch` with a {@link Patch} after each outcome, and `loaded` when further links were read.
 * A link keeps its identity as an object for as long as it lives, so that others may hold on to it.
 */
export class Links extends EventTarget {
  /** @type {Link[]} */
  items = [];
  #byId = new Map();
  #batch = null;

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

  /** All segments by number. @returns {Map<number, Segment>} */
  segments() {
    return new Map(this.items.flatMap((link) => [...link.source, ...link.target]).map((each) => [each.id, each]));
  }

  /** How many links there are of each status. */
  counts() {
    const counts = { unreviewed: 0, draft: 0, confirmed: 0, query: 0 };
    for (const link of this.items) counts[link.status] += 1;
    return counts;
  }

  /**
   * Follow an outcome: drop what is removed, then put each touched link after its `after`.
   * @param {Object} outcome
   * @param {Map<string, Link>} [known] objects that links new here already have, by id
   */
  apply(outcome, known = new Map()) {
    this.atOnce(() => {
      this.follow(outcome, known);
      Object.assign(this, { revision: outcome.revision, undo: outcome.undo, redo: outcome.redo });
    });
  }

  /** Do several things and tell of their sum once, in one `patch`. */
  atOnce(act) {
    if (this.#batch) return act();
    this.#batch = new Batch(this.items);
    act();
    const patch = this.#batch.patch(this);
    this.#batch = null;
    this.dispatchEvent(new CustomEvent("patch", { detail: patch }));
  }

  /** Within `atOnce`: the links of an outcome, but not its revision. */
  follow({ links, removed }, known = new Map()) {
    this.#drop(removed);
    for (const { after, ...fresh } of links) this.#place(fresh, after, known);
  }

  /** Within `atOnce`: name a link anew. */
  rename(link, id) {
    if (this.#byId.get(link.id) === link) this.#byId.delete(link.id);
    link.id = id;
    this.#batch.redraw.add(link);
  }

  #append(links) {
    for (const link of links) {
      link.index = this.items.length;
      if (!link.notes.length) link.notes = NO_NOTES;
      this.items.push(link);
      this.#byId.set(link.id, link);
    }
  }

  #drop(ids) {
    const gone = ids.map((id) => this.#byId.get(id)).filter(Boolean);
    if (!gone.length) return;
    for (const link of gone) {
      this.#batch.touch(link);
      this.#byId.delete(link.id);
    }
    this.total -= gone.length;
    const first = Math.min(...gone.map((link) => link.index));
    this.items = this.items.filter((link) => this.#byId.get(link.id) === link);
    this.#renumber(first);
  }

  #place(fresh, after, known) {
    const old = this.#byId.get(fresh.id);
    const before = after === null ? null : this.#byId.get(after);
    if (old) this.#batch.touch(old);
    if (before === undefined) return void (old && Object.assign(old, fresh)); // beyond what is loaded: a later page has it
    const index = before ? before.index + 1 : 0;
    if (!old) return this.#insert(Object.assign(known.get(fresh.id) ?? {}, fresh), index);
    Object.assign(old, fresh);
    if (this.items[index] !== old) this.#move(old, before);
  }

  #insert(link, index) {
    this.#batch.touch(link);
    this.items.splice(index, 0, link);
    this.#byId.set(link.id, link);
    this.total += 1;
    this.#renumber(index);
  }

  #move(link, before) {
    this.items.splice(link.index, 1);
    this.#renumber(link.index);
    const index = before ? before.index + 1 : 0;
    this.items.splice(index, 0, link);
    this.#renumber(index);
  }

  #renumber(from) {
    for (let index = from; index < this.items.length; index += 1) this.items[index].index = index;
  }
}

const MANY = 1000; // beyond this many touched links it is cheaper to draw anew than to compare

/** What was touched and how it was, so that what comes out the same is not drawn anew. */
class Batch {
  redraw = new Set();
  #was;
  #touched = new Map();
  #places = null;

  constructor(items) {
    this.#was = items.slice();
  }

  touch(link) {
    if (!this.#touched.has(link)) this.#touched.set(link, { ...link });
  }

  /** @returns {Patch} the sum of all */
  patch({ items }) {
    const patch = { changed: [], added: [], removed: [] };
    const links = [...this.#touched.keys()];
    const before = new Map(links.map((link) => [link, this.#stoodAfter(link)]));
    for (const link of links) {
      const here = items[link.index] === link;
      if (!here && before.get(link) !== undefined) patch.removed.push(link);
      else if (here && before.get(link) === undefined) patch.added.push(link);
      else if (here && before.get(link) !== (items[link.index - 1] ?? null)) this.#moved(link, patch, items, before);
      else if (here && this.#differs(link)) patch.changed.push(link);
    }
    patch.added.sort((one, other) => one.index - other.index);
    return patch;
  }

  /** The link it stood after when all began: null at the top, undefined where it was not there. */
  #stoodAfter(link) {
    const place = this.#placeOf(link);
    return place < 0 ? undefined : (this.#was[place - 1] ?? null);
  }

  /** Where it stood when all began, -1 where it did not. */
  #placeOf(link) {
    const { index } = this.#touched.get(link);
    if (this.#was[index] === link) return index;
    if (this.#touched.size < MANY) return this.#was.indexOf(link);
    this.#places ??= new Map(this.#was.map((each, place) => [each, place]));
    return this.#places.get(link) ?? -1;
  }

  /** It has another neighbour above: because that one went or came, or because it went elsewhere itself. */
  #moved(link, patch, items, before) {
    const still = this.#was.slice(0, this.#placeOf(link)).findLast((each) => items[each.index] === each);
    const now = items.slice(0, link.index).findLast((each) => !before.has(each) || before.get(each) !== undefined);
    if (still === now) return void (this.#differs(link) && patch.changed.push(link));
    patch.removed.push(link);
    patch.added.push(link);
  }

  #differs(link) {
    if (this.#touched.size > MANY || this.redraw.has(link)) return true;
    const plain = ({ index, place, ...rest }) => JSON.stringify(Object.entries(rest).sort());
    return plain(link) !== plain(this.#touched.get(link));
  }
}
