/** Correcting the counterpart of a hit: every word across becomes a button that pairs it with the hit, or parts it. */

import { AlignmentApi, searchContext } from "../api.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { utf16 } from "../marks/places.js";
import { preference } from "../preferences.js";
import { placeIn } from "./counterparts.js";
import { across } from "./hit.js";
import { joiner } from "./marking.js";

/** Begin to correct a hit; answers whether there is anything to correct. */
export async function beginCorrecting(article, hit, say) {
  article.dataset.correcting = "";
  const sides = across(hit).map((other, at) => ({
    other,
    drawn: article.querySelectorAll(".other")[at],
    place: placeIn(hit, other),
  }));
  try {
    await Promise.all(sides.filter(({ place }) => place).map((side) => new Side(side, say).open()));
    article.querySelector(".pair-word")?.focus();
    const words = article.querySelector(".kwic-hit").textContent;
    say(t("Click the words that stand for “{words}”, or those that do not. W ends it.", { words }));
  } catch (error) {
    delete article.dataset.correcting;
    say(error.message);
  }
}

/** One link across from a hit, while its words are buttons. */
class Side {
  #drawn;
  #other;
  #place;
  #say;
  #api;
  #ids = [];
  #words = null;

  constructor({ other, drawn, place }, say) {
    this.#drawn = drawn;
    this.#other = other;
    this.#place = place;
    this.#say = say;
    this.#api = new AlignmentApi(place.document, place.alignment, () => preference("author"));
  }

  async open() {
    const { document: name, alignment, link } = this.#place;
    const around = new URLSearchParams({ document: name, alignment, link, count: 0 });
    const [words, context] = await Promise.all([this.#api.words(link), searchContext(around)]);
    const row = context.links.find(({ id }) => id === link);
    this.#ids = { source: row.source.map(({ id }) => id), target: row.target.map(({ id }) => id) };
    this.#words = words;
    this.#draw();
  }

  get #across() {
    return this.#place.side === "source" ? "target" : "source";
  }

  /** The words that the hit is made of, by their numbers. */
  #own() {
    const { side, segment, start, end } = this.#place;
    const id = this.#ids[side][segment];
    return this.#words[side].flatMap(([at, from, to], k) => (at === id && from < end && start < to ? [k] : []));
  }

  #paired(own, word) {
    const source = this.#place.side === "source";
    return this.#words.pairs.some(([i, j]) => (source ? i === own && j === word : j === own && i === word));
  }

  #draw() {
    const own = this.#own();
    const spans = this.#words[this.#across].map((span, at) => ({ span, at }));
    const nodes = this.#other.segments.flatMap((text, segment) => {
      const mine = spans.filter(({ span }) => span[0] === this.#ids[this.#across][segment]);
      return [segment ? joiner(this.#other.language) : "", ...this.#drawSegment(text, mine, own)];
    });
    this.#drawn.querySelector(".other-words").replaceChildren(...nodes);
    this.#drawn.querySelector(".no-counterpart").hidden = true;
  }

  #drawSegment(text, words, own) {
    let done = 0;
    const nodes = words.flatMap(({ span: [, start, end], at }) => {
      const [from, to] = [utf16(text, start), utf16(text, end)];
      const before = text.slice(done, from);
      done = to;
      const pressed = own.some((word) => this.#paired(word, at));
      const word = h("button", {
        type: "button",
        class: "pair-word",
        "aria-pressed": String(pressed),
        data: { word: at },
        text: text.slice(from, to),
        on: { click: () => this.#turn(at, pressed) },
      });
      return [before, word];
    });
    return [...nodes, text.slice(done)];
  }

  /** Pair a word with all words of the hit, or part it from those that it goes with. */
  async #turn(word, pressed) {
    try {
      for (const own of this.#own().filter((each) => this.#paired(each, word) === pressed)) {
        const places = {
          [this.#place.side]: this.#words[this.#place.side][own],
          [this.#across]: this.#words[this.#across][word],
        };
        this.#words = await this.#api.pairWords(this.#place.link, this.#words.hash, places.source, places.target);
      }
    } catch (error) {
      this.#say(error.message);
    }
    this.#draw();
    this.#drawn.querySelector(`[data-word="${word}"]`)?.focus();
  }
}
