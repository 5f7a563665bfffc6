/** Commands that move the cursor, take steps back, and open things. */

import { t } from "../i18n.js";

const here = (desk) => desk.cursor.link;

/** To the cell of one side. */
const toSide = (side) => (desk) => desk.cursor.to(here(desk), side);

const stepping = (words, rows, options) => ({
  words,
  when: () => true,
  run: (desk) => desk.cursor.step(rows(desk), options),
});

const tookBack = (desk, outcome) => {
  const [first] = outcome?.links ?? [];
  if (first && desk.links.get(first.id)) desk.cursor.to(desk.links.get(first.id));
};

/** @type {Object<string, import("./index.js").Command>} */
export const moving = {
  down: stepping(t("Next row"), () => 1),
  up: stepping(t("Previous row"), () => -1),
  "select-down": stepping(t("Select the row below as well"), () => 1, { extend: true }),
  "select-up": stepping(t("Select the row above as well"), () => -1, { extend: true }),
  "page-down": stepping(t("A screenful down"), (desk) => desk.grid.screenful(1)),
  "page-up": stepping(t("A screenful up"), (desk) => -desk.grid.screenful(-1)),
  first: stepping(t("First row"), () => -Infinity),
  last: stepping(t("Last row"), () => Infinity),
  left: { words: t("Source side"), trail: true, when: () => true, run: toSide("source") },
  right: { words: t("Target side"), trail: true, when: () => true, run: toSide("target") },
  pick: { run: (desk, { link, side, extend }) => desk.links.get(link.id) && desk.cursor.to(link, side, { extend }) },
  unselect: { words: t("Select this row alone"), when: () => true, run: (desk) => desk.cursor.to(here(desk)) },
  goto: { words: t("Go to row…"), icon: "goto", when: () => true, run: (desk) => desk.dialogs.goTo() },
  find: { words: t("Find in both texts"), run: (desk) => desk.find.focus() },
  "find-next": { words: t("Next row found"), when: () => true, run: (desk) => desk.find.step(1) },
  "find-previous": { words: t("Previous row found"), when: () => true, run: (desk) => desk.find.step(-1) },
  undo: {
    words: t("Undo"),
    icon: "undo",
    edits: true,
    when: (desk) => Boolean(desk.links.undo) || desk.saver.waiting > 0,
    why: t("There is nothing to undo."),
    run: async (desk) => tookBack(desk, await desk.saver.undo()),
  },
  redo: {
    words: t("Redo"),
    icon: "redo",
    edits: true,
    when: (desk) => Boolean(desk.links.redo),
    why: t("There is nothing to redo."),
    run: async (desk) => tookBack(desk, await desk.saver.redo()),
  },
  help: { words: t("Keys and commands"), icon: "help", run: (desk) => desk.dialogs.help() },
  "next-pane": { words: t("Next part of the window"), run: (desk) => desk.nextPart() },
};
