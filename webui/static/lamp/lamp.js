/**
 * The word lamp: the counterparts of the word under the pointer, or at a caret of its own, light up on the other side.
 * The server works them out link by link; until it has, nothing is shown and nothing waits.
 */

import { t } from "../i18n.js";
import { commandFor, isComposing } from "../keys.js";
import { followPointer, placeAt, rangeIn, utf16 } from "../marks/places.js";
import { preference } from "../preferences.js";
import { SIDES } from "../words.js";
import { whole } from "./whole.js";

const DELAY = 180; // milliseconds on a word before it lights up
const PREFETCH = 500; // milliseconds on a row before its words are asked for
const LIGHTS = { word: "hx-lamp-word", sure: "hx-lamp-sure", maybe: "hx-lamp-maybe" };
const KEPT = 200; // links whose words are remembered

/**
 * @typedef {{segment: number, from: number, to: number}} Word places in UTF-16
 * @typedef {{source: Word[], target: Word[], pairs: [number, number, number, boolean][]}} Words
 */

/** Follows the pointer over the rows; `start` gives the keyboard a lamp in the current cell. */
export class Lamp {
  active = false;
  #desk;
  #kept = new Map();
  #at = null;
  #timer = 0;
  #ahead = 0;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    followPointer(desk.grid.sheet, (found) => this.#hover(found));
    desk.grid.sheet.addEventListener("click", ({ clientX, clientY }) => this.#hover(placeAt(clientX, clientY)));
    desk.cursor.addEventListener("move", () => this.#moved());
    desk.links.addEventListener("patch", () => this.#out());
    document.addEventListener("keydown", (event) => this.#key(event), true);
  }

  /** Light the first word of the current cell, then go on with the arrows. */
  async start() {
    const { link, side } = this.#desk.cursor;
    const words = await this.#words(link);
    if (!words?.pairs.length) return this.#desk.say(t("The lamp knows no counterparts in this row."));
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

  async #point({ element, segment, place }) {
    const link = this.#desk.links.get(element.closest(".row")?.dataset.id);
    const timer = this.#timer;
    const words = link && (await this.#words(link));
    if (!words || timer !== this.#timer || this.active) return;
    const side = SIDES.find((each) => words[each].some((word) => word.segment === segment)) ?? "source";
    const at = words[side].findIndex((word) => word.segment === segment && word.from <= place && place < word.to);
    if (at < 0) this.#out();
    else this.#show(link, words, side, at);
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
    const key = SIDES.map((side) => link[side].map(({ id, text }) => `${id} ${text}`).join("\n")).join("\n\n");
    if (!this.#kept.has(key)) {
      const texts = new Map(SIDES.flatMap((side) => link[side].map(({ id, text }) => [id, text])));
      const asked = this.#desk.api.lamp(link.id).then((answer) => placed(answer, texts, this.#desk.texts));
      this.#kept.set(key, asked.catch(() => (this.#kept.delete(key), null)));
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
    }
    return this.#kept.get(key);
  }

  #show(link, words, side, at) {
    if (this.#at?.link === link && this.#at.side === side && this.#at.at === at) return;
    this.#at = { link, words, side, at };
    const mine = side === "source" ? 0 : 1;
    const pairs = words.pairs.filter((pair) => pair[mine] === at);
    const others = words[side === "source" ? "target" : "source"];
    const chosen = (sure) => pairs.filter((pair) => pair[3] === sure).map((pair) => others[pair[1 - mine]]);
    this.#light("word", link, [words[side][at]]);
    this.#light("sure", link, chosen(true));
    this.#light("maybe", link, chosen(false));
    if (this.active) this.#tell(link, words[side][at], [...chosen(true), ...chosen(false)]);
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

  /** For those who do not see the light. */
  #tell(link, word, others) {
    const texts = new Map(SIDES.flatMap((side) => link[side].map(({ id, text }) => [id, text])));
    const read = ({ segment, from, to }) => texts.get(segment).slice(from, to);
    const found = others.length ? others.map(read).join(", ") : t("no counterpart found");
    this.#desk.say(`${read(word)} ↔ ${found}`);
  }

  #out() {
    if (!this.#at) return;
    this.#at = null;
    for (const light of Object.values(LIGHTS)) CSS.highlights?.delete(light);
  }

  #leave() {
    this.active = false;
    this.#out();
    this.#desk.say("");
  }

  /** Arrows go from word to word, up and down to the other side; the same key again, or Escape, leaves. */
  #key(event) {
    if (!this.active || isComposing(event)) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!this.#desk.grid.focused || !this.#at) return this.#leave();
    if (step) this.#step(event.ctrlKey || event.metaKey ? step * 5 : step);
    else if (event.key === "Tab") this.#cross();
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

  /** To the best counterpart, so that one can go on from there. */
  #cross() {
    const { link, words, side, at } = this.#at;
    const mine = side === "source" ? 0 : 1;
    const best = words.pairs.filter((pair) => pair[mine] === at).sort((one, other) => other[2] - one[2])[0];
    if (best) this.#show(link, words, side === "source" ? "target" : "source", best[1 - mine]);
  }
}

/** Put the answer's places, which are code points, into UTF-16, and pieces of words together. @returns {Words} */
function placed(answer, texts, { source, target }) {
  const word = ([segment, start, end]) => {
    const text = texts.get(segment) ?? "";
    return { segment, from: utf16(text, start), to: utf16(text, end) };
  };
  const left = whole(answer.source.map(word), texts, source.language);
  const right = whole(answer.target.map(word), texts, target.language);
  const pairs = new Map();
  for (const [i, j, score, sure] of answer.pairs)
    for (const a of left.homes[i])
      for (const b of right.homes[j]) {
        const known = pairs.get(`${a} ${b}`) ?? [a, b, 0, false];
        pairs.set(`${a} ${b}`, [a, b, Math.max(score, known[2]), sure || known[3]]);
      }
  return { source: left.words, target: right.words, pairs: [...pairs.values()] };
}
