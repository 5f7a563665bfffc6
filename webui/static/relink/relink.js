/** Linking freely: any segments of neighbouring or selected rows become one link, crossing or not. */

import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { SIDES } from "../words.js";

const AROUND = 2; // rows shown above and below, where none are selected

/** Opens a dialog with the segments of both sides to tick. */
export class Relink {
  #desk;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Show the selected rows, ticked; or the current row, ticked, with some rows around it. */
  open() {
    const { selection, link } = this.#desk.cursor;
    const rows =
      selection.length > 1
        ? selection
        : this.#desk.links.items.slice(Math.max(0, link.index - AROUND), link.index + AROUND + 1);
    const ticked = selection.length > 1 ? selection : [link];
    const lists = SIDES.map((side) => this.#drawSide(side, rows, ticked));
    const sentence = h("p", { class: "muted relink-sum", role: "status" });
    const count = () => (sentence.textContent = this.#summary(dialog));
    const dialog = openModal(
      t("Link segments freely"),
      [
        h("p", {
          class: "muted",
          text: t("Tick what belongs together. It becomes one row; rows left empty go away, and their notes come along."),
        }),
        h("div", { class: "relink-sides" }, ...lists),
        sentence,
      ],
      {
        kind: "wide",
        buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Link"), { primary: true })],
        onSubmit: () => this.#submit(dialog, rows),
        onClose: () => this.#desk.grid.focus(),
      },
    );
    dialog.addEventListener("change", count);
    dialog.addEventListener("keydown", (event) => step(event, dialog));
    count();
    dialog.querySelector("input:checked")?.focus();
  }

  #drawSide(side, rows, ticked) {
    const { language, direction } = this.#desk.texts[side];
    const choices = rows.flatMap((link) =>
      link[side].map((segment) =>
        h(
          "label",
          { class: "choice" },
          h("input", { type: "checkbox", name: side, value: segment.id, checked: ticked.includes(link) }),
          h("span", { class: "relink-row", "aria-hidden": "true", text: String(link.index + 1) }),
          h("span", { class: "reading", lang: language, dir: direction, text: segment.text }),
        ),
      ),
    );
    return h("fieldset", {}, h("legend", { text: languageName(language) }), ...choices);
  }

  #chosen(dialog, side) {
    return [...dialog.querySelectorAll(`input[name=${side}]:checked`)].map((input) => Number(input.value));
  }

  #summary(dialog) {
    const [source, target] = SIDES.map((side) => this.#chosen(dialog, side).length);
    return source + target ? t("One row of {shape}.", { shape: `${source}:${target}` }) : t("Nothing is ticked.");
  }

  #submit(dialog, rows) {
    const edit = { op: "relink", source: this.#chosen(dialog, "source"), target: this.#chosen(dialog, "target") };
    if (!edit.source.length && !edit.target.length) return false;
    const about = rows.filter((link) => SIDES.some((side) => link[side].some(({ id }) => edit[side].includes(id))));
    const side = edit.source.length ? "source" : "target";
    const then = () => this.#desk.cursor.to(this.#desk.links.holding(edit[side][0], side, rows[0].index));
    return void this.#desk.perform("edit", { edit, about, then });
  }
}

/** Arrow keys walk the boxes: up and down within a side, left and right across. */
function step(event, dialog) {
  if (event.target.type !== "checkbox" || !event.key.startsWith("Arrow")) return;
  const side = [...dialog.querySelectorAll(`input[name=${event.target.name}]`)];
  const across = [...dialog.querySelectorAll(`input[type=checkbox]:not([name=${event.target.name}])`)];
  const place = side.indexOf(event.target);
  const goal =
    { ArrowUp: side[place - 1], ArrowDown: side[place + 1] }[event.key] ??
    (/Left|Right/.test(event.key) && across[Math.min(place, across.length - 1)]);
  event.preventDefault();
  if (goal) goal.focus();
}
