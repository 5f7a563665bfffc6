/** The keys of the pivot view, in a dialog. */

import { openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";

const KEYS = [
  ["Moving", [["↑ ↓", "the cell above, below"], ["← →", "the column before, after"], ["PgUp PgDn", "a screenful"], ["Ctrl+Home Ctrl+End", "first row, last row"], ["T", "the notes of this cell whole, or in short"], ["P", "this pair in its editor"], ["F6", "to the bar and back"]]],
  ["Links of this column", [["M Shift+M", "merge with the link below, above"], ["S", "split at the caret"], ["X", "explode"], ["[ ]", "first segment up, last one down"], ["{ }", "everything from here on up, down"], ["Shift+L", "unlink"], ["R", "align again, with preview"]]],
  ["Reviewing this column", [["C", "confirm and go to the next unconfirmed"], ["Shift+C", "confirm this and all above"], ["1 2 3 4", "unreviewed, draft, confirmed, query"], ["O", "why one side is empty"], ["U N B W", "next unconfirmed, not 1:1, with a note, of low confidence"]]],
  ["Text", [["E", "edit the wording, also of the source"], ["J", "join the segments of this cell"], ["Ctrl+Z Ctrl+Y", "undo, redo in this column"]]],
];

/** @param {() => void} onClose */
export function openHelp(onClose) {
  const groups = KEYS.map(([title, keys]) => h("section", {}, h("h3", { text: title }), h("dl", {}, ...keys.map(drawKeys))));
  const lead = "Each column is an alignment of its own: what you do in it changes that alignment alone. Wording is one: a text that several alignments share changes in all.";
  openModal("Keys of the pivot view", [h("p", { class: "muted", text: lead }), h("div", { class: "keys" }, ...groups)], { kind: "help", onClose });
}

function drawKeys([keys, words]) {
  return h("div", {}, h("dt", {}, ...keys.split(" ").map((key) => h("kbd", { text: key }))), h("dd", { text: words }));
}
