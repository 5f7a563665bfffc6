/** The drift radar: the whole alignment as a strip beside the rows, with the places where all below is off by one. */

import { jobState } from "../api.js";
import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { keyWords } from "../keys.js";
import { percent } from "../words.js";
import { isSuspicious, ratios } from "./lengths.js";
import { describeDrift, openRepair } from "./repair.js";
import { WIDTH, drawStrip } from "./strip.js";

const PAUSE = 250; // milliseconds between two looks at the job
const CALM = 2000; // milliseconds without an edit before it looks again by itself
const ORDINARY = 5000; // links; longer alignments are looked at only when asked

/** Draws itself from the links; asks the server for drifts when lengths give cause, and when asked. */
export class Radar {
  #desk;
  #element;
  #canvas = h("canvas", { "aria-hidden": "true" });
  #here = h("div", { class: "radar-here", "aria-hidden": "true" });
  #marks = h("div", { class: "radar-marks" });
  #found = null;
  #looking = null;
  #frame = 0;
  #idle = 0;
  #timer = 0;

  /**
   * @param {HTMLElement} sheet the rows, beside which it stands
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(sheet, desk) {
    this.#desk = desk;
    const what = t(
      "From left to right: status, how badly the two sides fit, how much longer or shorter than usual the target is, " +
        "and where numbers, dates or names disagree.",
    );
    this.#element = h(
      "div",
      { class: "radar", role: "group", "aria-label": t("Drift radar"), title: what },
      this.#canvas,
      this.#here,
      this.#marks,
    );
    sheet.after(this.#element);
    for (const type of ["patch", "loaded"]) desk.links.addEventListener(type, () => this.#changed());
    desk.cursor.addEventListener("move", () => this.#placeHere());
    this.#element.addEventListener("click", (event) => this.#jump(event));
    this.#element.addEventListener("pointermove", (event) => this.#tell(event, what));
    new ResizeObserver(() => this.#plan()).observe(this.#element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plan());
    new MutationObserver(() => this.#plan()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#changed();
  }

  /** Look for drift and show the repair of the nearest one; say so where there is none. */
  async open() {
    this.#desk.say(t("Looking for drift…"));
    let found;
    try {
      found = await this.look((share) => this.#desk.say(t("Looking for drift… {share}", { share: percent(share) })));
    } catch (error) {
      return this.#desk.say(error.message, "warning");
    }
    const here = this.#desk.cursor.link.index + 1;
    const next = found.drifts.find(({ rows }) => rows[1] >= here) ?? found.drifts[0];
    if (!next) return this.#desk.say(t("No drift: every run of rows fits its own translations best."));
    this.#desk.say("");
    openRepair(this.#desk, next);
  }

  /** Ask the server what it sees in the present revision. */
  look(tell = () => {}) {
    this.#looking ??= this.#ask(tell).finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #ask(tell) {
    const { job } = await this.#desk.api.drift();
    for (;;) {
      const state = await jobState(job);
      if (state.state === "failed") throw new Error(state.error);
      if (state.state === "done") return this.#take(state.result);
      if (state.total) tell(state.done / state.total);
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }

  #take(found) {
    this.#found = found.revision === this.#desk.links.revision ? found : null;
    this.#plan();
    return found;
  }

  /** What was found is of an older state now. */
  #changed() {
    const worth = Boolean(this.#found?.drifts.length);
    if (this.#found?.revision !== this.#desk.links.revision) this.#found = null;
    this.#plan();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookIfSuspicious(worth), this.#desk.links.complete ? CALM : 2 * CALM);
  }

  #lookIfSuspicious(worth) {
    const { links, saver } = this.#desk;
    const idle = links.complete && links.items.length <= ORDINARY && saver.state === "saved";
    if (idle && (worth || isSuspicious(links.items)))
      this.look().then(
        (found) => this.#announce(found),
        () => {},
      );
  }

  #announce({ drifts: [first] }) {
    if (first) this.#desk.say(`${describeDrift(first)}. ${t("{key} shows the repair.", { key: keyWords("drift") })}`);
  }

  /** Drawn in the next frame; a very long alignment when there is time, so that an edit never waits for its picture. */
  #plan() {
    cancelAnimationFrame(this.#frame);
    cancelIdleCallback(this.#idle);
    if (this.#desk.links.items.length > ORDINARY) this.#idle = requestIdleCallback(() => this.#draw());
    else this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    if (!this.#element.clientHeight) return;
    const { items } = this.#desk.links;
    const longer = ratios(items);
    const fit = this.#found?.fit;
    const misfit = (link, row) =>
      fit ? fit[row] !== null && 1 - fit[row] / 100 : link.confidence !== null && 1 - link.confidence;
    const describe = (row) => ({
      status: items[row].status,
      misfit: misfit(items[row], row) || null,
      ratio: Number.isNaN(longer[row]) ? null : longer[row],
      disagrees: items[row].disagreements?.length > 0,
    });
    drawStrip(this.#canvas, items.length, describe);
    this.#placeHere();
    this.#drawMarks();
  }

  #placeHere() {
    const { link } = this.#desk.cursor;
    if (link) this.#here.style.insetBlockStart = `${(100 * (link.index + 0.5)) / this.#desk.links.items.length}%`;
  }

  #drawMarks() {
    const count = this.#desk.links.items.length;
    const drifts = this.#found?.drifts ?? [];
    this.#marks.replaceChildren(...drifts.map((drift) => this.#drawMark(drift, count)));
  }

  #drawMark(drift, count) {
    const [first, last] = drift.rows;
    const words = `${describeDrift(drift)}. ${t("Show the repair")}`;
    const mark = h(
      "button",
      {
        type: "button",
        class: "radar-mark",
        title: `${words} (${keyWords("drift")})`,
        on: { click: () => this.#desk.saver.settled().then((calm) => calm && this.#show(drift)) },
      },
      icon("drift"),
      h("span", { class: "sr-only", text: words }),
    );
    mark.style.insetBlockStart = `${(100 * (first - 1)) / count}%`;
    mark.style.blockSize = `${(100 * (last - first + 1)) / count}%`;
    return mark;
  }

  #show(drift) {
    if (this.#found?.drifts.includes(drift) && !this.#desk.readOnly) openRepair(this.#desk, drift);
    else this.#desk.perform("drift");
  }

  #row(event) {
    const box = this.#element.getBoundingClientRect();
    const { items } = this.#desk.links;
    return items[
      Math.min(items.length - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * items.length)))
    ];
  }

  #jump(event) {
    if (event.target.closest(".radar-mark")) return;
    const link = this.#row(event);
    if (link) this.#desk.perform("pick", { link, side: this.#desk.cursor.side });
  }

  #tell(event, what) {
    const link = this.#row(event);
    const fit = link && this.#found?.fit[link.index];
    const share = fit === null || fit === undefined ? "" : ` · ${t("fits {share}", { share: percent(fit / 100) })}`;
    this.#element.title = link ? `${t("Row {number}", { number: link.index + 1 })}${share}\n${what}` : what;
  }
}

export { WIDTH };
