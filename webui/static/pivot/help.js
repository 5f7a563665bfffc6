/** The keys of the pivot view, in a dialog: those of the pair editor that act within a column. */

import { COMMANDS } from "../commands/index.js";
import { openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { keysOf, spell } from "../keys.js";

const MOVING = [
  [["up", "down"], t("The cell above or below")],
  [["left", "right"], t("The column before or after")],
  [["page-up", "page-down"], t("A screenful up or down")],
  [["first", "last"], t("First or last row")],
  [["note"], t("The notes of this cell whole, or in short")],
  [["pivot"], t("This pair in its editor")],
];
/** The commands of the pair editor that act in a column, by group. */
export const GROUPS = [
  [
    t("Linking"),
    [
      "merge-next",
      "merge-previous",
      "split",
      "explode",
      "shift-up",
      "shift-down",
      "shift-all-up",
      "shift-all-down",
      "unlink",
      "realign",
    ],
  ],
  [
    t("Reviewing"),
    ["confirm", "confirm-through", "status-unreviewed", "status-draft", "status-confirmed", "status-query", "kind"],
  ],
  [t("Finding work"), ["next-open", "next-uneven", "next-noted", "next-unsure"]],
  [t("Text and notes"), ["edit-text", "join", "undo", "redo"]],
];

/** @param {() => void} onClose */
export function openHelp(onClose) {
  const lead = t(
    "Each column is an alignment of its own: what you do in it changes that alignment alone. " +
      "Wording is one: a text that several alignments share changes in all.",
  );
  const groups = GROUPS.map(([title, names]) =>
    drawGroup(
      title,
      names.map((name) => [[name], COMMANDS[name].words]),
    ),
  );
  openModal(
    t("Keys of the pivot view"),
    [
      h("p", { class: "muted", text: lead }),
      h("div", { class: "key-groups" }, drawGroup(t("Moving"), MOVING), ...groups),
    ],
    { kind: "help", onClose },
  );
}

function drawGroup(title, rows) {
  return h(
    "section",
    {},
    h("h3", { text: title }),
    h("dl", {}, ...rows.map(([names, words]) => drawKeys(names, words))),
  );
}

function drawKeys(names, words) {
  const keys = names.flatMap(keysOf).map((key) => h("kbd", { text: spell(key) }));
  return h("div", {}, h("dt", {}, ...keys), h("dd", { text: words }));
}
