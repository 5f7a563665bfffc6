/** The status bar: whether all is saved, what just happened, and the keys one needs most. */

import { label } from "../alignment/labels.js";
import { COMMANDS } from "../commands/index.js";
import { h, icon } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { keyWords, withKey } from "../keys.js";

const HINTS = [
  [["merge-next"], t("merge")],
  [["split"], t("split")],
  [["shift-up"], t("up")],
  [["shift-down"], t("down")],
  [["confirm"], t("confirm")],
  [["note"], t("note")],
  [["help"], t("keys")],
];

/** Draws the bar and keeps it true. */
export class Foot {
  #desk;
  #saidAt = 0;
  #saved = h("span", { class: "saved", role: "status" });
  #message = h("p", { class: "message", role: "status" });
  #hints = h("div", { class: "hints", role: "toolbar", "aria-label": t("Frequent commands") });
  #rows = h("button", {
    type: "button",
    class: "rows",
    on: { click: () => this.#desk.perform("goto") },
  });

  /**
   * @param {HTMLElement} element
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    element.replaceChildren(
      this.#saved,
      this.#message,
      this.#rows,
      this.#hints,
    );
    document.addEventListener("hx-keys", () => this.#drawHints());
    this.#drawHints();
    desk.saver.addEventListener("state", () => this.#showState());
    desk.saver.addEventListener("done", ({ detail }) => this.#showDone(detail));
    desk.saver.addEventListener("refused", ({ detail }) => desk.say(detail.message, "warning"));
    desk.watcher.addEventListener("news", ({ detail }) => this.#showNews(detail));
    desk.saver.addEventListener("missed", ({ detail }) => this.#showNews(detail));
    desk.addEventListener("say", ({ detail }) => this.#show(detail));
    for (const type of ["reset", "grown", "patch"]) desk.view.addEventListener(type, () => this.#count());
    desk.links.addEventListener("patch", () => this.#showState());
    this.#showState();
    this.#count();
  }

  #drawHints() {
    this.#rows.title = withKey(t("Go to row…"), "goto");
    this.#hints.replaceChildren(...HINTS.flatMap(([commands, words]) => commands.map((name) => this.#drawHint(name, words))));
  }

  #drawHint(name, words) {
    const { words: title, icon: symbol } = COMMANDS[name];
    const key = keyWords(name);
    return h(
      "button",
      { type: "button", title: withKey(title, name), on: { click: () => this.#use(name) } },
      key && h("kbd", { "aria-hidden": "true", text: key }),
      icon(symbol),
      h("span", { text: words }),
    );
  }

  #use(name) {
    this.#desk.grid.focus();
    this.#desk.perform(name);
  }

  #show({ message, tone }) {
    if (message) this.#saidAt = performance.now();
    this.#write(message, tone);
  }

  #write(message, tone) {
    this.#message.textContent = message;
    this.#message.dataset.tone = tone;
  }

  #showState() {
    const { saver, links, readOnly } = this.#desk;
    this.#saved.dataset.state = saver.state;
    if (saver.state === "unsaved") return this.#saved.replaceChildren(...this.#drawUnsaved());
    const words = saver.state === "saving" ? t("Saving…") : readOnly ? t("Read only") : t("Saved");
    this.#saved.replaceChildren(words, h("span", { class: "revision", text: ` · ${t("revision {number}", { number: links.revision })}` }));
  }

  #drawUnsaved() {
    const { saver } = this.#desk;
    const button = (words, act, kind = "") =>
      h("button", { type: "button", class: `button small ${kind}`, on: { click: act } }, words);
    return [
      icon("warning"),
      h("strong", { text: tn("Not saved.", "{count} edits not saved.", saver.waiting) }),
      ` ${saver.problem} ${t("What is not saved waits here and is sent when it is back.")} `,
      button(t("Retry"), () => this.#desk.perform("retry"), "primary"),
      button(t("Discard"), () => saver.discard()),
    ];
  }

  /** What was said since the edit was made is not talked over by its having gone well. */
  #showDone({ outcome: { changes }, task }) {
    const change = changes.at(-1);
    if (!change || task.at < this.#saidAt) return;
    const what = label(change.label);
    const key = change.kind === "edit" && keyWords("undo");
    this.#write(key ? t("{what}. {key} undoes.", { what, key }) : `${what}.`, "info");
  }

  #showNews({ changes }) {
    const words = changes.slice(-2).map(({ author, label: what }) => `${author || t("Someone")}: ${label(what)}.`);
    if (words.length) this.#desk.say(words.join(" "));
  }

  #count() {
    const { view, links } = this.#desk;
    const all = tn("{count} row", "{count} rows", links.total);
    const some = !links.complete || view.filter !== "all";
    this.#rows.textContent = some ? t("{count} of {all}", { count: number(view.items.length), all }) : all;
  }
}
