/** A drawn caret: text in the grid is never editable, so the browser draws none. */

import { h } from "../dom.js";

/** Draws itself at stops of one cell, and finds stops by position. */
export class Caret {
  #cell;
  #element = h("span", { class: "split-caret", "aria-hidden": "true" });

  /** @param {HTMLElement} cell */
  constructor(cell) {
    this.#cell = cell;
    cell.append(this.#element);
  }

  remove() {
    this.#element.remove();
  }

  /** Stand at a stop: upright within a segment, lying between two segments. */
  show(stop) {
    const frame = this.#cell.getBoundingClientRect();
    const lying = stop.offset === 0;
    const box = lying ? this.#gap(stop) : this.#edge(stop);
    this.#element.classList.toggle("lying", lying);
    Object.assign(this.#element.style, {
      left: `${box.left - frame.left}px`,
      top: `${box.top - frame.top}px`,
      width: lying ? `${box.width}px` : "",
      height: lying ? "" : `${box.height}px`,
    });
    this.#element.scrollIntoView({ block: "nearest" });
  }

  /**
   * What text lies at a point of the window.
   * @returns {{segment: number, offset: number}|null}
   */
  at(x, y) {
    const { node, offset } = textAt(x, y);
    const element = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".segment");
    const segment = this.#segments().indexOf(element);
    return segment < 0 ? null : { segment, offset: node.nodeType === Node.TEXT_NODE ? offset : 0 };
  }

  /** What text lies a line below (1) or above (-1) the caret. */
  beside(direction) {
    const box = this.#element.getBoundingClientRect();
    const line = parseFloat(getComputedStyle(this.#cell).lineHeight);
    return this.at(box.left, box.top + box.height / 2 + direction * line);
  }

  #segments() {
    return [...this.#cell.querySelectorAll(".segment")];
  }

  #gap({ segment }) {
    const { left, top, width } = this.#segments()[segment].getBoundingClientRect();
    return { left, top: top - 1, width };
  }

  /** The edge of the character after the stop: its right one where the script runs from right to left. */
  #edge({ segment, offset }) {
    const text = this.#segments()[segment].firstChild;
    const range = document.createRange();
    range.setStart(text, offset);
    range.setEnd(text, Math.min(offset + (text.data.codePointAt(offset) > 0xffff ? 2 : 1), text.length));
    const box = [...range.getClientRects()].at(-1) ?? this.#cell.getBoundingClientRect();
    const backwards = getComputedStyle(this.#cell).direction === "rtl";
    return { left: backwards ? box.right : box.left, top: box.top, height: box.height };
  }
}

/** The text position at a point, by the standard call or the older one. */
export function textAt(x, y) {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = document.caretRangeFromPoint?.(x, y);
  return { node: range?.startContainer ?? null, offset: range?.startOffset ?? 0 };
}
