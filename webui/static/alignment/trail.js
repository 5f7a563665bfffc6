/** Working through rows of one sort: once a jump has led to such a row, mending it leads on to the next. */

import { preference } from "../preferences.js";
import { isOpen } from "../words.js";

/** Begun by a jump (next row that is not 1:1, …); ended by going anywhere else. */
export class Trail {
  #desk;
  #test = null;

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {(link: import("./links.js").Link) => boolean} test what sort of rows */
  begin(test) {
    this.#test = test;
  }

  end() {
    this.#test = null;
  }

  /** What a confirmation leads on to: the next open row, of the trail's sort where one is followed. */
  get wanted() {
    const test = this.#test;
    return test ? (link) => test(link) && isOpen(link) : isOpen;
  }

  /** After an edit: where the current row is mended, go on to the next one of its sort. */
  goOn() {
    const { cursor, view } = this.#desk;
    if (!this.#test || !cursor.link || this.#test(cursor.link) || preference("trail") === "stay") return;
    const found = view.seek(cursor.link, this.wanted);
    if (found && !found.wrapped) cursor.to(found.link, sideToMend(found.link, cursor.side));
  }
}

/** The side that work will begin on: the empty one, else the one that has more and may have to give; else the present one. */
export function sideToMend({ source, target }, side) {
  if (source.length === target.length) return side;
  if (!source.length) return "source";
  if (!target.length) return "target";
  return source.length > target.length ? "source" : "target";
}
