/** The changes of the whole document, newest first, with what can be done with each. */

import { label } from "../alignment/labels.js";
import { h, icon } from "../dom.js";
import { t, tn } from "../i18n.js";
import { moment } from "../words.js";
import { drawComparison } from "./comparison.js";

const FEW = 6; // rows named beside a change

/** Draws changes; what they do is left to the dialog. */
export class ChangeList {
  element = h("ol", { class: "changes" });
  #desk;
  #acts;

  /**
   * @param {import("../alignment/desk.js").Desk} desk
   * @param {{goTo: (link: string) => void, compare: (from: number) => void, takeBack: (change: Object) => void}} acts
   */
  constructor(desk, acts) {
    this.#desk = desk;
    this.#acts = acts;
  }

  /** @param {Object[]} changes to be shown after those shown already, or with `anew` in their place */
  add(changes, anew) {
    const items = changes.map((change) => this.#item(change));
    if (anew) this.element.replaceChildren(...items);
    else this.element.append(...items);
    if (!this.element.children.length) this.element.append(h("li", { class: "muted", text: t("Nothing yet.") }));
  }

  #item(change) {
    const who = [change.author, change.time && moment(change.time), t("revision {number}", { number: change.revision })];
    const details = h("div", { class: "change-details", hidden: true });
    return h(
      "li",
      { data: { revision: change.revision, ...(change.undone && { undone: "" }) } },
      h("p", { class: "change-label" }, h("span", { text: label(change.label) }), change.undone && this.#undone()),
      h("p", { class: "change-facts" }, ...this.#rows(change), h("span", { text: who.filter(Boolean).join(" · ") })),
      h("div", { class: "change-acts" }, this.#toggle(change, details), ...this.#buttons(change)),
      details,
    );
  }

  #undone() {
    return h("span", { class: "badge" }, icon("undo"), t("taken back"));
  }

  #rows({ links }) {
    const rows = links.filter((link) => this.#desk.links.get(link)).slice(0, FEW);
    const more = links.length > FEW && h("span", { text: tn("{count} row in all", "{count} rows in all", links.length) });
    return [...rows.map((link) => this.goTo(link)), more].filter(Boolean);
  }

  /** A button that goes to a row, or only its name where it is gone. */
  goTo(id) {
    const link = this.#desk.links.get(id);
    if (!link) return h("span", { class: "row-name", text: id });
    const title = t("Go to row {row}", { row: link.index + 1 });
    return h("button", { type: "button", class: "row-name", title, on: { click: () => this.#acts.goTo(id) } }, id);
  }

  #toggle(change, details) {
    const show = async () => {
      const open = details.hidden;
      button.setAttribute("aria-expanded", String(open));
      details.hidden = !open;
      if (open && !details.children.length) details.replaceChildren(...(await this.#details(change)));
    };
    const button = this.#button(t("What changed"), show, { "aria-expanded": "false" });
    return button;
  }

  async #details({ revision }) {
    const found = await this.#desk.api.compare(revision - 1, revision).catch((error) => error);
    if (found instanceof Error) return [h("p", { class: "alert", text: found.message })];
    return drawComparison(found, this.#desk.texts, (link) => this.goTo(link));
  }

  #buttons(change) {
    const since = this.#button(t("Compare with now"), () => this.#acts.compare(change.revision - 1));
    const undo = !this.#desk.readOnly && change.kind === "edit" && !change.undone;
    return [since, ...(undo ? [this.#button(t("Undo only this"), () => this.#acts.takeBack(change))] : [])];
  }

  #button(words, click, more = {}) {
    return h("button", { type: "button", class: "button small", ...more, on: { click } }, words);
  }
}
