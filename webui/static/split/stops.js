/** Where a cell's text may be split: between its segments, and between the graphemes of each segment. */

/**
 * @typedef {Object} Stop
 * @property {number} segment index of the segment it lies in, or before (offset 0)
 * @property {number} offset in UTF-16 units; 0 means the boundary before this segment
 * @property {boolean} word whether a word begins here
 * @property {boolean} likely whether a sentence or clause ends here
 */

const LIKELY = /[.!?…;:。！？；：，、؟؛،,]["'”’»）)\]】」』]*\s*$/u;
const INNER = /[.!?…;][”’»")]*\s+\p{L}.{8}|[。！？；]["”’」』）]*[^\s"”’」』）]/u; // a sentence ends, and another begins
const CLAUSE = /[,，:：、،]\s*\p{L}/u;
const LONG = 160; // UTF-16 units
const CLOSING = /[\p{Pe}\p{Pf}\p{Po}]/u;

/**
 * List the stops of a cell in reading order; never its beginning or end.
 * @param {string[]} texts the segments' texts
 * @param {string} language
 * @returns {Stop[]}
 */
export function findStops(texts, language) {
  const graphemes = segmenter(language, "grapheme");
  const words = segmenter(language, "word");
  return texts.flatMap((text, segment) => {
    const starts = new Set(indices(words, text).filter((offset) => !/\s/u.test(text[offset])));
    const end = text.trimEnd().length;
    const inside = indices(graphemes, text).filter((offset) => offset > 0 && offset < end);
    const stops = inside.map((offset) => ({
      segment,
      offset,
      word: starts.has(offset),
      likely: isLikely(text, offset, starts),
    }));
    return segment ? [{ segment, offset: 0, word: true, likely: true }, ...stops] : stops;
  });
}

/** Count code points, as the server does, of the first `offset` UTF-16 units. */
export function codePoints(text, offset) {
  return [...text.slice(0, offset)].length;
}

/** The first UTF-16 units of a text that hold `count` code points, counted. */
export function utf16(text, count) {
  return [...text].slice(0, count).join("").length;
}

/**
 * Whether a row could be split: both sides are several segments, or have inner places where a sentence or, in a long
 * segment, a clause ends.
 * @param {import("../alignment/links.js").Link} link
 */
export function isSplittable(link) {
  return Boolean(link.source.length && link.target.length) && breaks(link.source) && breaks(link.target);
}

function breaks(segments) {
  return (
    segments.length > 1 ||
    INNER.test(segments[0].text) ||
    (segments[0].text.length > LONG && CLAUSE.test(segments[0].text))
  );
}

/**
 * Choose where to begin: between two segments near the middle, else at a likely place near it, else between words.
 * @param {Stop[]} stops
 * @returns {number} an index into `stops`
 */
export function firstStop(stops) {
  const middle = (stops.length - 1) / 2;
  for (const good of [(stop) => stop.offset === 0, (stop) => stop.likely, (stop) => stop.word, () => true]) {
    const near = stops.map((stop, index) => ({ stop, index })).filter(({ stop }) => good(stop));
    if (near.length) return near.sort((a, b) => Math.abs(a.index - middle) - Math.abs(b.index - middle))[0].index;
  }
  return -1;
}

/** The stop nearest to a place in the text. */
export function nearestStop(stops, segment, offset) {
  const distance = (stop) => Math.abs(stop.segment - segment) * 1e6 + Math.abs(stop.offset - offset);
  return stops.reduce((best, stop, index) => (distance(stop) < distance(stops[best]) ? index : best), 0);
}

/**
 * How many segments of the other side stay, when `kept` characters of `total` do: as nearly the same share as can be.
 * @param {number[]} lengths of the other side's segments
 * @param {number} share between 0 and 1
 */
export function shareOut(lengths, share) {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let best = 0;
  let sum = 0;
  let error = share;
  lengths.forEach((length, index) => {
    sum += length;
    if (Math.abs(sum / total - share) <= error) [best, error] = [index + 1, Math.abs(sum / total - share)];
  });
  return best;
}

function isLikely(text, offset, starts) {
  return starts.has(offset) && !CLOSING.test(text[offset]) && LIKELY.test(text.slice(Math.max(0, offset - 12), offset));
}

function segmenter(language, granularity) {
  return new Intl.Segmenter(language, { granularity });
}

function indices(segments, text) {
  return Array.from(segments.segment(text), ({ index }) => index);
}
