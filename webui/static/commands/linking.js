/** Commands that change which segments belong together. */

import { isNull } from "../words.js";

const here = (desk) => desk.cursor.link;
const cell = (desk) => here(desk)[desk.cursor.side];
const several = (desk) => desk.cursor.selection.length > 1;
const goTo = (desk, id) => () => desk.cursor.to(desk.links.get(id) ?? here(desk));

function merge(desk, rows) {
  const [first] = rows;
  return desk.send({ op: "merge", links: rows.map((link) => link.id) }, rows, goTo(desk, first.id));
}

function shift(desk, op, direction) {
  const { link, side } = desk.cursor;
  return desk.send({ op, link: link.id, side, direction }, [link]);
}

const shifting = (op, direction, words, icon) => ({
  words,
  icon,
  edits: true,
  when: op === "shift" ? (desk) => cell(desk).length > 0 : () => true,
  why: "There is nothing in this cell to move.",
  run: (desk) => shift(desk, op, direction),
});

/** @type {Object<string, import("./index.js").Command>} */
export const linking = {
  "merge-next": {
    words: "Merge with the row below",
    short: "Merge down",
    icon: "merge-down",
    edits: true,
    when: (desk) => several(desk) || Boolean(desk.links.after(here(desk))),
    why: "There is no row below.",
    run: (desk) => merge(desk, several(desk) ? desk.cursor.selection : [here(desk), desk.links.after(here(desk))]),
  },
  "merge-previous": {
    words: "Merge with the row above",
    short: "Merge up",
    icon: "merge-up",
    edits: true,
    when: (desk) => several(desk) || Boolean(desk.links.before(here(desk))),
    why: "There is no row above.",
    run: (desk) => merge(desk, several(desk) ? desk.cursor.selection : [desk.links.before(here(desk)), here(desk)]),
  },
  split: {
    words: "Split at the caret",
    short: "Split…",
    icon: "split",
    edits: true,
    when: (desk) => cell(desk).length > 0,
    why: "This cell is empty.",
    run: (desk) => desk.split.start(),
  },
  explode: {
    words: "Explode into one row a segment pair",
    short: "Explode",
    icon: "explode",
    edits: true,
    when: (desk) => Math.max(here(desk).source.length, here(desk).target.length) > 1,
    why: "This row has no more than one segment on a side.",
    run: (desk) => desk.send({ op: "explode", link: here(desk).id }, [here(desk)]),
  },
  link: {
    words: "Link segments freely (crossing, n:m)",
    short: "Link freely…",
    icon: "link",
    edits: true,
    when: () => true,
    run: (desk) => desk.relink.open(),
  },
  unlink: {
    words: "Unlink the two sides",
    short: "Unlink",
    icon: "unlink",
    edits: true,
    when: (desk) => !isNull(here(desk)),
    why: "One side is empty already.",
    run: (desk) => desk.send({ op: "unlink", link: here(desk).id }, [here(desk)]),
  },
  realign: {
    words: "Align the unsettled rows around here again, with preview",
    short: "Align again…",
    icon: "redo",
    edits: true,
    asks: true,
    when: () => true,
    run: (desk) => desk.realign.open(),
  },
  "shift-up": shifting("shift", "up", "First segment of this cell up", "up"),
  "shift-down": shifting("shift", "down", "Last segment of this cell down", "down"),
  "shift-all-up": shifting("shift_all", "up", "Everything from here on up", "all-up"),
  "shift-all-down": shifting("shift_all", "down", "Everything from here on down", "all-down"),
  send: {
    words: "Send a segment to another row",
    short: "Send to…",
    icon: "send",
    edits: true,
    when: (desk) => cell(desk).length > 0,
    why: "This cell is empty.",
    run: (desk) => desk.dialogs.send(),
  },
};
