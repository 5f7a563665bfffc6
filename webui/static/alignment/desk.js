/** The desk: everything that commands work with, and the one door through which they run. */

import { AlignmentApi } from "../api.js";
import { t } from "../i18n.js";
import { preference } from "../preferences.js";
import { Cursor } from "./cursor.js";
import { Links } from "./links.js";
import { Saver } from "./saver.js";
import { Trail } from "./trail.js";
import { View } from "./view.js";
import { Watcher } from "./watcher.js";

/**
 * Holds `links`, `view`, `cursor`, `saver`, `watcher` and, once the page is built, `grid`, `pane`, `split`, `editor`
 * and `dialogs`. Emits `say` with `{message, tone}`: something for the status bar, spoken by screen readers.
 */
export class Desk extends EventTarget {
  #commands;
  #waiting = [];
  #running = false;

  /**
   * @param {{document: string, alignment: string, readOnly: boolean, commands: Object}} options
   * @returns {Promise<Desk>} with the first rows loaded
   */
  static async open(options) {
    const author = () => preference("author");
    const api = new AlignmentApi(options.document, options.alignment, author);
    return new Desk(options, api, new Links(await api.page({ limit: 200 })), author);
  }

  constructor({ document, alignment, readOnly, commands }, api, links, author) {
    super();
    Object.assign(this, { api, links, readOnly });
    this.#commands = commands;
    this.view = new View(links);
    this.cursor = new Cursor(links, this.view);
    this.saver = new Saver(api, links, author);
    this.watcher = new Watcher(api, links, this.saver, `${document}/${alignment}`);
    this.trail = new Trail(this);
    this.watcher.place = () => this.#place();
    this.texts = { source: links.source, target: links.target };
  }

  /** Read what the first page left out. */
  async loadAll() {
    while (!this.links.complete) {
      const page = await this.api.page({ after: this.links.items.at(-1).id });
      if (page.revision !== this.links.revision) await this.watcher.look();
      this.links.load(page);
    }
    this.api.segments = () => this.links.segments();
  }

  #place() {
    const { link, side } = this.cursor;
    return link ? { link: link.id, side, ...(this.editor?.active && { writing: "1" }) } : {};
  }

  /** Say something in the status bar. @param {"info"|"warning"} tone */
  say(message, tone = "info") {
    this.dispatchEvent(new CustomEvent("say", { detail: { message, tone } }));
  }

  /** Whether a command makes sense here and now. */
  can(name) {
    const command = this.#commands[name];
    if (command.edits && this.readOnly) return false;
    return !command.when || (this.cursor.link !== null && command.when(this));
  }

  /**
   * Run a command. Those that wait for the server hold back those given after them, so that quick typing
   * always acts on the rows as they are and nothing is lost or done twice.
   */
  async perform(name, detail) {
    this.#waiting.push([name, detail]);
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#waiting.length) {
        const result = this.#run(...this.#waiting.shift());
        if (result instanceof Promise) await result;
      }
    } finally {
      this.#running = false;
    }
  }

  /**
   * Make an edit from within a command.
   * @param {Object} edit
   * @param {import("./links.js").Link[]} about the links it is about
   * @param {(outcome: Object) => void} [then] where to go afterwards
   */
  async send(edit, about, then) {
    const outcome = await this.saver.send(edit, about);
    if (outcome && then) then(outcome);
    if (outcome) this.trail.goOn();
    return outcome;
  }

  /** Give up the filter. */
  showAll() {
    this.view.show("all");
  }

  /** Give the keyboard to the next part of the window: grid, pane, bar. */
  nextPart() {
    if (this.grid.focused) (this.notes.shown ? this.notes : this.pane).focus();
    else if (document.activeElement.closest("#pane, #all-notes")) this.bar.focus();
    else this.grid.focus();
  }

  #run(name, detail) {
    const command = this.#commands[name];
    if (!this.can(name)) return this.#explain(command);
    if (!command.edits && !command.trail) this.trail.end();
    return command.asks && this.saver.waiting ? this.#runSettled(command, detail) : command.run(this, detail);
  }

  /** The server must know all edits before it is asked. */
  async #runSettled(command, detail) {
    if (await this.saver.settled()) return command.run(this, detail);
    this.say(t("This needs the server, and it is away. Your edits wait here until it is back."), "warning");
  }

  #explain(command) {
    if (command.edits && this.readOnly) this.say(t("This workspace is open for reading only."), "warning");
    else if (command.why) this.say(command.why, "warning");
  }
}
