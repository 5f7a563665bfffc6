/** Dragging a segment to another row by its grip, with mouse, pen or finger. By keyboard the same is `send`. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { withKey } from "../keys.js";

const STARTS = 4; // pixels before a press becomes a drag
const EDGE = 48; // pixels from the sheet's edge where it scrolls
const PACE = 14; // pixels a frame

/** Listens on the grid for a press on a grip. */
export class Drag {
  #desk;
  #grid;
  #now = null;

  /**
   * @param {HTMLElement} grid
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(grid, desk) {
    this.#grid = grid;
    this.#desk = desk;
    grid.addEventListener("pointerdown", (event) => this.#press(event));
    grid.addEventListener("pointermove", (event) => this.#now && this.#move(event));
    grid.addEventListener("pointerup", () => this.#now && this.#drop());
    grid.addEventListener("pointercancel", () => this.#now && this.#end());
    addEventListener("keydown", (event) => this.#now && event.key === "Escape" && this.#escape(event), { capture: true });
  }

  #press(event) {
    const grip = event.target.closest?.(".grip");
    if (!grip || event.button !== 0 || this.#desk.readOnly) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const segment = grip.closest(".segment");
    const { side } = segment.closest(".cell").dataset;
    const from = this.#desk.links.get(segment.closest(".row").dataset.id);
    this.#now = { segment, side, from, to: null, ghost: null, x: event.clientX, y: event.clientY, frame: 0 };
  }

  #move({ clientX: x, clientY: y }) {
    const now = this.#now;
    if (!now.ghost && Math.hypot(x - now.x, y - now.y) < STARTS) return;
    if (!now.ghost) this.#start(now);
    Object.assign(now, { x, y });
    now.ghost.style.translate = `${x + 12}px ${y + 8}px`;
    this.#aim(now);
  }

  #start(now) {
    const { language, direction } = this.#desk.texts[now.side];
    now.ghost = h("div", { class: "drag-ghost reading", lang: language, dir: direction, text: now.segment.textContent });
    document.body.append(now.ghost);
    now.segment.classList.add("dragged");
    this.#desk.say(t("Drop the segment on another row. Esc leaves it where it is."));
    const scroll = () => {
      const { top, bottom } = this.#desk.grid.sheet.getBoundingClientRect();
      const step = now.y < top + EDGE ? -PACE : now.y > bottom - EDGE ? PACE : 0;
      if (step) {
        this.#desk.grid.sheet.scrollTop += step;
        this.#aim(now);
      }
      now.frame = requestAnimationFrame(scroll);
    };
    now.frame = requestAnimationFrame(scroll);
  }

  /** Show where it would go. */
  #aim(now) {
    const row = document.elementFromPoint(now.x, now.y)?.closest(".row[data-id]");
    const link = row && this.#grid.contains(row) ? this.#desk.links.get(row.dataset.id) : null;
    now.to = link === now.from ? null : link;
    const cell = now.to && row.querySelector(`.cell[data-side="${now.side}"]`);
    for (const old of this.#grid.querySelectorAll(".cell.drop")) if (old !== cell) old.classList.remove("drop");
    cell?.classList.add("drop");
  }

  #drop() {
    const { segment, side, from, to, ghost } = this.#now;
    this.#end();
    if (!ghost) this.#desk.say(withKey(t("Drag this to another row, or send the segment there"), "send"));
    if (!to) return;
    this.#desk.perform("edit", {
      edit: { op: "move", segment: Number(segment.dataset.segment), link: to.id },
      about: [from, to],
      then: () => this.#desk.cursor.to(this.#desk.links.get(to.id), side),
    });
  }

  #escape(event) {
    event.preventDefault();
    event.stopPropagation();
    this.#end();
    this.#desk.say("");
  }

  #end() {
    const { segment, ghost, frame } = this.#now;
    this.#now = null;
    cancelAnimationFrame(frame);
    ghost?.remove();
    segment.classList.remove("dragged");
    for (const cell of this.#grid.querySelectorAll(".cell.drop")) cell.classList.remove("drop");
  }
}
