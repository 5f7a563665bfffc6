/** Keeps what a query finds in the links, and follows their changes. */

import { t } from "../i18n.js";
import { SIDES } from "../words.js";
import { finder, isHeavy, replace, search } from "./matching.js";

const LIMIT = { regex: 2000, whole: 20_000 }; // milliseconds: an expression may never end, finding words does

/** An expression that is none, or takes too long; the message is for a person. */
export class BadQuery extends Error {}

/** What is quickly found is searched for here and now, the rest by a worker. */
export class Matcher {
  /** @type {import("./matching.js").Query|null} */
  query = null;
  #found = new Map();
  #languages;
  #worker = null;
  #asked = 0;

  /** @param {import("./matching.js").Languages} languages */
  constructor(languages) {
    this.#languages = languages;
  }

  /**
   * Search links for a query, null for none.
   * @param {import("./matching.js").Query|null} query
   * @param {Object[]} links
   * @returns {Promise<boolean>} whether this is still the query that is wanted
   * @throws {BadQuery}
   */
  async find(query, links) {
    this.query = query;
    this.#found = new Map();
    return query ? this.#search(links) : true;
  }

  /** Search links that are new or have changed. */
  async follow(links) {
    if (!this.query) return true;
    for (const [, number] of items(links)) this.#found.delete(number);
    return this.#search(links);
  }

  /** Where a segment matches: `[from, to, from, to, …]`. @returns {number[]} */
  at(segment) {
    return this.#found.get(segment) ?? [];
  }

  /** How often a link matches, on one side or both. */
  count(link, sides = SIDES) {
    let matches = 0;
    for (const side of sides) for (const { id } of link[side]) matches += this.at(id).length / 2;
    return matches;
  }

  /**
   * Work out what replacing all that is found would do.
   * @param {string} replacement
   * @param {Object[]} links
   * @returns {Promise<[number, (string|[string, string])[]][]>} segments and their pieces, see `matching.js`
   * @throws {BadQuery}
   */
  async replace(replacement, links) {
    const about = items(links.filter((link) => this.count(link)));
    if (!isHeavy(this.query, this.#languages)) return replace(this.query, replacement, this.#languages, about);
    return this.#ask(replacement, about);
  }

  async #search(links) {
    const { query } = this;
    if (query.regex) check(query, this.#languages);
    const about = items(links);
    const heavy = isHeavy(query, this.#languages);
    const found = heavy ? await this.#ask(null, about) : search(query, this.#languages, about);
    if (query !== this.query) return false;
    for (const [number, ...ranges] of found) this.#found.set(number, ranges);
    return true;
  }

  /** Have the worker do it, or give up; a new question ends an old one. */
  #ask(replacement, about) {
    this.#stop?.();
    this.#worker ??= new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const id = (this.#asked += 1);
    const { promise, resolve, reject } = withResolvers();
    const end = (act) => (value) => {
      clearTimeout(timer);
      this.#stop = null;
      act(value);
    };
    const giveUp = (act) => () => {
      this.#worker.terminate();
      this.#worker = null;
      end(act)(new BadQuery(t("This expression takes too long on these texts. Make it simpler.")));
    };
    const timer = setTimeout(giveUp(reject), this.query.regex ? LIMIT.regex : LIMIT.whole);
    this.#stop = giveUp(() => resolve([]));
    this.#worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      if (data.error) end(reject)(new BadQuery(data.error));
      else end(resolve)(data.found);
    };
    this.#worker.postMessage({ id, query: this.query, replacement, languages: this.#languages, items: about });
    return promise;
  }

  #stop = null;
}

/** The segments of links. @returns {import("./matching.js").Item[]} */
function items(links) {
  const found = [];
  for (const link of links) for (const side of SIDES) for (const { id, text } of link[side]) found.push([side, id, text]);
  return found;
}

function check(query, languages) {
  try {
    for (const side of SIDES) finder(query, languages[side]);
  } catch (error) {
    throw new BadQuery(t("This is no regular expression: {reason}", { reason: error.message.replace(/^.*?: /, "") }));
  }
}

function withResolvers() {
  let resolve, reject;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}
