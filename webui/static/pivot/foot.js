/** The status bar of the pivot view: whether every column is saved, and what just happened in which. */

import { h, icon } from "../dom.js";
import { keyWords } from "../keys.js";
import { plural } from "../words.js";

const HINTS = [
  ["← →", "columns"],
  ["M", "merge"],
  ["[ ]", "shift"],
  ["C", "confirm"],
  ["E", "edit"],
  ["P", "pair"],
  ["?", "keys"],
];

/** Draws the bar and keeps it true. */
export class Foot {
  #board;
  #saved = h("span", { class: "saved", role: "status" });
  #message = h("p", { class: "message", role: "status" });
  #rows = h("span", { class: "rows" });

  /**
   * @param {HTMLElement} element
   * @param {import("./board.js").Board} board
   */
  constructor(element, board) {
    this.#board = board;
    const hints = HINTS.map(([keys, words]) =>
      h("span", {}, ...keys.split(" ").map((key) => h("kbd", { text: key })), ` ${words}`),
    );
    element.replaceChildren(this.#saved, this.#message, this.#rows, h("span", { class: "hints", "aria-hidden": "true" }, ...hints));
    for (const { desk, text } of board.columns) this.#listen(desk, text.language_name);
    this.#showState();
    this.#count();
  }

  #listen(desk, name) {
    const say = (message, tone = "info") => this.#say(message && `${name}: ${message}`, tone);
    desk.addEventListener("say", ({ detail }) => say(detail.message, detail.tone));
    desk.saver.addEventListener("state", () => this.#showState());
    desk.saver.addEventListener("refused", ({ detail }) => say(detail.message, "warning"));
    desk.saver.addEventListener("done", ({ detail }) => this.#done(detail.outcome, say));
    desk.watcher.addEventListener("news", ({ detail }) => this.#news(detail, say));
    for (const type of ["patch", "loaded"]) desk.links.addEventListener(type, () => queueMicrotask(() => this.#count()));
  }

  #say(message, tone) {
    this.#message.textContent = message;
    this.#message.dataset.tone = tone;
  }

  #done({ changes }, say) {
    const change = changes.at(-1);
    if (change) say(change.kind === "edit" ? `${change.label}. ${keyWords("undo")} undoes.` : `${change.label}.`);
  }

  /** What came from elsewhere; an edit of ours that reaches a second column through a shared text is no news. */
  #news({ changes }, say) {
    const words = changes.slice(-1).map(({ author, label }) => `${author || "Someone"}: ${label}.`);
    if (words.length && !this.#message.textContent.includes(changes.at(-1).label)) say(words.join(" "));
  }

  #showState() {
    const desks = this.#board.columns.map(({ desk }) => desk);
    const unsaved = desks.find(({ saver }) => saver.state === "unsaved");
    const saving = desks.some(({ saver }) => saver.state === "saving");
    this.#saved.dataset.state = unsaved ? "unsaved" : saving ? "saving" : "saved";
    if (unsaved) return this.#saved.replaceChildren(...this.#drawUnsaved(unsaved));
    this.#saved.replaceChildren(saving ? "Saving…" : desks[0].readOnly ? "Read only" : "Saved");
  }

  #drawUnsaved(desk) {
    const button = (words, act, kind = "") =>
      h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
    return [
      icon("warning"),
      h("strong", { text: "Not saved." }),
      ` ${desk.saver.problem} `,
      button("Retry", () => desk.perform("retry"), "primary"),
      button("Discard", () => desk.saver.discard()),
    ];
  }

  #count() {
    this.#rows.textContent = plural(this.#board.rows.length, "row");
  }
}
