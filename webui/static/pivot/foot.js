/** The status bar of the pivot view: whether every column is saved, and what just happened in which. */

import { label } from "../alignment/labels.js";
import { COMMANDS } from "../commands/index.js";
import { h, icon } from "../dom.js";
import { t, tn } from "../i18n.js";
import { keyWords, withKey } from "../keys.js";
import { nameOf } from "./cell.js";

const HINTS = [
  ["merge-next", t("merge")],
  ["shift-up", t("up")],
  ["shift-down", t("down")],
  ["confirm", t("confirm")],
  ["edit-text", t("edit")],
  ["pivot", t("pair")],
  ["help", t("keys")],
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
   * @param {(command: string) => void} run
   */
  constructor(element, board, run) {
    this.#board = board;
    const use = (name) => {
      board.focus();
      run(name);
    };
    const hints = HINTS.map(([name, words]) =>
      h(
        "button",
        {
          type: "button",
          title: withKey(name === "pivot" ? t("This pair in its editor") : COMMANDS[name].words, name),
          on: { click: () => use(name) },
        },
        h("kbd", { "aria-hidden": "true", text: keyWords(name) }),
        h("span", { text: words }),
      ),
    );
    const toolbar = h("div", { class: "hints", role: "toolbar", "aria-label": t("Frequent commands") }, ...hints);
    element.replaceChildren(this.#saved, this.#message, this.#rows, toolbar);
    for (const { desk, text } of board.columns) this.#listen(desk, nameOf(text));
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
    for (const type of ["patch", "loaded"])
      desk.links.addEventListener(type, () => queueMicrotask(() => this.#count()));
  }

  #say(message, tone) {
    this.#message.textContent = message;
    this.#message.dataset.tone = tone;
  }

  #done({ changes }, say) {
    const change = changes.at(-1);
    if (!change) return;
    const what = label(change.label);
    say(change.kind === "edit" ? t("{what}. {key} undoes.", { what, key: keyWords("undo") }) : `${what}.`);
  }

  /** What came from elsewhere; an edit of ours that reaches a second column through a shared text is no news. */
  #news({ changes }, say) {
    const words = changes.slice(-1).map(({ author, label: what }) => `${author || t("Someone")}: ${label(what)}.`);
    if (words.length && !this.#message.textContent.includes(label(changes.at(-1).label))) say(words.join(" "));
  }

  #showState() {
    const desks = this.#board.columns.map(({ desk }) => desk);
    const unsaved = desks.find(({ saver }) => saver.state === "unsaved");
    const saving = desks.some(({ saver }) => saver.state === "saving");
    this.#saved.dataset.state = unsaved ? "unsaved" : saving ? "saving" : "saved";
    if (unsaved) return this.#saved.replaceChildren(...this.#drawUnsaved(unsaved));
    this.#saved.replaceChildren(saving ? t("Saving…") : desks[0].readOnly ? t("Read only") : t("Saved"));
  }

  #drawUnsaved(desk) {
    const button = (words, act, kind = "") =>
      h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
    return [
      icon("warning"),
      h("strong", { text: tn("Not saved.", "{count} edits not saved.", desk.saver.waiting) }),
      ` ${desk.saver.problem} `,
      button(t("Retry"), () => desk.perform("retry"), "primary"),
      button(t("Discard"), () => desk.saver.discard()),
    ];
  }

  #count() {
    this.#rows.textContent = tn("{count} row", "{count} rows", this.#board.rows.length);
  }
}
