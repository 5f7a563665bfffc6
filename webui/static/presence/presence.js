/** The other people at work on the alignment: a list in the bar, a name on each one's row. */

import { h } from "../dom.js";
import { t, tn } from "../i18n.js";

const HUES = 6;
const SHOWN = 3; // initials in the bar; the list names everyone

/** Follows what the watcher tells of the others. */
export class Presence {
  #desk;
  #element;
  #others = [];
  #list = h("ul", { class: "presence-list" });
  #button = h("button", { type: "button", class: "presence-button", popovertarget: "presence-list" });
  #marked = [];
  #known = new Map();

  /**
   * @param {HTMLElement} element
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(element, desk) {
    this.#desk = desk;
    this.#element = element;
    element.append(
      this.#button,
      h("div", { id: "presence-list", class: "popover", popover: "" }, h("h2", { text: t("Also here") }), this.#list),
    );
    desk.watcher.addEventListener("others", ({ detail }) => this.#meet(detail));
    desk.grid.addEventListener("drawn", () => this.#mark());
  }

  #meet(others) {
    const come = others.filter(({ page }) => !this.#others.some((other) => other.page === page));
    this.#others = others.map((other) => ({ ...other, hue: this.#hue(other.page) }));
    const names = [...new Set(come.map(({ name }) => name))].join(", ");
    if (names) this.#desk.say(t("Also here: {names}", { names }));
    this.#draw();
    this.#mark();
  }

  /** Everyone keeps the colour that they came with. */
  #hue(page) {
    if (!this.#known.has(page)) this.#known.set(page, this.#known.size % HUES);
    return this.#known.get(page);
  }

  #draw() {
    this.#element.hidden = !this.#others.length;
    const badges = this.#others.slice(0, SHOWN).map(({ name, hue }) =>
      h("span", { class: "peer-badge", "aria-hidden": "true", data: { hue }, text: initials(name) }),
    );
    const words = tn("{count} other person here", "{count} other people here", this.#others.length);
    this.#button.title = words;
    this.#button.replaceChildren(...badges, h("span", { class: "sr-only", text: words }));
    this.#list.replaceChildren(...this.#others.map((other) => this.#drawPerson(other)));
  }

  #drawPerson({ name, hue, link: id, writing }) {
    const link = this.#desk.links.get(id);
    const where = link ? t("row {row}", { row: link.index + 1 }) : t("elsewhere");
    const go = () => link && this.#desk.perform("pick", { link, side: this.#desk.cursor.side });
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", disabled: !link, on: { click: go } },
        h("span", { class: "peer-badge", "aria-hidden": "true", data: { hue }, text: initials(name) }),
        h("span", { text: name }),
        h("span", { class: "muted", text: writing ? t("{where}, writing", { where }) : where }),
      ),
    );
  }

  /** Put the names on the rows that are drawn. */
  #mark() {
    for (const part of this.#marked) part.remove();
    for (const cell of this.#desk.grid.sheet.querySelectorAll(".cell[data-hue]")) delete cell.dataset.hue;
    this.#marked = this.#others.map((other) => this.#drawMark(other)).filter(Boolean);
  }

  #drawMark({ name, hue, link: id, side, writing }) {
    const link = this.#desk.links.get(id);
    const row = link && this.#desk.grid.row(link);
    if (!row) return null;
    row.querySelector(`.cell[data-side="${side}"]`).dataset.hue = hue;
    const words = writing ? t("{name} is writing", { name }) : name;
    const mark = h("span", { class: "peer", title: t("{name} is here", { name }), data: { hue, side }, text: words });
    row.firstChild.append(mark);
    return mark;
  }
}

/** `Ana Lima` is AL, 王小明 is 王. */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = [...words[0]][0] ?? "?";
  return /^\p{Script=Han}/u.test(first) || words.length < 2 ? first.toUpperCase() : (first + [...words.at(-1)][0]).toUpperCase();
}
