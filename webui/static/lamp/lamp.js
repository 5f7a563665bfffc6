/**
 * The word lamp: the counterparts of the word under the pointer, or at a caret of its own, light up on the other side.
 * The server works them out link by link; until it has, nothing is shown and nothing waits. While the lamp is lit by
 * key or with Alt and a click, a word and then one of the other side are paired, or parted where they are paired.
 */

import { t } from "../i18n.js";
import { commandFor, isComposing } from "../keys.js";
import { followPointer, placeAt, rangeIn, utf16 } from "../marks/places.js";
import { preference } from "../preferences.js";
import { SIDES } from "../words.js";
import { explain } from "./telling.js";

const DELAY = 180; // milliseconds on a word before it lights up
const PREFETCH = 500; // milliseconds on a row before its words are asked for
const LIGHTS = {
  held: "hx-lamp-held",
  word: "hx-lamp-word",
  person: "hx-lamp-person",
  sure: "hx-lamp-sure",
  maybe: "hx-lamp-maybe",
};
const MODIFIERS = new Set(["Alt", "Control", "Meta", "Shift"]);
const KEPT = 200; // links whose words are remembered

/**
 * @typedef {{segment: number, from: number, to: number}} Word places in UTF-16
 * @typedef {{source: number, target: number, score: number, tier: "solid"|"dotted", methods: string[], by: string}} Pair
 * @typedef {{hash: string, places: Object, source: Word[], target: Word[], pairs: Pair[]}} Words
 */

/** Follows the pointer over the rows; `start` gives the keyboard a lamp in the current cell. */
export class Lamp {
  active = false;
  #desk;
  #kept = new Map();
  #at = null;
  #held = null;
  #timer = 0;
  #ahead = 0;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    followPointer(desk.grid.sheet, (found) => this.#hover(found));
    desk.grid.sheet.addEventListener("click", (event) => this.#click(event), true);
    desk.cursor.addEventListener("move", () => this.#moved());
    desk.links.addEventListener("patch", () => this.#out());
    document.addEventListener("keydown", (event) => this.#key(event), true);
  }

  /** Light the first word of the current cell, then go on with the arrows. */
  async start() {
    const { link, side } = this.#desk.cursor;
    const words = await this.#words(link);
    if (!words?.[side].length) return this.#desk.say(t("The lamp knows no words in this row."));
    if (this.#desk.cursor.link !== link) return;
    this.active = true;
    this.#show(link, words, side, 0);
  }

  get #off() {
    return preference("lamp") === "off" || this.#desk.editor.active || this.#desk.split.active;
  }

  #hover(found) {
    if (this.active) return;
    clearTimeout(this.#timer);
    if (!found || this.#off) return this.#out();
    this.#timer = setTimeout(() => this.#point(found), DELAY);
  }

  async #point(found) {
    const timer = this.#timer;
    const at = await this.#wordAt(found);
    if (!at || timer !== this.#timer || this.active) return;
    if (at.at < 0) this.#out();
    else this.#show(at.link, at.words, at.side, at.at);
  }

  /** The word at a place that the pointer found; `at` is -1 beside the words. */
  async #wordAt({ element, segment, place }) {
    const link = this.#desk.links.get(element.closest(".row")?.dataset.id);
    const words = link && (await this.#words(link));
    if (!words) return null;
    const side = element.closest(".cell").dataset.side;
    const at = words[side].findIndex((word) => word.segment === segment && word.from <= place && place < word.to);
    return { link, words, side, at };
  }

  /** A click holds a word; the next one, on the other side, pairs the two or parts them. */
  #click(event) {
    const found = placeAt(event.clientX, event.clientY);
    const asked = this.active || (event.altKey && !this.#desk.editor.active && !this.#desk.split.active);
    if (!asked) return this.#hover(found);
    if (!found || (this.active && found.element.closest(".row")?.dataset.id !== this.#at?.link.id)) {
      if (this.active) this.#leave();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#take(found);
  }

  async #take(found) {
    const word = await this.#wordAt(found);
    if (!word || word.at < 0) return;
    if (!this.active) {
      await this.#desk.perform("pick", { link: word.link, side: word.side });
      this.active = true;
    }
    this.#desk.grid.focus();
    if (this.#held && this.#held.side !== word.side) return this.#pair(word.side, word.at);
    this.#held = { side: word.side, at: word.at };
    this.#show(word.link, word.words, word.side, word.at, true);
  }

  #moved() {
    if (this.active && this.#at?.link !== this.#desk.cursor.link) this.#leave();
    clearTimeout(this.#ahead);
    const { link } = this.#desk.cursor;
    if (link && !this.#off) this.#ahead = setTimeout(() => this.#words(link), PREFETCH);
  }

  /** The words of a link as it reads now; null where they cannot be had. @returns {Promise<Words|null>} */
  async #words(link) {
    if (!link.source.length || !link.target.length || this.#desk.saver.state !== "saved") return null;
    const key = keyOf(link);
    if (!this.#kept.has(key)) {
      const texts = new Map(SIDES.flatMap((side) => link[side].map(({ id, text }) => [id, text])));
      const asked = this.#desk.api.words(link.id).then((answer) => placed(answer, texts));
      this.#kept.set(key, asked.catch(() => (this.#kept.delete(key), null)));
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
    }
    return this.#kept.get(key);
  }

  #show(link, words, side, at, anew = false) {
    if (!anew && this.#at?.link === link && this.#at.side === side && this.#at.at === at) return;
    this.#at = { link, words, side, at };
    const pairs = words.pairs.filter((pair) => pair[side] === at);
    const other = side === "source" ? "target" : "source";
    const chosen = (fits) => pairs.filter(fits).map((pair) => words[other][pair[other]]);
    this.#light("held", link, this.#held ? [words[this.#held.side][this.#held.at]] : []);
    this.#light("word", link, [words[side][at]]);
    this.#light("person", link, chosen(({ by }) => by));
    this.#light("sure", link, chosen(({ by, tier }) => !by && tier === "solid"));
    this.#light("maybe", link, chosen(({ tier }) => tier === "dotted"));
    if (this.active) this.#desk.say(explain(link, words, side, at, this.#held));
  }

  #light(kind, link, words) {
    const cells = SIDES.map((side) => this.#desk.grid.cell(link, side));
    const ranges = words.map(({ segment, from, to }) => {
      const element = cells.map((cell) => cell?.querySelector(`[data-segment="${segment}"]`)).find(Boolean);
      return rangeIn(element, from, to);
    });
    if (ranges.some(Boolean)) CSS.highlights?.set(LIGHTS[kind], new Highlight(...ranges.filter(Boolean)));
    else CSS.highlights?.delete(LIGHTS[kind]);
  }

  #out() {
    if (!this.#at) return;
    this.#at = null;
    for (const light of Object.values(LIGHTS)) CSS.highlights?.delete(light);
  }

  #leave() {
    this.active = false;
    this.#held = null;
    this.#out();
    this.#desk.say("");
  }

  /** Arrows go from word to word, Enter holds one and pairs it with another; the same key again, or Escape, leaves. */
  #key(event) {
    if (!this.active || isComposing(event) || MODIFIERS.has(event.key)) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!this.#desk.grid.focused || !this.#at) return this.#leave();
    if (step) this.#step(event.ctrlKey || event.metaKey ? step * 5 : step);
    else if (event.key === "Tab") this.#cross();
    else if (event.key === "Enter") this.#enter();
    else if (event.key === "Escape" && this.#held) this.#drop();
    else {
      this.#leave();
      if (event.key !== "Escape" && commandFor(event) !== "lamp") return;
    }
    event.preventDefault();
  }

  #step(step) {
    const { link, words, side, at } = this.#at;
    const along = this.#desk.texts[side].direction === "rtl" ? -step : step;
    this.#show(link, words, side, Math.min(Math.max(at + along, 0), words[side].length - 1));
  }

  /** To the best counterpart, or to the word in the same place, so that one can go on from there. */
  #cross() {
    const { link, words, side, at } = this.#at;
    const other = side === "source" ? "target" : "source";
    const best = words.pairs.filter((pair) => pair[side] === at).sort((one, two) => two.score - one.score)[0];
    const alike = Math.floor((at * words[other].length) / words[side].length);
    if (words[other].length) this.#show(link, words, other, best ? best[other] : alike);
  }

  #enter() {
    const { link, words, side, at } = this.#at;
    if (this.#held && this.#held.side !== side) return this.#pair(side, at);
    const same = this.#held?.at === at;
    this.#held = same ? null : { side, at };
    this.#show(link, words, side, at, true);
  }

  #drop() {
    const { link, words, side, at } = this.#at;
    this.#held = null;
    this.#show(link, words, side, at, true);
  }

  /** Pair the held word with one of the other side, or part them; once more takes that back. */
  async #pair(side, at) {
    const { link, words } = this.#at;
    if (this.#desk.readOnly) return this.#desk.say(t("This workbench is read-only: nothing can be changed here."), "warning");
    const places = { [side]: words.places[side][at], [this.#held.side]: words.places[this.#held.side][this.#held.at] };
    try {
      const answer = await this.#desk.api.pairWords(link.id, words.hash, places.source, places.target);
      const texts = new Map(SIDES.flatMap((each) => link[each].map(({ id, text }) => [id, text])));
      const now = placed(answer, texts);
      this.#kept.set(keyOf(link), now);
      if (this.active && this.#at?.link === link) this.#show(link, now, this.#held.side, this.#held.at, true);
    } catch (error) {
      this.#desk.say(error.message, "warning");
    }
  }
}

const keyOf = (link) => SIDES.map((side) => link[side].map(({ id, text }) => `${id} ${text}`).join("\n")).join("\n\n");

/** Put the answer's places, which are code points, into UTF-16. @returns {Words} */
function placed({ hash, source, target, pairs }, texts) {
  const word = ([segment, start, end]) => {
    const text = texts.get(segment) ?? "";
    return { segment, from: utf16(text, start), to: utf16(text, end) };
  };
  return {
    hash,
    places: { source, target },
    source: source.map(word),
    target: target.map(word),
    pairs: pairs.map(([i, j, score, tier, methods, by]) => ({ source: i, target: j, score, tier, methods, by })),
  };
}
