/** Aligning the unsettled rows around here again: shown first, before and after, then one edit and one undo step. */

import { jobState } from "../api.js";
import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { SIDES } from "../words.js";

const PAUSE = 250; // milliseconds between two looks at the job

/** Opens a dialog with what would change. */
export class Realign {
  #desk;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Ask the server what aligning again would change around the current row, and show it. */
  async open() {
    const here = this.#desk.cursor.link;
    this.#desk.say(t("Aligning the unsettled rows around here again…"));
    let proposal;
    try {
      proposal = await this.#follow(await this.#desk.api.realign(here.id));
    } catch (error) {
      return this.#desk.say(error.message, "warning");
    }
    if (!proposal.changes.length) return this.#desk.say(t("Aligning again would change nothing here."));
    this.#desk.say("");
    this.#show(proposal, here);
  }

  async #follow({ job }) {
    for (;;) {
      const state = await jobState(job);
      if (state.state === "done") return state.result;
      if (state.state === "failed") throw new Error(state.error);
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }

  #show({ changes, edit }, here) {
    const lead = t(
      "Confirmed rows and rows made by hand stay. Rows that come out as they were keep their status and notes; " +
        "the notes of the others go with their first segment. One undo takes it all back.",
    );
    const dialog = openModal(
      tn("Align again: {count} place", "Align again: {count} places", changes.length),
      [h("p", { class: "muted", text: lead }), ...changes.map((change) => this.#draw(change))],
      {
        kind: "wide",
        buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Align so"), { primary: true })],
        onSubmit: () => void this.#desk.perform("edit", { edit, about: this.#touched(changes), then: () => this.#back(here) }),
        onClose: () => this.#desk.grid.focus(),
      },
    );
    dialog.querySelector(".primary").focus();
  }

  #touched(changes) {
    return changes.flatMap(({ before }) => before.map(({ id }) => this.#desk.links.get(id))).filter(Boolean);
  }

  #back(here) {
    const link = this.#desk.links.get(here.id);
    if (link) this.#desk.cursor.to(link);
  }

  #draw({ before, after }) {
    return h(
      "div",
      { class: "versions realign" },
      h("section", {}, h("h3", { text: t("As it is") }), ...before.map((link) => this.#row(link))),
      h("section", {}, h("h3", { text: t("As it would be") }), ...after.map((link) => this.#row(link))),
    );
  }

  #row(link) {
    const cells = SIDES.map((side) => {
      const { language, direction } = this.#desk.texts[side];
      return h("p", { class: "reading", lang: language, dir: direction, text: link[side].map((s) => s.text).join(" ∥ ") || "∅" });
    });
    return h("div", { class: "realign-row" }, ...cells);
  }
}
