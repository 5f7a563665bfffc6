/** The dialog for editions: choices on one side, a live preview on the other, and a button that makes the file. */

import { jobState } from "../api.js";
import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { makeChoices } from "./choices.js";

const PAUSE = 250; // milliseconds between two looks at the job
const REST = 300; // milliseconds without a change before the preview is drawn anew

/**
 * Open the dialog.
 * @param {import("../alignment/desk.js").Desk} desk
 */
export async function openEdition(desk) {
  let described;
  try {
    described = await desk.api.editionChoices();
  } catch (error) {
    return desk.say(error.message, "warning");
  }
  const frame = h("iframe", { class: "edition-preview", title: t("Preview of the edition"), sandbox: "", tabindex: "0" });
  const message = h("p", { class: "edition-message", role: "status" });
  const choices = makeChoices(described, desk.links, () => show());
  const make = dialogButton(t("Make the file"), { primary: true });
  const open = h("a", { class: "button", target: "_blank", rel: "noopener", text: t("View in the browser") });
  const bar = h("progress", { class: "edition-progress", "aria-label": t("Making the edition"), hidden: true });
  const preview = h("div", { class: "edition-look" }, frame, h("p", { class: "muted", text: t("Preview of the first rows, as a page of the browser.") }));
  const dialog = openModal(t("Make an edition"), [choices.element, preview], {
    kind: "edition",
    buttons: [message, bar, open, make],
    onSubmit: () => (void work(), false),
    onClose: () => desk.grid.focus(),
  });
  draw();

  let waiting = 0;
  function show() {
    clearTimeout(waiting);
    waiting = setTimeout(draw, REST);
  }

  async function draw() {
    const options = choices.options();
    open.href = desk.api.editionAddress("html", { ...options, inline: "1" });
    say("");
    try {
      await desk.api.checkEdition(options);
      frame.src = `${desk.api.previewAddress(options)}#texts`;
    } catch (error) {
      say(error.message, true);
    }
  }

  async function work() {
    make.disabled = true;
    bar.hidden = false;
    say(t("Making the edition"));
    try {
      if (desk.readOnly) location.assign(desk.api.editionAddress(choices.format(), choices.options()));
      else location.assign(await follow(await desk.api.makeEdition(choices.format(), choices.options())));
      say(t("The file is ready."));
    } catch (error) {
      say(error.message, true);
    }
    make.disabled = false;
    bar.hidden = true;
  }

  async function follow({ job }) {
    for (;;) {
      const state = await jobState(job);
      if (state.state === "done") return state.url;
      if (state.state === "failed") throw new Error(state.error);
      if (!dialog.isConnected) return "#";
      say(state.phase);
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }

  function say(words, bad = false) {
    message.textContent = words;
    message.toggleAttribute("data-bad", bad);
  }
}
