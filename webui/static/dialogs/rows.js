/** Dialogs that ask for a row: to go there, or to send a segment there. */

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { dialogButton, openModal } from "./modal.js";

/**
 * Ask for a row and go there.
 * @param {import("../alignment/desk.js").Desk} desk
 */
export function openGoTo(desk) {
  const field = rowField(desk, desk.cursor.link.index + 1);
  openModal(t("Go to row"), [field.element], {
    kind: "small",
    buttons: [dialogButton(t("Go"), { primary: true })],
    onSubmit: () => {
      const link = field.link();
      if (!link) return false;
      if (desk.view.place(link) < 0) desk.showAll();
      desk.cursor.to(link);
    },
    onClose: () => desk.grid.focus(),
  });
  field.focus();
}

/**
 * Ask which segment of the current cell shall go to which row, and send it.
 * @param {import("../alignment/desk.js").Desk} desk
 */
export function openSend(desk) {
  const { link, side } = desk.cursor;
  const { language, direction } = desk.texts[side];
  const field = rowField(desk, Math.min(link.index + 2, desk.links.items.length));
  const choices = link[side].map((segment, index) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name: "segment", value: segment.id, checked: index === 0 }),
      h("span", { class: "reading", lang: language, dir: direction, text: segment.text }),
    ),
  );
  const dialog = openModal(
    t("Send a segment to another row"),
    [h("fieldset", {}, h("legend", { text: t("Segment") }), ...choices), field.element],
    {
      buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), dialogButton(t("Send"), { primary: true })],
      onSubmit: () => {
        const to = field.link();
        if (!to || to === link) return false;
        const segment = Number(dialog.querySelector("input[name=segment]:checked").value);
        desk.perform("edit", {
          edit: { op: "move", segment, link: to.id },
          about: [link, to],
          then: () => desk.cursor.to(to, side),
        });
      },
      onClose: () => desk.grid.focus(),
    },
  );
  field.focus();
}

function rowField(desk, value) {
  const input = h("input", {
    type: "number",
    id: "row-number",
    min: "1",
    max: String(desk.links.items.length),
    required: true,
    value: String(value),
  });
  const element = h(
    "p",
    { class: "field" },
    h("label", { for: "row-number", text: t("Row (1 to {last})", { last: desk.links.items.length }) }),
    input,
  );
  return {
    element,
    link: () => desk.links.items[Number(input.value) - 1],
    focus: () => (input.focus(), input.select()),
  };
}
