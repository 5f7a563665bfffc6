/** What an edit will do, worked out here so that it is seen at once. The server's answer replaces it, so a guess that is
 * slightly off is put right in a moment; an edit that cannot be foreseen answers null and waits for the server. */

import { SIDES } from "../words.js";

/** Ids of links that the server has not named yet begin so. */
export const UNNAMED = "new-";
let unnamed = 0;

/**
 * Foresee an edit.
 * @param {import("./links.js").Links} links
 * @param {Object} edit
 * @param {string} joiner of the texts by side: what stands between two sentences
 * @returns {{links: Object[], removed: string[]}|null} as in an outcome
 */
export function predict(links, edit, joiner) {
  const draft = new Draft(links);
  return FORESEEN[edit.op]?.(draft, edit, joiner) === true ? draft.outcome() : null;
}

/** The touched links as they will be, beside those that are not touched. */
class Draft {
  #links;
  #touched = new Map();
  #after = new Map();

  constructor(links) {
    this.#links = links;
  }

  /** A copy of a link that may be changed; undefined where there is none. */
  touch(id) {
    if (!this.#touched.has(id)) {
      const link = this.#links.get(id);
      if (!link) return undefined;
      const { index, place, ...copy } = link;
      this.#touched.set(id, copy);
    }
    return this.#touched.get(id);
  }

  /** A new link right after another (null: first), which gives it its status. */
  add(after, like = { status: "draft" }) {
    const id = `${UNNAMED}${(unnamed += 1)}`;
    const link = {
      id,
      source: [],
      target: [],
      status: like.status,
      kind: null,
      confidence: null,
      changed_since_confirmed: like.status === "confirmed",
      notes: [],
    };
    this.#touched.set(id, link);
    this.#after.set(id, after);
    return link;
  }

  /** The link `step` rows further on, where there is one. */
  beside(id, step) {
    const next = this.#links.items[this.#links.get(id).index + step];
    return next && this.touch(next.id);
  }

  /** All links from one to the end, or from the top to one. */
  stretch(from, to) {
    return this.#links.items.slice(from ? from.index : 0, to ? to.index + 1 : undefined);
  }

  get(id) {
    return this.#links.get(id);
  }

  /** The link that holds a segment, and on which side. */
  holding(segment) {
    for (const side of SIDES) {
      const link = this.#links.holding(segment, side);
      if (link) return { link: this.touch(link.id), side };
    }
    return {};
  }

  /** What a regrouping does to the links whose segments moved: by hand now, no kind unless null, none left empty. */
  regrouped(some) {
    const full = some.filter((link) => link.source.length || link.target.length);
    const empty = some.filter((link) => !link.source.length && !link.target.length);
    for (const link of full) {
      if (link.status === "unreviewed") link.status = "draft";
      if (link.source.length && link.target.length) link.kind = null;
      link.confidence = null;
      link.changed_since_confirmed = link.status === "confirmed";
    }
    if (full.length && empty.some((link) => link.notes.length))
      full[0].notes = [full[0], ...empty].flatMap((link) => link.notes);
    for (const link of empty) link.gone = true;
    return full.length > 0;
  }

  outcome() {
    const all = [...this.#touched.values()];
    const gone = new Set(all.filter((link) => link.gone).map((link) => link.id));
    const kept = all.filter((link) => !link.gone).map((link) => [this.#links.get(link.id)?.index ?? -1, link]);
    const [old, fresh] = [kept.filter(([index]) => index >= 0), kept.filter(([index]) => index < 0)];
    const placed = old
      .sort(([one], [other]) => one - other)
      .map(([index, link]) => ({ ...link, after: this.#standingBefore(index, gone) }));
    const come = fresh.map(([, link]) => ({ ...link, after: this.#standing(this.#after.get(link.id), gone) }));
    return { links: [...placed, ...come], removed: [...gone] };
  }

  /** A link, or where it goes the one that then stands there. */
  #standing(id, gone) {
    return gone.has(id) ? this.#standingBefore(this.#links.get(id).index, gone) : id;
  }

  #standingBefore(index, gone) {
    let before = index - 1;
    while (before >= 0 && gone.has(this.#links.items[before].id)) before -= 1;
    return before < 0 ? null : this.#links.items[before].id;
  }
}

function take(link, side, ids) {
  const moved = link[side].filter(({ id }) => ids.includes(id));
  link[side] = link[side].filter(({ id }) => !ids.includes(id));
  return moved;
}

function merge(draft, { links: ids }) {
  const [first, ...rest] = ids.map((id) => draft.touch(id));
  if (!first || !rest.every(Boolean)) return false;
  for (const side of SIDES) first[side] = [first, ...rest].flatMap((link) => link[side]);
  first.notes = [first, ...rest].flatMap((link) => link.notes);
  if (rest.some(({ status }) => status !== first.status)) first.status = "draft";
  for (const link of rest) link.gone = true;
  return draft.regrouped([first]);
}

function split(draft, link, parts) {
  const [here, ...rest] = parts;
  const kept = draft.touch(link.id);
  for (const side of SIDES) kept[side] = here[side];
  let after = link.id;
  const fresh = rest.map((part) => {
    const added = Object.assign(draft.add(after, link), part);
    after = added.id;
    return added;
  });
  return draft.regrouped([kept, ...fresh]);
}

function explode(draft, { link: id }) {
  const link = draft.get(id);
  const count = link && Math.max(link.source.length, link.target.length);
  if (!(count > 1)) return false;
  const part = (place) => Object.fromEntries(SIDES.map((side) => [side, link[side].slice(place, place + 1)]));
  return split(draft, link, Array.from({ length: count }, (_, place) => part(place)));
}

function splitLink(draft, { link: id, source_at: source, target_at: target }) {
  const link = draft.get(id);
  if (!link) return false;
  const cut = (from, to) => ({ source: link.source.slice(from[0], to?.[0]), target: link.target.slice(from[1], to?.[1]) });
  return split(draft, link, [cut([0, 0], [source, target]), cut([source, target])]);
}

function unlink(draft, { link: id }) {
  const link = draft.get(id);
  if (!link) return false;
  return split(draft, link, [
    { source: link.source, target: [] },
    { source: [], target: link.target },
  ]);
}

function shift(draft, { link: id, side, direction, count = 1 }) {
  const up = direction === "up";
  const link = draft.touch(id);
  if (!link || link[side].length < count) return false;
  const to = draft.beside(id, up ? -1 : 1) ?? draft.add(up ? null : id);
  const moved = up ? link[side].slice(0, count) : link[side].slice(-count);
  link[side] = up ? link[side].slice(count) : link[side].slice(0, -count);
  to[side] = up ? [...to[side], ...moved] : [...moved, ...to[side]];
  return draft.regrouped(up ? [to, link] : [link, to]);
}

function shiftAll(draft, { link: id, side, direction }) {
  const up = direction === "up";
  const link = draft.get(id);
  if (!link) return false;
  const below = draft.stretch(link, null);
  const cells = below.map((each) => each[side]);
  const ends = up ? [draft.beside(id, -1) ?? draft.add(null)] : cells.at(-1).length ? [draft.add(below.at(-1).id)] : [];
  const fresh = (place) => cells[place + (up ? 1 : -1)] ?? [];
  const touched = below.filter((_, place) => cells[place].length || fresh(place).length);
  const rows = touched.map((each) => Object.assign(draft.touch(each.id), { [side]: fresh(each.index - link.index) }));
  if (up) ends[0][side] = [...ends[0][side], ...cells[0]];
  else if (ends.length) ends[0][side] = cells.at(-1);
  return draft.regrouped(up ? [...ends, ...rows] : [...rows, ...ends]);
}

function move(draft, { segment, link: id }) {
  const to = draft.touch(id);
  const { link: from, side } = draft.holding(segment);
  if (!to || !from || to === from) return false;
  const down = draft.get(to.id).index > draft.get(from.id).index;
  const moved = take(from, side, [segment]);
  to[side] = down ? [...moved, ...to[side]] : [...to[side], ...moved];
  return draft.regrouped([to, from]);
}

function setStatus(draft, { link, links = [], status }) {
  const some = [...(link ? [link] : []), ...links].map((id) => draft.touch(id));
  return mark(some, status);
}

function mark(some, status) {
  for (const link of some) if (link) Object.assign(link, { status, changed_since_confirmed: false });
  return some.every(Boolean);
}

function confirmThrough(draft, { link: id }) {
  const here = draft.get(id);
  if (!here) return false;
  const open = (link) => link.status !== "confirmed" || link.changed_since_confirmed;
  const some = draft.stretch(null, here).filter((link) => open(link) && (link.status !== "query" || link === here));
  return mark(some.map((link) => draft.touch(link.id)), "confirmed");
}

function setKind(draft, { link: id, kind }) {
  const link = draft.touch(id);
  if (link) link.kind = kind;
  return Boolean(link);
}

function editText(draft, { segment, text }) {
  const { link, side } = draft.holding(segment);
  if (!link) return false;
  link[side] = link[side].map((each) => (each.id === segment ? { ...each, text } : each));
  if (link.status === "confirmed") link.changed_since_confirmed = true;
  return true;
}

function joinSegments(draft, { segments }, joiner) {
  const { link, side } = draft.holding(segments[0]);
  if (!link) return false;
  const some = link[side].filter(({ id }) => segments.includes(id));
  if (some.length !== segments.length) return false;
  const [first, ...rest] = some;
  const text = some.map((segment) => segment.text).join(joiner[side]);
  link[side] = link[side].filter((each) => !rest.includes(each)).map((each) => (each === first ? { ...each, text } : each));
  return draft.regrouped([link]);
}

const FORESEEN = {
  merge,
  explode,
  split_link: splitLink,
  unlink,
  shift,
  shift_all: shiftAll,
  move,
  set_status: setStatus,
  confirm_through: confirmThrough,
  set_kind: setKind,
  edit_text: editText,
  join_segments: joinSegments,
};
