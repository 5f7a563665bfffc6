/** What happens when two people edit the same row: nothing is lost, one choice settles it. */

import { h } from "../dom.js";
import { dialogButton, openModal } from "./modal.js";

/**
 * Show an edit that was not made, beside what others made of its rows.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {{edit: Object, seen: Object[]}} conflict `seen`: the links as the editor saw them
 */
export function openConflict(desk, { edit, seen }) {
  const now = seen.map((link) => desk.links.get(link.id));
  const possible = now.every(Boolean);
  const send = () => desk.perform("edit", { edit, about: now });
  const words = edit.op === "edit_text" ? editedText(desk, edit, now) : rows(desk, seen, now);
  const leave = dialogButton("Keep theirs", { primary: !possible, act: () => dialog.close() });
  const lead = possible
    ? "Someone else changed this row while you worked on it. Your edit is not made yet."
    : "Someone else changed this row while you worked on it; it no longer exists, so your edit could not be made.";
  const dialog = openModal("Two versions", [h("p", { text: lead }), ...words], {
    kind: "wide",
    buttons: [leave, ...(possible ? [dialogButton("Make my edit", { primary: true })] : [])],
    onSubmit: () => void (possible && send()),
    onClose: () => desk.grid.focus(),
  });
}

function editedText(desk, { segment, text }, [link]) {
  const side = link?.target.some(({ id }) => id === segment) ? "target" : "source";
  const theirs = link?.[side].find(({ id }) => id === segment)?.text ?? "This segment no longer exists.";
  return [
    versions([
      ["Yours", [quote(desk, side, text)]],
      ["Theirs, saved", [quote(desk, side, theirs)]],
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
      ["As you saw it", draw(seen)],
      ["As it is now", draw(now)],
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
