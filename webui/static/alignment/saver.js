/** Sends edits one at a time, each against the revision it was made for, and loses none. */

import { Refused, Unreachable } from "../api.js";
import { alreadyDone, snapshot, stillMeant } from "./conflict.js";

/**
 * States: `saved`, `saving`, `unsaved` (an edit waits for the server to come back).
 * Emits `state`; `done` with an outcome; `missed` with an outcome of others; `refused` with an error;
 * `conflict` with `{edit, seen}` where an edit was not made because its rows have changed.
 */
export class Saver extends EventTarget {
  state = "saved";
  #api;
  #links;
  #author;
  #pending = null;

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
  }

  /** Why the waiting edit could not be sent. */
  get problem() {
    return this.#pending?.problem ?? "";
  }

  /**
   * Make an edit.
   * @param {Object} edit
   * @param {import("./links.js").Link[]} about the links it is about
   * @returns {Promise<Object|null>} the outcome; null where it was not made (yet)
   */
  send(edit, about) {
    return this.#attempt({ edit, seen: about.map(snapshot), call: (revision) => this.#api.edit(edit, revision) });
  }

  /**
   * Make several edits one after another. Where the server goes away in between, the rest waits with the one it stopped.
   * @param {{edit: Object, about: import("./links.js").Link[]}[]} edits
   */
  async sendAll(edits) {
    for (const [place, { edit, about }] of edits.entries()) {
      await this.send(edit, about);
      if (this.#pending) return void (this.#pending.rest = edits.slice(place + 1));
    }
  }

  undo() {
    return this.#attempt({ label: "undo", words: this.#links.undo, call: (revision) => this.#api.undo(revision) });
  }

  redo() {
    return this.#attempt({ label: "redo", words: this.#links.redo, call: (revision) => this.#api.redo(revision) });
  }

  /** Try the waiting edit again. */
  async retry() {
    const task = this.#pending;
    if (!task) return;
    await this.#attempt({ ...task, lost: true });
    if (task.rest && !this.#pending) await this.sendAll(task.rest);
  }

  /** Give the waiting edit up. */
  discard() {
    this.#pending = null;
    this.#enter("saved");
  }

  async #attempt(task) {
    this.#enter("saving");
    try {
      return this.#finish(task, await task.call(this.#links.revision));
    } catch (error) {
      if (error instanceof Unreachable) return this.#wait(task, error);
      if (!(error instanceof Refused)) throw error;
      if (error.status === 412) return this.#rebase(task, error.body);
      return this.#giveUp("refused", error);
    }
  }

  #finish(task, outcome) {
    this.#pending = null;
    this.#links.apply(outcome);
    this.#enter("saved");
    this.#emit("done", { outcome, task });
    return outcome;
  }

  #wait(task, error) {
    this.#pending = { ...task, problem: error.message };
    this.#enter("unsaved");
    return null;
  }

  #rebase(task, missed) {
    this.#links.apply(missed);
    this.#emit("missed", missed);
    if (task.lost && alreadyDone(task, this.#author(), missed.changes)) return this.#finish(task, missed);
    if (task.edit ? stillMeant(task.edit, task.seen, this.#links) : this.#links[task.label] === task.words)
      return this.#attempt(task);
    if (task.edit) return this.#giveUp("conflict", task);
    return this.#giveUp(
      "refused",
      new Error(`Not done: others have edited meanwhile. Press ${task.label} again if you still want it.`),
    );
  }

  #giveUp(event, detail) {
    this.#pending = null;
    this.#enter("saved");
    this.#emit(event, detail);
    return null;
  }

  #enter(state) {
    this.state = state;
    this.#emit("state", state);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
