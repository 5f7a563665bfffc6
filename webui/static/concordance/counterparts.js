/** The counterparts of hits, asked for when they are seen and only then: to find them takes the server some time. */

import { counterparts } from "../api.js";
import { across, fill } from "./hit.js";

const BATCH = 6; // hits in one question: those seen first are lit first
const PAUSE = 80; // milliseconds, for the hits that come into view together

/** Watches the hits of a list. */
export class Counterparts {
  #seen = new IntersectionObserver((entries) => this.#take(entries), { rootMargin: "300px" });
  #hits = new Map();
  #waiting = [];
  #timer = 0;
  #busy = false;

  /** Forget all hits. */
  clear() {
    this.#seen.disconnect();
    this.#hits.clear();
    this.#waiting = [];
  }

  /** Look out for a hit. */
  watch(article, hit) {
    if (!across(hit).some((other) => placeIn(hit, other))) return;
    this.#hits.set(article, hit);
    this.#seen.observe(article);
  }

  /** Ask again about a hit, after a correction. */
  async again(article, hit) {
    this.#waiting.unshift([article, hit]);
    await this.#ask();
  }

  #take(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#seen.unobserve(target);
      this.#waiting.push([target, this.#hits.get(target)]);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    if (this.#busy || !this.#waiting.length) return;
    this.#busy = true;
    const batch = this.#waiting.splice(0, BATCH);
    const asked = batch.flatMap(([article, hit]) =>
      across(hit)
        .map((other, at) => ({ article, other, at, place: placeIn(hit, other) }))
        .filter(({ place }) => place),
    );
    try {
      const answer = await counterparts(asked.map(({ place }) => place));
      asked.forEach(({ article, other, at }, k) => fill(article.querySelectorAll(".other")[at], other, answer[k]));
    } catch {
      /* the words stay as they are: the counterpart is a help, not the hit */
    } finally {
      this.#busy = false;
      for (const [article] of batch) article.dataset.lit = "";
    }
    this.#ask();
  }
}

/** Where a hit stands in the link that it shares with another side; null where that cannot be told. */
export function placeIn(hit, other) {
  const segment = other.hit_segment;
  if (segment === null || !other.segments.length) return null;
  const side = other.alignment.split("--")[0] === hit.text ? "source" : "target";
  const { document, start, end } = hit;
  return { document, alignment: other.alignment, link: other.link, side, segment, start, end };
}
