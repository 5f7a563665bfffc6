/** Commands that change which segments belong together. */

import { t } from "../i18n.js";
import { isNull } from "../words.js";

const here = (desk) => desk.cursor.link;
const cell = (desk) => here(desk)[desk.cursor.side];
const several = (desk) => desk.cursor.selection.length > 1;
const goTo = (desk, id) => () => desk.cursor.to(desk.links.get(id) ?? here(desk));

function merge(desk, rows) {
  const [first] = rows;
  return desk.send({ op: "merge", links: rows.map((link) => link.id) }, rows, goTo(desk, first.id));
}

/** The row that gives a segment: this one, or, where its cell is empty, the one that the segment comes from. */
function giver(desk, direction) {
  const link = here(desk);
  if (link[desk.cursor.side].length) return link;
  const beside = direction === "up" ? desk.links.after(link) : desk.links.before(link);
  return beside?.[desk.cursor.side].length ? beside : null;
}

function shift(desk, direction) {
  const { link, side } = desk.cursor;
  const from = giver(desk, direction);
  const rows = from === link ? [link] : [link, from];
  return desk.send({ op: "shift", link: from.id, side, direction }, rows, () => stay(desk, link));
}

/** Where a row went away because all of it moved, the cursor has gone with its segments. */
function stay(desk, link) {
  if (desk.links.get(link.id)) desk.cursor.to(link);
}

function shiftAll(desk, direction) {
  const { link, side } = desk.cursor;
  return desk.send({ op: "shift_all", link: link.id, side, direction }, [link]);
}

const shifting = (direction, words, icon) => ({
  words,
  icon,
  edits: true,
  when: (desk) => giver(desk, direction) !== null,
  why: t("There is nothing here to move that way."),
  run: (desk) => shift(desk, direction),
});

const shiftingAll = (direction, words, icon) => ({
  words,
  icon,
  edits: true,
  when: () => true,
  run: (desk) => shiftAll(desk, direction),
});

/** @type {Object<string, import("./index.js").Command>} */
export const linking = {
  "merge-next": {
    words: t("Merge with the row below"),
    short: t("Merge down"),
    icon: "merge-down",
    edits: true,
    when: (desk) => several(desk) || Boolean(desk.links.after(here(desk))),
    why: t("There is no row below."),
    run: (desk) => merge(desk, several(desk) ? desk.cursor.selection : [here(desk), desk.links.after(here(desk))]),
  },
  "merge-previous": {
    words: t("Merge with the row above"),
    short: t("Merge up"),
    icon: "merge-up",
    edits: true,
    when: (desk) => several(desk) || Boolean(desk.links.before(here(desk))),
    why: t("There is no row above."),
    run: (desk) => merge(desk, several(desk) ? desk.cursor.selection : [desk.links.before(here(desk)), here(desk)]),
  },
  split: {
    words: t("Split at the caret"),
    short: t("Split…"),
    icon: "split",
    edits: true,
    when: (desk) => cell(desk).length > 0,
    why: t("This cell is empty."),
    run: (desk) => desk.split.start(),
  },
  explode: {
    words: t("Explode into one row a segment pair"),
    short: t("Explode"),
    icon: "explode",
    edits: true,
    when: (desk) => Math.max(here(desk).source.length, here(desk).target.length) > 1,
    why: t("This row has no more than one segment on a side."),
    run: (desk) => desk.send({ op: "explode", link: here(desk).id }, [here(desk)]),
  },
  link: {
    words: t("Link segments freely (crossing, n:m)"),
    short: t("Link freely…"),
    icon: "link",
    edits: true,
    when: () => true,
    run: (desk) => desk.relink.open(),
  },
  unlink: {
    words: t("Unlink the two sides"),
    short: t("Unlink"),
    icon: "unlink",
    edits: true,
    when: (desk) => !isNull(here(desk)),
    why: t("One side is empty already."),
    run: (desk) => desk.send({ op: "unlink", link: here(desk).id }, [here(desk)]),
  },
  realign: {
    words: t("Align the unsettled rows around here again, with preview"),
    short: t("Align again…"),
    icon: "redo",
    edits: true,
    asks: true,
    when: () => true,
    run: (desk) => desk.realign.open(),
  },
  "shift-up": shifting("up", t("First segment of this cell up; into an empty cell from below"), "up"),
  "shift-down": shifting("down", t("Last segment of this cell down; into an empty cell from above"), "down"),
  "shift-all-up": shiftingAll("up", t("Everything from here on up"), "all-up"),
  "shift-all-down": shiftingAll("down", t("Everything from here on down"), "all-down"),
  send: {
    words: t("Send a segment to another row"),
    short: t("Send to…"),
    icon: "send",
    edits: true,
    when: (desk) => cell(desk).length > 0,
    why: t("This cell is empty."),
    run: (desk) => desk.dialogs.send(),
  },
};
