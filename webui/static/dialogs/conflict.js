/** What happens when two people edit the same row: nothing is lost, one choice settles it. */

import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { dialogButton, openModal } from "./modal.js";

/**
 * Show an edit that was not made, beside what others made of its rows.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {{edit: Object, seen: Object[], also?: number}} conflict `seen`: the links as the editor saw them; `also`: how
 *   many later edits were built on this one
 */
export function openConflict(desk, { edit, seen, also = 0 }) {
  const now = seen.map((link) => desk.links.get(link.id));
  const possible = now.every(Boolean);
  const send = () => desk.perform("edit", { edit, about: now });
  const words = edit.op === "edit_text" ? editedText(desk, edit, now) : rows(desk, seen, now);
  const leave = dialogButton(t("Keep theirs"), { primary: !possible, act: () => dialog.close() });
  const lead = possible
    ? t("Someone else changed this row while you worked on it. Your edit is not made yet.")
    : t("Someone else changed this row while you worked on it; it no longer exists, so your edit could not be made.");
  const dialog = openModal(t("Two versions"), [h("p", { text: lead }), ...words, ...drawAlso(also)], {
    kind: "wide",
    buttons: [leave, ...(possible ? [dialogButton(t("Make my edit"), { primary: true })] : [])],
    onSubmit: () => void (possible && send()),
    onClose: () => desk.grid.focus(),
  });
}

function drawAlso(count) {
  if (!count) return [];
  const words = tn(
    "Another edit of yours was built on this one and was not made either.",
    "{count} other edits of yours were built on this one and were not made either.",
    count,
  );
  return [h("p", { text: words })];
}

function editedText(desk, { segment, text }, [link]) {
  const side = link?.target.some(({ id }) => id === segment) ? "target" : "source";
  const theirs = link?.[side].find(({ id }) => id === segment)?.text ?? t("This segment no longer exists.");
  return [
    versions([
      [t("Yours"), [quote(desk, side, text)]],
      [t("Theirs, saved"), [quote(desk, side, theirs)]],
    ]),
  ];
}

function rows(desk, seen, now) {
  const draw = (links) =>
    links
      .filter(Boolean)
      .flatMap((link) =>
        ["source", "target"].map((side) =>
          quote(desk, side, link[side].map((segment) => segment.text).join(" ∥ ") || "∅"),
        ),
      );
  return [
    versions([
      [t("As you saw it"), draw(seen)],
      [t("As it is now"), draw(now)],
    ]),
  ];
}

function versions(columns) {
  const draw = ([title, content]) => h("section", {}, h("h3", { text: title }), ...content);
  return h("div", { class: "versions" }, ...columns.map(draw));
}

function quote(desk, side, text) {
  const { language, direction } = desk.texts[side];
  return h("p", { class: "reading", lang: language, dir: direction, text });
}
