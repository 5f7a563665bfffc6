/** Sends edits one after another, shows them before they are saved, and loses none. */

import { Refused, Unreachable } from "../api.js";
import { t } from "../i18n.js";
import { alreadyDone, snapshot, stillMeant } from "./conflict.js";
import { Foresight, renamed } from "./foresight.js";

const AGAIN = 5000; // milliseconds until a server that was away is asked again

/**
 * States: `saved`, `saving`, `unsaved` (edits wait for the server to come back; it is asked again by itself).
 * Emits `state`; `done` with an outcome; `missed` with an outcome of others; `refused` with an error;
 * `conflict` with `{edit, seen, also}` where an edit was not made because its rows have changed, `also` being how many
 * edits that were built on it were not made either.
 */
export class Saver extends EventTarget {
  state = "saved";
  problem = "";
  #api;
  #links;
  #author;
  #foresight;
  #queue = [];
  #running = false;
  #timer = 0;

  /**
   * @param {import("../api.js").AlignmentApi} api
   * @param {import("./links.js").Links} links
   * @param {() => string} author
   */
  constructor(api, links, author) {
    super();
    this.#api = api;
    this.#links = links;
    this.#author = author;
    this.#foresight = new Foresight(links);
    addEventListener("online", () => this.retry());
  }

  /** How many edits are not saved yet. */
  get waiting() {
    return this.#queue.length;
  }

  /**
   * Make an edit. What can be foreseen is shown at once, and the answer is what is foreseen.
   * @param {Object} edit
   * @param {import("./links.js").Link[]} about the links it is about
   * @returns {Promise<Object|null>} the outcome; null where it was not made (yet)
   */
  send(edit, about) {
    return this.#add({ edit, seen: about.map(snapshot), call: (revision, task) => this.#api.edit(task.edit, revision) });
  }

  /**
   * Make several edits one after another.
   * @param {{edit: Object, about: import("./links.js").Link[]}[]} edits
   */
  async sendAll(edits) {
    for (const { edit, about } of edits) await this.send(edit, about);
  }

  undo() {
    return this.#add({ label: "undo", call: (revision) => this.#api.undo(revision) });
  }

  redo() {
    return this.#add({ label: "redo", call: (revision) => this.#api.redo(revision) });
  }

  /** Undo only the edit that made a revision; later ones stay. */
  takeBack(edit) {
    return this.#add({ label: "take back", call: (revision) => this.#api.takeBack(edit, revision) });
  }

  /** Wait until no edit is on its way; false where the server is away. */
  async settled() {
    while (this.state === "saving") await new Promise((wake) => this.addEventListener("state", wake, { once: true }));
    return this.state === "saved";
  }

  /** Try the waiting edits again. */
  async retry() {
    if (this.state !== "unsaved") return;
    clearTimeout(this.#timer);
    this.#enter("saving");
    await this.#work();
  }

  /** Give the waiting edits up. */
  discard() {
    clearTimeout(this.#timer);
    this.#links.atOnce(() => this.#hideAll());
    for (const { resolve } of this.#queue.splice(0)) resolve?.(null);
    this.#enter("saved");
  }

  async #add(task) {
    task.at = performance.now();
    let foreseen = null;
    if (task.edit) this.#links.atOnce(() => (foreseen = this.#foresight.show(task)));
    this.#queue.push(task);
    const answer = new Promise((resolve) => (task.resolve = resolve));
    if (this.state === "unsaved") {
      this.#enter("unsaved");
      return foreseen;
    }
    this.#enter("saving");
    this.#work();
    return foreseen ?? answer;
  }

  async #work() {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#queue.length && this.state === "saving") await this.#attempt(this.#queue[0]);
    } finally {
      this.#running = false;
    }
  }

  async #attempt(task) {
    if (task.label) task.words ??= this.#words(task);
    try {
      const outcome = await task.call(this.#links.revision, task);
      if (this.#queue[0] === task) this.#finish(task, outcome);
    } catch (error) {
      if (this.#queue[0] !== task) return; // given up meanwhile
      if (error instanceof Unreachable) this.#wait(task, error);
      else if (!(error instanceof Refused)) throw error;
      else if (error.status === 412) this.#rebase(task, error.body);
      else this.#giveUp(task, "refused", error);
    }
  }

  #finish(task, outcome) {
    this.#queue.shift();
    this.#replay([task], (names) => this.#links.apply(outcome, this.#foresight.adopt(task, outcome, names)));
    this.#leave();
    this.#emit("done", { outcome, task });
    task.resolve(outcome);
  }

  /** Take back what is shown, do something to what is saved, and show the rest again on top of that. */
  #replay(done, act, test = () => true) {
    const dropped = [];
    this.#links.atOnce(() => {
      this.#hideAll(done);
      const names = new Map();
      act(names);
      this.#queue = this.#queue.filter((task) => {
        renamed(task, names);
        if (test(task)) this.#foresight.show(task, names);
        else dropped.push(task);
        return !dropped.includes(task);
      });
    });
    return dropped;
  }

  #hideAll(done = []) {
    for (const task of [...done, ...this.#queue].reverse()) this.#foresight.hide(task);
  }

  #wait(task, error) {
    task.lost = true;
    this.problem = error.message;
    for (const { resolve } of this.#queue) resolve?.(null);
    this.#timer = setTimeout(() => this.retry(), AGAIN);
    this.#enter("unsaved");
  }

  /** Others have edited: what still makes sense is sent again, the rest is shown to its author. */
  #rebase(task, missed) {
    const apply = () => this.#links.apply(missed);
    const found = task.lost && alreadyDone(task, this.#author(), missed.changes);
    if (found) {
      this.#emit("missed", missed);
      return this.#finish(task, missed);
    }
    const [first, ...rest] = this.#replay([], apply, (each) => this.#meant(each));
    this.#emit("missed", missed);
    if (!first) return;
    this.#leave();
    if (first.edit) this.#emit("conflict", { ...first, also: rest.length });
    else this.#refuse(first.label === "undo"
        ? t("Not undone: others have edited meanwhile. Undo again if you still want it.")
        : t("Not redone: others have edited meanwhile. Redo again if you still want it."));
    for (const each of [first, ...rest]) each.resolve(null);
  }

  #meant(task) {
    if (task.edit) return stillMeant(task.edit, task.seen, this.#links);
    return task.words === undefined || this.#words(task) === task.words;
  }

  /** What an undo or redo would now be about. */
  #words(task) {
    return this.#links[task.label] ?? "";
  }

  /** The server says no: take it back, and with it what can no longer be done. */
  #giveUp(task, event, detail) {
    this.#queue.shift();
    const dropped = this.#replay([task], () => {}, (each) => this.#meant(each));
    this.#leave();
    this.#emit(event, detail);
    for (const each of [task, ...dropped]) each.resolve(null);
  }

  #refuse(message) {
    this.#emit("refused", new Error(message));
  }

  #leave() {
    this.#enter(this.#queue.length ? "saving" : "saved");
  }

  #enter(state) {
    this.state = state;
    this.#emit("state", state);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
