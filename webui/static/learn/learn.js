/** What the aligner has learned from confirmed rows: shown, learned anew with progress, forgotten. */

import { jobState } from "../api.js";
import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { keyWords } from "../keys.js";

const PAUSE = 250; // milliseconds between two looks at the job

/** Opens the dialog; one learning at a time. */
export class Learn {
  #desk;
  #dialog = null;
  #said = null;
  #learn = null;
  #forget = null;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Show what is known of these two languages. */
  async open() {
    let known;
    try {
      known = (await this.#desk.api.learned()).learned;
    } catch (error) {
      return this.#desk.say(error.message, "warning");
    }
    this.#show(known);
  }

  #show(known) {
    this.#said = h("p", { class: "learned", role: "status", text: this.#known(known) });
    this.#forget = dialogButton(t("Forget"), { act: () => void this.#do(() => this.#forgetAll()) });
    this.#forget.hidden = !known;
    this.#learn = dialogButton(t("Learn now"), { act: () => void this.#do(() => this.#learnAnew()), primary: true });
    const body = [
      h("p", {
        text: t(
          "The rows that people have confirmed, in every alignment of this workspace, teach the aligner which words " +
            "translate which, how long the sides are, and what people join. It uses that when it aligns again ({key}), " +
            "and for new alignments of these languages.",
          { key: keyWords("realign") },
        ),
      }),
      this.#said,
    ];
    const close = dialogButton(t("Close"), { act: () => this.#dialog.close() });
    this.#dialog = openModal(t("Learn from confirmed rows"), body, {
      buttons: [this.#forget, close, this.#learn],
      onClose: () => this.#desk.grid.focus(),
    });
    this.#learn.focus();
  }

  #known(learned) {
    if (!learned) return t("Nothing has been learned about these two languages yet.");
    return t("Learned. Confirmed rows: {links}; alignments: {alignments}.", learned);
  }

  /** Do one thing with the buttons off; say what went wrong. */
  async #do(work) {
    for (const button of [this.#learn, this.#forget]) button.disabled = true;
    try {
      await work();
    } catch (error) {
      this.#said.textContent = error.message;
    }
    for (const button of [this.#learn, this.#forget]) button.disabled = false;
    if (this.#dialog.open) this.#learn.focus();
  }

  async #learnAnew() {
    this.#said.textContent = t("Learning…");
    const { reports } = await this.#follow(await this.#desk.api.learn());
    const { learned } = await this.#desk.api.learned();
    this.#forget.hidden = !learned;
    const lines = reports.map((report) => h("li", { text: this.#line(report) }));
    this.#said.replaceChildren(
      ...(lines.length ? [h("ul", {}, ...lines)] : [t("Nobody has confirmed a row yet, so there is nothing to learn from.")]),
    );
  }

  #line({ source, target, links, alignments, enough }) {
    const values = { pair: `${languageName(source)} – ${languageName(target)}`, links, alignments };
    if (enough) return t("{pair}: learned. Confirmed rows: {links}; alignments: {alignments}.", values);
    return t("{pair}: too few to learn from. Confirmed rows: {links}; alignments: {alignments}.", values);
  }

  async #follow({ job }) {
    for (;;) {
      const state = await jobState(job);
      if (state.state === "done") return state.result;
      if (state.state === "failed") throw new Error(state.error);
      if (state.total) this.#said.textContent = t("Learning: {done} of {total}", { done: state.done, total: state.total });
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }

  async #forgetAll() {
    await this.#desk.api.forgetLearned();
    this.#forget.hidden = true;
    this.#said.textContent = this.#known(null);
  }
}
