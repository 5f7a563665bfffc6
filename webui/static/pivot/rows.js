/** Common rows of several alignments of one text: the same rule as the server's `pivot.rows`, for what is edited here. */

/**
 * @typedef {{id: string, index: number, source: Object[], cells: import("../alignment/links.js").Link[][]}} Row
 * @typedef {{items: import("../alignment/links.js").Link[], side: "source"|"target"}} Column `side` is the pivot's
 */

/** Keeps the order of the pivot's segments: the server's numbers, and places between for segments made since. */
export class Order {
  #numbers = new Map();

  /** Learn the segments of some columns and return the order of those that every column has, from the first on. */
  common(columns) {
    const counts = new Map();
    for (const { items, side } of columns)
      for (const link of items)
        link[side].forEach((segment, index) => {
          if (!this.#numbers.has(segment.id)) this.#learn(segment, link[side][index - 1]);
          counts.set(segment.id, (counts.get(segment.id) ?? 0) + 1);
        });
    const ids = [...counts.keys()].sort((a, b) => this.#numbers.get(a) - this.#numbers.get(b));
    const end = ids.findIndex((id) => counts.get(id) < columns.length);
    return end < 0 ? ids : ids.slice(0, end);
  }

  #learn({ id, number }, before) {
    this.#numbers.set(id, number ?? this.#after(before ? this.#numbers.get(before.id) : 0));
  }

  /** A number between this one and the next higher one. */
  #after(number) {
    let next = number + 1;
    for (const other of this.#numbers.values()) if (other > number && other < next) next = other;
    return (number + next) / 2;
  }
}

/**
 * Group the links of all columns into rows that no link reaches out of.
 * @param {Column[]} columns
 * @param {Order} order
 * @returns {Row[]}
 */
export function group(columns, order) {
  const ids = order.common(columns);
  const place = new Map(ids.map((id, index) => [id, index]));
  const rows = startRows(columns, ids, place);
  const rowAt = rows.flatMap((row) => row.places);
  const lone = new Map();
  columns.forEach(({ items, side }, position) => {
    let here = null;
    for (const link of items) {
      if (!link[side].length) {
        if (here !== undefined) push(lone, here, loneRow(link, position, columns.length));
        continue;
      }
      here = rowAt[place.get(link[side][0].id)];
      here?.cells[position].push(link);
    }
  });
  const all = [...(lone.get(null) ?? []), ...rows.flatMap((row) => [row, ...(lone.get(row) ?? [])])];
  fillSources(columns[0], place, rowAt);
  all.forEach((row, index) => {
    row.index = index;
    delete row.places;
  });
  return all;
}

/**
 * The lines (first, count), from 0, that each link of a cell takes beside the row's segments; links that would lie over
 * each other all take the whole row.
 */
export function lines(row, position, side) {
  const place = new Map(row.source.map(({ id }, index) => [id, index]));
  const found = row.cells[position].map((link) => {
    const places = link[side].map(({ id }) => place.get(id));
    return [places[0] ?? 0, places.length ? places.at(-1) - places[0] + 1 : 1];
  });
  const apart = found.every(
    ([first, count], index) => index + 1 === found.length || first + count <= found[index + 1][0],
  );
  return apart ? found : found.map(() => [0, Math.max(1, row.source.length)]);
}

function startRows(columns, ids, place) {
  const reach = ids.map((_, index) => index);
  for (const { items, side } of columns)
    for (const link of items) {
      const first = place.get(link[side][0]?.id);
      const last = place.get(link[side].at(-1)?.id) ?? Infinity;
      if (first !== undefined) reach[first] = Math.max(reach[first], last);
    }
  const rows = [];
  let start = 0;
  let end = -1;
  reach.forEach((last, index) => {
    end = Math.max(end, last);
    if (end !== index) return;
    const row = { id: `s${ids[start]}`, index: 0, source: [], cells: columns.map(() => []) };
    row.places = Array(index - start + 1).fill(row);
    rows.push(row);
    start = index + 1;
  });
  return rows;
}

/** The pivot's segments as the first column has them, in their order. */
function fillSources({ items, side }, place, rowAt) {
  const segments = [];
  for (const link of items) for (const segment of link[side]) segments[place.get(segment.id)] = segment;
  rowAt.forEach((row, index) => row.source.push(segments[index]));
}

function loneRow(link, position, count) {
  const cells = Array.from({ length: count }, (_, column) => (column === position ? [link] : []));
  return { id: `t${position}:${link.id}`, index: 0, source: [], cells };
}

function push(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
}
