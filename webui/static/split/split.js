/** Split mode: a caret walks the current cell; Enter splits there. */

import { t } from "../i18n.js";
import { isComposing } from "../keys.js";
import { Caret } from "./caret.js";
import { codePoints, findStops, firstStop, nearestStop, shareOut, utf16 } from "./stops.js";

const other = { source: "target", target: "source" };

/** Owns the keyboard of the grid while `active`. Inside a segment it splits the segment; between two, the link. */
export class Split {
  active = false;
  #desk;
  #link;
  #side;
  #stops;
  #index;
  #caret;
  #proposed = null; // indices of stops, the best first, once they were asked for
  #asked = null;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.cursor.addEventListener("move", () => this.active && this.#check());
  }

  /** Begin in the current cell: where the mouse last stood in it, else at the likeliest place near the middle. */
  start(at = this.#selected()) {
    const { link, side } = this.#desk.cursor;
    this.#open(link, side);
    if (!this.#stops.length) return this.#leave(t("This cell is too short to split."));
    this.#index = at ? nearestStop(this.#stops, at.segment, at.offset) : firstStop(this.#stops);
    this.#show();
  }

  /** Put the caret where the mouse points; false outside of the cell. */
  pointTo(x, y) {
    const place = this.#caret.at(x, y);
    if (place) this.#go(nearestStop(this.#stops, place.segment, place.offset));
    return Boolean(place);
  }

  /** @returns {boolean} whether the key was one of this mode's */
  key(event) {
    if (isComposing(event)) return false;
    const act = this.#action(event);
    if (act) act();
    return Boolean(act);
  }

  /** Leave without splitting. */
  leave() {
    this.#leave("");
  }

  #action(event) {
    const backwards = this.#desk.texts[this.#side].direction === "rtl" ? -1 : 1;
    const seek = (step) => () => this.#seek(step, event.ctrlKey || event.metaKey ? (stop) => stop.word : () => true);
    const actions = {
      ArrowLeft: seek(-backwards),
      ArrowRight: seek(backwards),
      ArrowUp: () => this.#line(-1),
      ArrowDown: () => this.#line(1),
      Home: () => this.#go(0),
      End: () => this.#go(this.#stops.length - 1),
      Tab: () => this.#nextPlace(event.shiftKey ? -1 : 1),
      Enter: () => this.#split(),
      s: () => this.leave(),
      Escape: () => this.leave(),
    };
    return actions[event.key];
  }

  #open(link, side) {
    this.#caret?.remove();
    Object.assign(this, { active: true });
    [this.#link, this.#side] = [link, side];
    const cell = this.#desk.grid.cell(link, side);
    cell.classList.add("splitting");
    this.#stops = findStops(
      link[side].map((segment) => segment.text),
      this.#desk.texts[side].language,
    );
    this.#proposed = null;
    this.#caret = new Caret(cell);
  }

  #leave(message) {
    this.active = false;
    this.#caret?.remove();
    this.#desk.grid.cell(this.#link, this.#side)?.classList.remove("splitting");
    this.#desk.say(message);
    this.#desk.grid.focus();
  }

  /** The row was redrawn or the cursor went elsewhere: stay only where the text is the same. */
  #check() {
    const { link, side } = this.#desk.cursor;
    if (link !== this.#link || side !== this.#side) return this.#leave("");
    const stop = this.#stops[this.#index];
    this.#open(link, side);
    if (!this.#stops.length) return this.#leave("");
    this.#index = nearestStop(this.#stops, stop.segment, stop.offset);
    this.#show();
  }

  /** The next proposed place, from the best to the least; without proposals the next likely one in the text. */
  #nextPlace(step) {
    if (!this.#proposed) return this.#ask(step);
    const count = this.#proposed.length;
    if (!count) return this.#seek(step, (stop) => stop.likely);
    const here = this.#proposed.indexOf(this.#index);
    this.#go(this.#proposed[here < 0 ? 0 : (here + step + count) % count]);
  }

  /** Ask the server where a split would fit both sides best; the caret goes there unless it was moved meanwhile. */
  async #ask(step) {
    const [stops, from] = [this.#stops, this.#index];
    if (this.#asked === stops) return;
    this.#asked = stops;
    this.#desk.say(t("Looking for the best place to split…"));
    const places = await this.#places().catch(() => []);
    if (this.#stops !== stops || !this.active) return;
    this.#proposed = [...new Set(places)];
    if (this.#index !== from) return;
    if (places.length) this.#go(places[0]);
    else this.#nextPlace(step);
  }

  /** The stops that the server proposes, the best first. */
  async #places() {
    const [link, side, stops] = [this.#link, this.#side, this.#stops];
    const [own, others] = [side, other[side]].map((which) => link[which].map((segment) => segment.text));
    const { places } = await this.#desk.api.splits({ side, own, other: others });
    return places.map(({ segment, offset }) => nearestStop(stops, segment, utf16(own[segment], offset)));
  }

  #seek(step, good) {
    for (let index = this.#index + step; this.#stops[index]; index += step)
      if (good(this.#stops[index])) return this.#go(index);
  }

  #line(direction) {
    const place = this.#caret.beside(direction);
    if (place) this.#go(nearestStop(this.#stops, place.segment, place.offset));
  }

  #go(index) {
    this.#index = index;
    this.#show();
  }

  #show() {
    const stop = this.#stops[this.#index];
    this.#caret.show(stop);
    this.#desk.say(this.#describe(stop));
  }

  #describe({ segment, offset }) {
    if (offset === 0) return t("Between two segments: Enter makes two rows. Esc leaves.");
    const { text } = this.#link[this.#side][segment];
    const [before, after] = [text.slice(Math.max(0, offset - 12), offset), text.slice(offset, offset + 12)];
    const rank = this.#proposed?.indexOf(this.#index) ?? -1;
    const values = { before, after, rank: rank + 1, count: this.#proposed?.length };
    if (rank >= 0)
      return t(
        "Proposal {rank} of {count}: “{before} | {after}”. Enter cuts, Tab goes to the next. Esc leaves.",
        values,
      );
    return t("Split “{before} | {after}”: Enter cuts the segment. Esc leaves.", values);
  }

  #split() {
    const stop = this.#stops[this.#index];
    if (stop.offset === 0) this.#splitLink(stop.segment);
    else this.#splitSegment(stop);
  }

  #splitLink(kept) {
    const [link, side] = [this.#link, this.#side];
    const lengths = (which) => link[which].map((segment) => segment.text.length);
    const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
    const share = sum(lengths(side).slice(0, kept)) / sum(lengths(side));
    const counts = { [side]: kept, [other[side]]: shareOut(lengths(other[side]), share) };
    const edit = { op: "split_link", link: link.id, source_at: counts.source, target_at: counts.target };
    this.#leave("");
    this.#desk.perform("edit", {
      edit,
      about: [link],
      then: () => this.#desk.cursor.to(this.#desk.links.after(link), side),
    });
  }

  /** Stays in the mode, at the new boundary, so that a second Enter makes two rows. */
  #splitSegment({ segment, offset }) {
    const [link, side] = [this.#link, this.#side];
    const { id, text } = link[side][segment];
    const edit = { op: "split_segment", segment: id, offset: codePoints(text, offset) };
    this.#leave("");
    this.#desk.perform("edit", { edit, about: [link], then: () => this.start({ segment: segment + 1, offset: 0 }) });
  }

  /** The place of the browser's own selection, if it lies well inside the current cell: a click sets it. */
  #selected() {
    const { anchorNode: text, anchorOffset: offset } = getSelection();
    const { link, side } = this.#desk.cursor;
    const cell = this.#desk.grid.cell(link, side);
    if (text?.nodeType !== Node.TEXT_NODE || !cell.contains(text)) return null;
    const segment = [...cell.querySelectorAll(".segment")].indexOf(text.parentElement);
    const edge = (segment === 0 && offset === 0) || (segment === link[side].length - 1 && offset === text.length);
    return edge ? null : { segment, offset };
  }
}
