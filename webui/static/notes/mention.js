/** Offers rows while `#` and the beginning of a row's number, id or words are written in a note. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { isComposing } from "../keys.js";
import { SIDES } from "../words.js";

const MOST = 6;
const BEGUN = /(?<![\p{L}\p{N}#])#([\p{L}\p{N}]{1,20})$/u;
let count = 0;

/** A list under a field; arrows choose, Enter or Tab takes, Escape closes the list alone. */
export class MentionPicker {
  element;
  #field;
  #desk;
  #links = [];
  #at = 0;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(field, desk) {
    this.#field = field;
    this.#desk = desk;
    const id = `mentions-${(count += 1)}`;
    this.element = h("ul", { class: "mentions", role: "listbox", id, "aria-label": t("Rows to mention"), hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.addEventListener("input", () => this.#look());
    field.addEventListener("blur", () => this.#show([]));
    field.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("pointerdown", (event) => this.#point(event));
  }

  #begun() {
    return BEGUN.exec(this.#field.value.slice(0, this.#field.selectionStart));
  }

  #look() {
    const begun = this.#begun();
    this.#show(begun ? this.#find(begun[1].toLocaleLowerCase()) : []);
  }

  /** Rows by number, id or words; a whole id needs no help any more. */
  #find(words) {
    const { items } = this.#desk.links;
    const exact = items[Number(words) - 1];
    if (items.some(({ id }) => id.toLowerCase() === words)) return [];
    const passes = /^\d+$/.test(words)
      ? (link) => String(link.index + 1).startsWith(words) && link !== exact
      : (link) => link.id.toLowerCase().startsWith(words) || has(link, words);
    const found = exact ? [exact] : [];
    for (const link of items) {
      if (found.length === MOST) break;
      if (passes(link)) found.push(link);
    }
    return found;
  }

  #show(links) {
    this.#links = links;
    this.#at = 0;
    this.element.hidden = !links.length;
    this.element.replaceChildren(...links.map((link, place) => this.#draw(link, place)));
    this.#mark();
  }

  #draw(link, place) {
    const { language, direction } = this.#desk.texts.source;
    const words = link.source[0]?.text ?? link.target[0]?.text ?? "";
    return h(
      "li",
      { role: "option", id: `${this.element.id}-${place}`, data: { place } },
      h("span", { class: "note-row", text: t("Row {row}", { row: link.index + 1 }) }),
      h("span", { class: "mention-words", ...(link.source.length && { lang: language, dir: direction }), text: words }),
    );
  }

  #mark() {
    for (const [place, option] of [...this.element.children].entries())
      option.setAttribute("aria-selected", String(place === this.#at));
    if (this.#links.length) this.#field.setAttribute("aria-activedescendant", `${this.element.id}-${this.#at}`);
    else this.#field.removeAttribute("aria-activedescendant");
    this.element.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (!this.#links.length || isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + this.#links.length) % this.#links.length;
    else if (event.key === "Escape") this.#show([]);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.#take(this.#at);
    else return;
    this.#mark();
    event.preventDefault();
    event.stopPropagation();
  }

  /** The field keeps the keyboard. */
  #point(event) {
    const option = event.target.closest("[data-place]");
    if (!option) return;
    event.preventDefault();
    this.#take(Number(option.dataset.place));
  }

  #take(place) {
    const { selectionStart: end } = this.#field;
    this.#field.setRangeText(`#${this.#links[place].id} `, end - this.#begun()[0].length, end, "end");
    this.#show([]);
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const has = (link, words) => SIDES.some((side) => link[side].some(({ text }) => text.toLocaleLowerCase().includes(words)));
