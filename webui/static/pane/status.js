/** The status of the current row, why it may need a look, and why a side is empty. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { withKey } from "../keys.js";
import { KIND, KINDS, STATUS, STATUSES, isNull, isUnsure, percent } from "../words.js";

/** Buttons for the statuses and kinds. */
export class StatusChoice {
  element;
  #desk;
  #buttons;
  #facts = h("div", { class: "facts" });
  #kinds;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#buttons = STATUSES.map((status) => this.#statusButton(status));
    this.#kinds = this.#drawKinds();
    this.element = h(
      "div",
      {},
      h("div", { class: "status-choice", role: "group", "aria-label": t("Status") }, ...this.#buttons),
      this.#facts,
      this.#kinds,
    );
  }

  /** @param {import("../alignment/links.js").Link} link */
  show(link) {
    for (const button of this.#buttons)
      button.setAttribute("aria-pressed", String(button.dataset.status === link.status));
    for (const button of this.#buttons) button.title = withKey(STATUS[button.dataset.status], `status-${button.dataset.status}`);
    this.#facts.replaceChildren(...this.#drawFacts(link));
    this.#kinds.hidden = !isNull(link);
    for (const button of this.#kinds.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.kind === link.kind));
  }

  #statusButton(status) {
    const command = `status-${status}`;
    return h(
      "button",
      {
        type: "button",
        title: withKey(STATUS[status], command),
        disabled: this.#desk.readOnly,
        data: { status },
        on: { click: () => this.#desk.perform(command) },
      },
      icon(command),
      STATUS[status],
    );
  }

  #drawKinds() {
    const button = (kind) =>
      h(
        "button",
        {
          type: "button",
          class: "button small",
          disabled: this.#desk.readOnly,
          data: { kind },
          on: {
            click: ({ currentTarget }) =>
              this.#desk.perform("kind", currentTarget.getAttribute("aria-pressed") === "true" ? null : kind),
          },
        },
        KIND[kind],
      );
    return h(
      "div",
      { class: "kind-choice", role: "group", "aria-label": t("Why one side is empty") },
      h("p", { text: t("Why one side is empty") }),
      ...KINDS.map(button),
    );
  }

  #drawFacts(link) {
    return [
      link.confidence !== null &&
        h("span", { class: isUnsure(link) ? "unsure" : "", text: t("Aligner’s confidence {share}", { share: percent(link.confidence) }) }),
    ].filter(Boolean);
  }
}
