/** A row that has changed since it was confirmed: what was confirmed beside what it reads now, and what to do about it. */

import { h, icon } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { SIDES, moment } from "../words.js";
import { drawPieces } from "./pieces.js";

const PAUSE = 150; // milliseconds on a row before the server is asked

/** A part of the side pane that is there only for such rows. */
export class ConfirmedWording {
  element = h("section", { class: "since-confirmed", hidden: true });
  #desk;
  #timer = 0;
  #asked = "";

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** @param {import("../alignment/links.js").Link} link */
  show(link) {
    this.element.hidden = !link.changed_since_confirmed;
    if (this.element.hidden) return void (this.#asked = "");
    const state = JSON.stringify([link.id, ...SIDES.map((side) => link[side].map(({ text }) => text))]);
    if (state === this.#asked) return;
    this.#asked = state;
    this.#draw([]);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(link, state), PAUSE);
  }

  async #load(link, state) {
    await this.#desk.saver.settled();
    const found = await this.#desk.api.confirmed(link.id).catch(() => null);
    if (found && state === this.#asked) this.#draw(found.known ? this.#wordings(found) : [this.#unknown()], found.can_put_back);
  }

  #draw(body, canPutBack = false) {
    this.element.replaceChildren(
      h("h3", {}, icon("changed"), t("Changed since confirmed")),
      ...(this.#desk.readOnly ? [] : [this.#buttons(canPutBack)]),
      ...body,
    );
  }

  #wordings({ sides, author, time }) {
    const who = [author, time && moment(time)].filter(Boolean).join(" · ");
    const wordings = SIDES.filter((side) => sides[side].then !== sides[side].now).map((side) => this.#wording(side, sides[side]));
    return [who && h("p", { class: "who", text: t("Confirmed by {who}", { who }) }), ...wordings].filter(Boolean);
  }

  #wording(side, { pieces }) {
    const text = this.#desk.texts[side];
    return h("div", {}, h("h4", { text: languageName(text.language) }), drawPieces(pieces, text));
  }

  #unknown() {
    return h("p", {
      class: "who",
      text: t("How it read when it was confirmed is not in the history here: the confirmation came with the file."),
    });
  }

  #buttons(canPutBack) {
    const button = (words, command) =>
      h("button", { type: "button", class: "button small", on: { click: () => this.#desk.perform(command) } }, words);
    return h(
      "div",
      { class: "since-buttons" },
      button(t("Confirm again"), "status-confirmed"),
      canPutBack && button(t("Put back"), "put-back"),
    );
  }
}
