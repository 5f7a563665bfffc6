/** Commands that change the texts themselves, and notes on them. */

import { t } from "../i18n.js";

const here = (desk) => desk.cursor.link;
const cell = (desk) => here(desk)[desk.cursor.side];

/** @type {Object<string, import("./index.js").Command>} */
export const wording = {
  "edit-text": {
    words: t("Edit the text of this cell"),
    short: t("Edit text"),
    icon: "edit",
    edits: true,
    when: (desk) => cell(desk).length > 0,
    why: t("This cell is empty."),
    run: (desk, segment) => desk.editor.open(segment),
  },
  join: {
    words: t("Join the segments of this cell"),
    short: t("Join"),
    icon: "join",
    edits: true,
    when: (desk) => cell(desk).length > 1,
    why: t("This cell has no two segments to join."),
    run: (desk) => desk.send({ op: "join_segments", segments: cell(desk).map((segment) => segment.id) }, [here(desk)]),
  },
  note: {
    words: t("Write a note"),
    icon: "note",
    edits: true,
    when: () => true,
    run: (desk) => (desk.notes.shown ? desk.notes : desk.pane).writeNote(),
  },
  "add-note": {
    edits: true,
    run: (desk, { link, ...note }) => desk.send({ op: "add_note", link: link.id, ...note }, [link]),
  },
  "edit-note": {
    edits: true,
    run: (desk, { link, ...note }) => desk.send({ op: "edit_note", ...note }, [link]),
  },
  "delete-note": {
    edits: true,
    run: (desk, { link, note }) => desk.send({ op: "delete_note", note }, [link]),
  },
  "edit-all": { edits: true, run: (desk, edits) => desk.saver.sendAll(edits) },
  retry: { run: (desk) => void desk.saver.retry() },
  edit: {
    edits: true,
    run: (desk, { edit, about, then }) => desk.send(edit, about, then),
  },
};
