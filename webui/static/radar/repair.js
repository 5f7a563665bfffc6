/** The repair of a drift: shown first, before and after, then one edit and one undo step. */

import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { SIDES } from "../words.js";

/** What is wrong, in words. */
export function describeDrift({ rows: [first, last], shift }) {
  const values = { first, last };
  if (shift === 1) return t("Rows {first} to {last}: each has the translation of the row above", values);
  if (shift === -1) return t("Rows {first} to {last}: each has the translation of the row below", values);
  return t("Rows {first} to {last} are off by {count}", { ...values, count: Math.abs(shift) });
}

/**
 * Show what would be done, and do it if it is wanted.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {Object} drift as the server found it
 */
export function openRepair(desk, drift) {
  const lead = t(
    "Rows keep their source, status and notes; their targets move. What is left over at both ends is aligned anew there. " +
      "One undo takes it all back.",
  );
  const { before, after } = drift;
  const dialog = openModal(
    describeDrift(drift),
    [
      h("p", { class: "muted", text: lead }),
      h(
        "div",
        { class: "versions realign" },
        h("section", {}, h("h3", { text: t("As it is") }), ...drawRows(desk, before, drift.more)),
        h("section", {}, h("h3", { text: t("As it would be") }), ...drawRows(desk, after, drift.more)),
      ),
    ],
    {
      kind: "wide",
      buttons: [
        dialogButton(t("Cancel"), { act: () => dialog.close() }),
        dialogButton(t("Put right"), { primary: true }),
      ],
      onSubmit: () => void accept(desk, drift),
      onClose: () => desk.grid.focus(),
    },
  );
  dialog.querySelector(".dialog-body").tabIndex = 0; // it scrolls
  dialog.querySelector(".primary").focus();
}

function accept(desk, { edit, before }) {
  const about = before.map(({ id }) => desk.links.get(id)).filter(Boolean);
  const then = () => {
    const link = desk.links.get(edit.first);
    if (link) desk.cursor.to(link);
  };
  desk.perform("edit", { edit, about, then });
}

function drawRows(desk, rows, more) {
  const drawn = rows.map((row) => drawRow(desk, row));
  if (!more) return drawn;
  const words = tn("… {count} more row …", "… {count} more rows …", more);
  return drawn.toSpliced(drawn.length / 2, 0, h("p", { class: "muted realign-more", text: words }));
}

function drawRow(desk, row) {
  const cells = SIDES.map((side) => {
    const { language, direction } = desk.texts[side];
    const text = row[side].map((segment) => segment.text).join(" ∥ ") || "∅";
    return h("p", { class: "reading", lang: language, dir: direction, text });
  });
  return h("div", { class: "realign-row" }, ...cells);
}
