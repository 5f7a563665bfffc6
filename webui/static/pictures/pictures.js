/** Pictures that the server draws, put into the page as wide as there is room, and drawn anew when that changes. */

import { picture } from "../api.js";

const SLACK = 40; // pixels by which the room may differ from what was drawn

/** A frame on the page that shows one picture. */
export class Picture {
  #frame;
  #url = null;
  #drawn = 0;
  #timer = 0;

  /**
   * @param {HTMLElement} frame has, or will have, the picture in it; its `data-picture` is the address of the SVG
   * @param {(key: string) => void} [onPick] what a click on a part of the picture means
   */
  constructor(frame, onPick) {
    this.#frame = frame;
    this.#url = frame.dataset.picture || null;
    this.#drawn = Number(frame.querySelector("svg")?.getAttribute("width")) || 0;
    frame.addEventListener("click", ({ target }) => {
      const part = target.closest("[data-key]");
      if (part && onPick) onPick(part.dataset.key);
    });
    new ResizeObserver(() => this.#fit()).observe(frame);
  }

  /** Show another picture. */
  show(url) {
    this.#url = url;
    this.#drawn = 0;
    return this.#draw();
  }

  #fit() {
    clearTimeout(this.#timer);
    const room = this.#frame.clientWidth;
    if (!room || !this.#url || Math.abs(room - this.#drawn) <= SLACK) return;
    this.#timer = setTimeout(() => this.#draw().catch(() => {}), 120); // where it fails, what is drawn stays
  }

  async #draw() {
    const room = Math.round(this.#frame.clientWidth);
    if (!room || !this.#url) return;
    this.#drawn = room;
    const url = new URL(this.#url, location.href);
    url.searchParams.set("width", room);
    const asked = this.#url;
    const drawn = await picture(url);
    if (asked === this.#url) this.#frame.replaceChildren(document.importNode(drawn, true));
  }
}
