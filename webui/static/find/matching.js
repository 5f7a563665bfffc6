/** Matching words in texts: the same for the page and for the worker that runs expressions. */

/**
 * @typedef {{words: string, cases: boolean, whole: boolean, regex: boolean, side: ""|"source"|"target"}} Query
 * @typedef {{source: string, target: string}} Languages BCP 47 tags
 * @typedef {[side: "source"|"target", number: number, text: string]} Item a segment
 */

const LETTER = String.raw`[\p{L}\p{M}\p{N}_]`;
const UNSPACED = /^(zh|ja|yue|wuu|th|lo|km|my)\b/; // languages that put no space between words

/**
 * What finds a query in texts of a language; throws `SyntaxError` where an expression is none.
 * @param {Query} query
 * @param {string} language
 * @returns {(text: string) => RegExpExecArray[]} the matches in a text, none of them empty
 */
export function finder(query, language) {
  const source = query.regex ? query.words : query.words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const unspaced = query.whole && UNSPACED.test(language);
  const whole = query.whole && !unspaced;
  const pattern = new RegExp(
    whole ? `(?<!${LETTER})(?:${source})(?!${LETTER})` : source,
    query.cases ? "gu" : "giu",
  );
  const words = unspaced && new Intl.Segmenter(language, { granularity: "word" });
  return (text) => {
    const found = matches(pattern, text);
    return words && found.length ? atWords(found, words.segment(text), text.length) : found;
  };
}

/** Whether a query may take long: an expression, or whole words where no space divides them. */
export const isHeavy = (query, languages) =>
  query.regex || (query.whole && Object.values(languages).some((language) => UNSPACED.test(language)));

const NONE = [];

/** All matches that are not empty; most texts have none, and cost nothing. */
function matches(pattern, text) {
  let found = NONE;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (!match[0]) pattern.lastIndex += 1;
    else if (found === NONE) found = [match];
    else found.push(match);
  }
  return found;
}

/** Those matches that begin and end where words do. */
function atWords(found, segments, length) {
  const begins = (place) => place === length || segments.containing(place).index === place;
  return found.filter(({ 0: words, index }) => begins(index) && begins(index + words.length));
}

/**
 * Search segments: `[number, from, to, from, to, …]` (UTF-16) for each that matches.
 * @param {Query} query
 * @param {Languages} languages
 * @param {Item[]} items
 * @returns {number[][]}
 */
export function search(query, languages, items) {
  const find = bySide(query, languages);
  const found = [];
  for (const [side, number, text] of items) {
    const here = find[side](text);
    if (here.length) found.push([number, ...here.flatMap(({ 0: words, index }) => [index, index + words.length])]);
  }
  return found;
}

/**
 * Work out a replacement: for each segment that would change, its number and its pieces: words that stay as strings,
 * words that change as `[old, new]`.
 * @param {Query} query
 * @param {string} replacement with `$1`, `$<name>` and `$&` where the query is an expression
 * @param {Languages} languages
 * @param {Item[]} items
 * @returns {[number, (string|[string, string])[]][]}
 */
export function replace(query, replacement, languages, items) {
  const find = bySide(query, languages);
  return items
    .map(([side, number, text]) => [number, pieces(text, find[side](text), replacement, query.regex)])
    .filter(([, parts]) => parts.some((part) => typeof part !== "string" && part[0] !== part[1]));
}

function bySide(query, languages) {
  const none = () => [];
  const side = (name) => (query.side && query.side !== name ? none : finder(query, languages[name]));
  return { source: side("source"), target: side("target") };
}

function pieces(text, found, replacement, regex) {
  const parts = [];
  let at = 0;
  for (const match of found) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push([match[0], regex ? expand(replacement, match) : replacement]);
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Fill in groups, as `String.prototype.replace` does. */
function expand(replacement, match) {
  return replacement.replace(/\$(?:\$|&|(\d{1,2})|<([^>]*)>)/g, (whole, number, name) => {
    if (whole === "$$") return "$";
    if (whole === "$&") return match[0];
    if (name !== undefined) return match.groups ? (match.groups[name] ?? "") : whole;
    return Number(number) > 0 && Number(number) < match.length ? (match[Number(number)] ?? "") : whole;
  });
}
