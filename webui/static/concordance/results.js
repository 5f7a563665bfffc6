/** The list of hits: drawn as they come, walked by keys, more on demand. */

import { searchContext, searchHits } from "../api.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { Counterparts } from "./counterparts.js";
import { beginCorrecting } from "./correcting.js";
import { across, drawContext, drawHit, fill } from "./hit.js";
import { asked } from "./query.js";

const PAGE = 50; // hits
const MOST = 500; // in one answer
const READ_ONLY = "readOnly" in document.body.dataset;

/** Shows the hits of one query at a time. */
export class Results {
  #feed;
  #more;
  #say;
  #hits = [];
  #next = null;
  #query = null;
  #total = -1;
  #counterparts = new Counterparts();
  #loading = null;

  /**
   * @param {HTMLElement} feed
   * @param {HTMLButtonElement} more
   * @param {(words: string) => void} say
   */
  constructor(feed, more, say) {
    this.#feed = feed;
    this.#more = more;
    this.#say = say;
    more.addEventListener("click", () => this.#showMore());
    feed.addEventListener("focusin", ({ target }) => this.#here(target.closest(".hit")));
  }

  get hits() {
    return this.#hits;
  }

  /** Ask for the first hits of a query, and on to the one that somebody was at. @returns the answer */
  ask(query, at = 0) {
    return searchHits(withLimit(asked(query), Math.min(Math.ceil(at / PAGE) * PAGE || PAGE, MOST)));
  }

  /** Go to the hit that somebody was at. */
  goTo(at) {
    const article = this.#feed.children[Math.min(at, this.#hits.length) - 1];
    article?.focus({ preventScroll: true });
    article?.scrollIntoView({ block: "center" });
  }

  /** Show an answer in place of what was there. */
  show(query, answer) {
    this.clear();
    this.#query = query;
    this.#total = answer.counts.exact ? answer.counts.hits : -1;
    this.#add(answer);
  }

  clear() {
    this.#counterparts.clear();
    this.#hits = [];
    this.#next = null;
    this.#feed.replaceChildren();
    this.#more.hidden = true;
  }

  #add({ hits, next }) {
    const acts = {
      copy: (hit) => this.copy(hit),
      widen: (hit, article) => this.widen(hit, article),
      correct: READ_ONLY ? null : (hit, article) => this.correct(hit, article),
    };
    for (const hit of hits) {
      this.#hits.push(hit);
      const article = drawHit(hit, this.#hits.length, this.#total, acts);
      this.#feed.append(article);
      this.#counterparts.watch(article, hit);
    }
    this.#next = next;
    this.#more.hidden = next === null;
    if (!this.#feed.querySelector('[tabindex="0"]')) this.#feed.firstElementChild?.setAttribute("tabindex", "0");
  }

  async #showMore() {
    const first = this.#hits.length;
    await this.#load();
    this.#feed.children[first]?.focus();
  }

  /** Read the following hits; the same promise while it is on its way. */
  #load() {
    if (this.#next === null) return Promise.resolve();
    this.#loading ??= this.#read().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #read() {
    const query = this.#query;
    const params = withLimit(asked(query));
    params.set("after", this.#next);
    this.#more.disabled = true;
    this.#feed.setAttribute("aria-busy", "true");
    try {
      const answer = await searchHits(params);
      if (query === this.#query) this.#add(answer);
    } catch (error) {
      this.#say(error.message);
    } finally {
      this.#more.disabled = false;
      this.#feed.setAttribute("aria-busy", "false");
    }
  }

  #here(article) {
    if (!article) return;
    this.#feed.querySelector('.hit[tabindex="0"]')?.setAttribute("tabindex", "-1");
    article.setAttribute("tabindex", "0");
  }

  get #current() {
    return this.#feed.querySelector('.hit[tabindex="0"]');
  }

  /** Go some hits on or back; at the end more are read. */
  async walk(step) {
    const articles = this.#feed.children;
    if (!articles.length) return;
    const inside = this.#feed.contains(document.activeElement);
    const goal = inside ? [...articles].indexOf(this.#current) + step : [...articles].indexOf(this.#current);
    if (goal >= articles.length) await this.#load();
    const article = articles[Math.min(Math.max(goal, 0), articles.length - 1)];
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "nearest" });
  }

  /** The hit that has the keyboard. */
  focused() {
    const article = document.activeElement?.closest(".hit");
    return article && this.#feed.contains(article)
      ? { article, hit: this.#hits[[...this.#feed.children].indexOf(article)] }
      : null;
  }

  /** Put the citation of a hit on the clipboard; show it where there is none. */
  async copy(hit) {
    try {
      await navigator.clipboard.writeText(hit.citation);
      this.#say(t("Copied: {citation}", { citation: hit.citation }));
    } catch {
      this.#say(hit.citation);
    }
  }

  /** Make the words across from a hit buttons that correct its counterpart, or make them words again. */
  async correct(hit, article) {
    if (READ_ONLY) return;
    if (!("correcting" in article.dataset)) return beginCorrecting(article, hit, this.#say);
    delete article.dataset.correcting;
    across(hit).forEach((other, at) => fill(article.querySelectorAll(".other")[at], other, null));
    article.focus({ preventScroll: true });
    await this.#counterparts.again(article, hit);
  }

  /** Show the rows around a hit, or hide them again. */
  async widen(hit, article) {
    const open = article.querySelector(".hit-context");
    if (open) return open.remove();
    const { document: name, alignment, link, text, number } = hit;
    const place = link ? { document: name, alignment, link } : { document: name, text, number };
    try {
      const found = await searchContext(new URLSearchParams({ ...place, count: 3 }));
      if (!article.querySelector(".hit-context")) article.append(drawContext(hit, found));
    } catch (error) {
      this.#say(error.message);
    }
  }
}

function withLimit(params, limit = PAGE) {
  params.set("limit", limit);
  return params;
}

/** Empty lines in the shape of hits, while they are looked for. */
export const waiting = () =>
  h("div", { class: "waiting", "aria-hidden": "true" }, ...Array.from({ length: 4 }, () => h("div")));
