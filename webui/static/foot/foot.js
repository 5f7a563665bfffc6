/** The status bar: whether all is saved, what just happened, and the keys one needs most. */

import { h, icon } from "../dom.js";
import { keyWords, spell } from "../keys.js";
import { plural } from "../words.js";

const HINTS = [
  ["M", "merge"],
  ["S", "split"],
  ["[ ]", "shift"],
  ["C", "confirm"],
  ["T", "note"],
  ["?", "keys"],
];

const READING = 5000; // milliseconds that a refusal stays

/** Draws the bar and keeps it true. */
export class Foot {
  #desk;
  #quietUntil = 0;
  #saved = h("span", { class: "saved", role: "status" });
  #message = h("p", { class: "message", role: "status" });
  #rows = h("button", {
    type: "button",
    class: "rows",
    title: `Go to row… (${keyWords("goto")})`,
    on: { click: () => this.#desk.perform("goto") },
  });

  /**
   * @param {HTMLElement} element
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    const hints = HINTS.map(([key, words]) =>
      h("span", {}, ...key.split(" ").map((each) => h("kbd", { text: spell(each) })), words && ` ${words}`),
    );
    element.replaceChildren(
      this.#saved,
      this.#message,
      this.#rows,
      h("span", { class: "hints", "aria-hidden": "true" }, ...hints),
    );
    desk.saver.addEventListener("state", () => this.#showState());
    desk.saver.addEventListener("done", ({ detail }) => this.#showDone(detail.outcome));
    desk.saver.addEventListener("refused", ({ detail }) => this.#showRefusal(detail));
    desk.watcher.addEventListener("news", ({ detail }) => this.#showNews(detail));
    desk.saver.addEventListener("missed", ({ detail }) => this.#showNews(detail));
    desk.addEventListener("say", ({ detail }) => this.#show(detail));
    for (const type of ["reset", "grown", "patch"]) desk.view.addEventListener(type, () => this.#count());
    desk.links.addEventListener("patch", () => this.#showState());
    this.#showState();
    this.#count();
  }

  #show({ message, tone }) {
    this.#message.textContent = message;
    this.#message.dataset.tone = tone;
  }

  #showState() {
    const { saver, links, readOnly } = this.#desk;
    this.#saved.dataset.state = saver.state;
    if (saver.state === "unsaved") return this.#saved.replaceChildren(...this.#drawUnsaved());
    const words = saver.state === "saving" ? "Saving…" : readOnly ? "Read only" : "Saved";
    this.#saved.replaceChildren(words, h("span", { class: "revision", text: ` · revision ${links.revision}` }));
  }

  #drawUnsaved() {
    const { saver } = this.#desk;
    const button = (words, act, kind = "") =>
      h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
    return [
      icon("warning"),
      h("strong", { text: saver.waiting === 1 ? "Not saved." : `${saver.waiting} edits not saved.` }),
      ` ${saver.problem} They wait here and are sent when it is back. `,
      button("Retry", () => this.#desk.perform("retry"), "primary"),
      button("Discard", () => saver.discard()),
    ];
  }

  /** A refusal is not talked over by the next edit that went well. */
  #showRefusal({ message }) {
    this.#quietUntil = Date.now() + READING;
    this.#desk.say(message, "warning");
  }

  #showDone({ changes }) {
    if (Date.now() < this.#quietUntil) return;
    const change = changes.at(-1);
    if (change)
      this.#desk.say(change.kind === "edit" ? `${change.label}. ${keyWords("undo")} undoes.` : `${change.label}.`);
  }

  #showNews({ changes }) {
    const words = changes.slice(-2).map(({ author, label }) => `${author || "Someone"}: ${label}.`);
    if (words.length) this.#desk.say(words.join(" "));
  }

  #count() {
    const { view, links } = this.#desk;
    const all = plural(links.total, "row");
    const some = !links.complete || view.filter !== "all";
    this.#rows.textContent = some ? `${view.items.length.toLocaleString("en")} of ${all}` : all;
  }
}
