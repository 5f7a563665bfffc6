/** Words with marks in them: hits, what conditions found, counterparts. Places count code points, as the API's do. */

import { h } from "../dom.js";
import { utf16 } from "../marks/places.js";

/**
 * Cut a text at the bounds of its marks. Where marks lie on one another, the words in common have both classes.
 * @param {string} text
 * @param {{start: number, end: number, name: string, title?: string}[]} marks
 * @returns {Node[]}
 */
export function marked(text, marks) {
  const placed = marks.map((mark) => ({ ...mark, from: utf16(text, mark.start), to: utf16(text, mark.end) }));
  const bounds = [...new Set([0, text.length, ...placed.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return bounds.slice(0, -1).map((from, at) => {
    const words = text.slice(from, bounds[at + 1]);
    const over = placed.filter((mark) => mark.from <= from && from < mark.to);
    if (!over.length) return document.createTextNode(words);
    const title = over
      .map((mark) => mark.title)
      .filter(Boolean)
      .join("; ");
    return h("mark", { class: over.map(({ name }) => name).join(" "), title: title || null, text: words });
  });
}

/** The three parts of a segment around a hit. */
export function around(text, start, end) {
  const [from, to] = [utf16(text, start), utf16(text, end)];
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

/** Segments as one line, as they stand in print: with a blank between them but where the script has none. */
export const joiner = (language) => (/^(zh|ja|th|lo|km|my|bo)\b/.test(language) ? "" : " ");
