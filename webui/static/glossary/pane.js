/** The terms of the current row in the side pane: what the glossary wants, and whether it stands there. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { askReason } from "../quality/accept.js";
import { isAmiss, sentence } from "./marks.js";
import { TERM_STATUS } from "./words.js";

const STATE = {
  kept: { icon: "term-admitted", words: t("Rendered as the glossary wants") },
  open: { icon: "status-unreviewed", words: t("Not seen in the translation; nothing is required") },
  missing: { icon: "warning", words: t("A required rendering is missing") },
  forbidden: { icon: "term-forbidden", words: t("Forbidden") },
  accepted: { icon: "status-confirmed", words: t("Accepted as it is") },
};

/** A part of the side pane that is there only for rows with terms. */
export class TermList {
  element = h("section", { class: "row-terms", "aria-label": t("Terms"), hidden: true });
  #desk;
  #link = null;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.links.addEventListener("patch", ({ detail }) => detail.changed.includes(this.#link) && this.#draw());
  }

  /** @param {import("../alignment/links.js").Link} link */
  show(link) {
    this.#link = link;
    this.#draw();
  }

  #draw() {
    const uses = this.#link.terms ?? [];
    const state = JSON.stringify([this.#link.id, uses]);
    if (this.element.dataset.state === state) return;
    this.element.dataset.state = state;
    this.element.hidden = !uses.length;
    const order = [...uses].sort((a, b) => isAmiss(b) - isAmiss(a));
    this.element.replaceChildren(
      h("h3", {}, icon("glossary"), " ", t("Terms")),
      h("ul", {}, ...order.map((use) => this.#drawUse(use))),
    );
  }

  #drawUse(use) {
    const { state, side, text, renderings, note } = use;
    const { language, direction } = this.#desk.texts[side];
    const amiss = isAmiss(use);
    return h(
      "li",
      { data: { state } },
      icon(STATE[state].icon),
      h(
        "div",
        {},
        h(
          "p",
          {},
          h("span", { class: "term-text", lang: language, dir: direction, text }),
          h("span", { class: "sr-only", text: amiss ? "" : `: ${STATE[state].words}` }),
          state !== "forbidden" && renderings.length > 0 && h("span", { "aria-hidden": "true", text: " → " }),
          state !== "forbidden" && h("span", { title: STATE[state].words }, ...this.#list(renderings)),
          this.#lookUp(side, text, language),
        ),
        amiss && h("p", { class: "term-sentence", text: sentence(use) }),
        note && h("p", { class: "muted", text: note }),
        amiss && !this.#desk.readOnly && h("p", { class: "term-buttons" }, ...renderings.slice(0, 3).map((each) => this.#button(use, each)), this.#accept(use)),
      ),
    );
  }

  /** The way to how the term was rendered elsewhere. */
  #lookUp(side, term, from) {
    const to = this.#desk.texts[side === "source" ? "target" : "source"].language;
    const words = t("Renderings of “{term}”", { term });
    return h("a", { class: "term-look", href: `/renderings?${new URLSearchParams({ term, from, to })}`, title: words }, icon("search"), h("span", { class: "sr-only", text: words }));
  }

  #list(renderings) {
    return renderings.flatMap(({ term, language, status }, place) => [
      place > 0 ? " · " : "",
      h("span", { lang: language, dir: "auto", title: TERM_STATUS[status], text: term }),
    ]);
  }

  #accept(use) {
    const link = this.#link;
    const send = async (reason) => {
      await this.#desk.api.acceptFindings([[use.check, link.id, use.fingerprint]], reason);
      this.#desk.terms.lookAgain([link]);
      this.#desk.say(t("Accepted. The checks list it, and take it back."));
    };
    const click = () => askReason(sentence(use), send, () => this.#desk.grid.focus());
    return h("button", { type: "button", class: "button small", on: { click } }, t("Accept…"));
  }

  /** A forbidden term is replaced where it stands; a missing one goes to the clipboard, for nobody knows its place. */
  #button(use, { term, language }) {
    const replaces = use.state === "forbidden";
    const words = replaces ? t("Replace by “{term}”", { term }) : t("Copy “{term}”", { term });
    const click = () => (replaces ? this.#replace(use, term) : this.#copy(term));
    return h("button", { type: "button", class: "button small", on: { click } }, h("span", { lang: language, text: words }));
  }

  #replace({ side, segment, start, end, text }, term) {
    const found = this.#link[side].find(({ id }) => id === segment);
    const signs = [...(found?.text ?? "")];
    if (signs.slice(start, end).join("") !== text) return;
    const words = [...signs.slice(0, start), term, ...signs.slice(end)].join("");
    this.#desk.perform("edit", { edit: { op: "edit_text", segment, text: words }, about: [this.#link] });
    this.#desk.grid.focus();
  }

  async #copy(term) {
    try {
      await navigator.clipboard.writeText(term);
      this.#desk.say(t("Copied “{term}”. Press E to edit the text and put it in.", { term }));
    } catch {
      this.#desk.say(t("The browser does not let this page copy. The term is “{term}”.", { term }), "warning");
    }
  }
}
