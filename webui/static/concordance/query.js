/** What is asked of the concordance, as the address of the page has it: whoever has the address has the search. */

/** Filters that may have several values, by their name in the address. */
export const FILTERS = ["document", "text", "translator", "provenance", "status"];
export const FOLDS = ["case", "marks", "script"];
export const VIEWS = ["hits", "frequencies", "collocates", "distribution"];

/** What a search asks, and what a view of its results asks besides. */
const LISTS = ["lang", "and", "not", ...FILTERS];
const SINGLES = { q: "", from: "", to: "", sort: "document", sample: "", seed: "" };
const OF_VIEWS = { view: "hits", by: "", left: "", right: "", least: "" };

/**
 * @typedef {Object<string, string|string[]>} Query lists are `lang`, `and`, `not` (as `LANG:QUERY`), the filters and
 *   `exact`; the rest are strings, empty or as usual where nothing was chosen
 */

/** Read the address. @returns {Query} */
export function readQuery(search) {
  const given = new URLSearchParams(search);
  const query = {};
  for (const name of LISTS) query[name] = given.getAll(name).filter(Boolean);
  for (const [name, usual] of Object.entries({ ...SINGLES, ...OF_VIEWS })) query[name] = given.get(name) ?? usual;
  query.exact = (given.get("exact") ?? "").split(",").filter((each) => FOLDS.includes(each));
  if (!VIEWS.includes(query.view)) query.view = "hits";
  return query;
}

/** The parameters that the API takes. */
export function asked(query) {
  const params = new URLSearchParams();
  const put = (name, usual) => query[name] && query[name] !== usual && params.set(name, query[name]);
  put("q", "");
  for (const name of LISTS) for (const value of query[name]) params.append(name, value);
  for (const name of ["from", "to"]) put(name, "");
  if (query.exact.length) params.set("exact", query.exact.join(","));
  put("sort", SINGLES.sort);
  put("sample", "");
  if (query.sample) put("seed", "");
  return params;
}

/** The address of a search in this page. */
export function address(query) {
  const params = asked(query);
  for (const [name, usual] of Object.entries(OF_VIEWS))
    if (query[name] && query[name] !== usual) params.set(name, query[name]);
  return `/search?${params}`;
}

/** The same search with something changed. @returns {Query} */
export const changed = (query, what) => ({ ...query, ...what });

/** The same search, its hits narrowed by a filter. @returns {Query} */
export const narrowed = (query, name, value) => changed(query, { [name]: [value], view: "hits" });

/** The same search seen otherwise. @returns {Query} */
export const viewed = (query, view) => changed(query, { view, by: "", left: "", right: "", least: "" });

const SPECIAL = /[\s"“”„«»「」『』()/,*?]|^(AND|OR|NOT|NEAR)$/;

/** Words as a query finds them and nothing else: a phrase in quotes where they have signs of the query language. */
export const literally = (words) =>
  SPECIAL.test(words) ? `"${words.replace(/["“”„«»「」『』*?]/g, " ").trim()}"` : words;

/** The plain words of a query that is one word or one phrase; null for anything more. */
export function plainWords(q) {
  const phrase = /^\s*"([^"*?]+)"\s*$/.exec(q);
  if (phrase) return phrase[1].trim();
  const word = q.trim();
  return word && !SPECIAL.test(word) ? word : null;
}

/** A query for a word near to what is looked for: beside it, or within so many words on either side. */
export function near(q, word, distance) {
  const plain = plainWords(q);
  return plain === null ? `(${q}) AND ${literally(word)}` : `NEAR(${literally(plain)} ${literally(word)}, ${distance})`;
}

/** A query for what is looked for with a word right before or after it. */
export function beside(q, word, place) {
  const plain = plainWords(q);
  const distance = Number(place.slice(1)) - 1;
  if (plain === null || distance) return near(q, word, distance);
  return `"${place[0] === "L" ? `${word} ${plain}` : `${plain} ${word}`}"`;
}

/** A condition of the address, `en:sir`, in its two parts. */
export function parts(condition) {
  const at = condition.indexOf(":");
  return at < 0 ? ["", condition] : [condition.slice(0, at), condition.slice(at + 1)];
}
