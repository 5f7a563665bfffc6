/** Commands that say how far a link has come, and find the next one that needs work. */

import { KINDS, STATUS, STATUSES, isNull, isOpen, isUnsure } from "../words.js";

const here = (desk) => desk.cursor.link;

function setStatus(desk, status, then) {
  const rows = desk.cursor.selection;
  const edit = rows.length > 1 ? { links: rows.map((link) => link.id) } : { link: rows[0].id };
  return desk.send({ op: "set_status", ...edit, status }, rows, then);
}

function jump(desk, test, words, step) {
  const found = desk.view.seek(here(desk), test, step);
  if (!found) return desk.say(`No row is ${words}.`);
  if (found.wrapped) desk.say(step > 0 ? "From the top again." : "From the end again.");
  desk.cursor.to(found.link);
}

function confirmAndGo(desk) {
  const rows = desk.cursor.selection;
  const go = () => {
    const found = desk.view.seek(rows.at(-1), isOpen);
    if (found) desk.cursor.to(found.link);
    else desk.say("Every row shown is confirmed.");
  };
  return rows.some(isOpen) ? setStatus(desk, "confirmed", go) : go();
}

function nextKind(link) {
  const usual = link.source.length ? KINDS : ["addition", "omission", "lost", "unresolved"];
  return usual[usual.indexOf(link.kind) + 1] ?? null;
}

const jumping = (what, words, test) => ({
  [`next-${what}`]: { words: `Next ${words}`, when: () => true, run: (desk) => jump(desk, test, words, 1) },
  [`previous-${what}`]: { words: `Previous ${words}`, when: () => true, run: (desk) => jump(desk, test, words, -1) },
});

const statusCommands = STATUSES.map((status) => [
  `status-${status}`,
  {
    words: `Mark as ${STATUS[status].toLowerCase()}`,
    short: STATUS[status],
    icon: `status-${status}`,
    edits: true,
    when: () => true,
    run: (desk) => setStatus(desk, status),
  },
]);

/** @type {Object<string, import("./index.js").Command>} */
export const reviewing = {
  ...Object.fromEntries(statusCommands),
  confirm: {
    words: "Confirm and go to the next unconfirmed row",
    short: "Confirm, next",
    icon: "status-confirmed",
    edits: true,
    when: () => true,
    run: confirmAndGo,
  },
  "confirm-through": {
    words: "Confirm this row and all above",
    short: "All above",
    icon: "confirm-through",
    edits: true,
    when: () => true,
    run: (desk) => desk.send({ op: "confirm_through", link: here(desk).id }, [here(desk)]),
  },
  kind: {
    words: "Why one side is empty: omission, addition, lost, unresolved",
    edits: true,
    when: (desk) => isNull(here(desk)),
    why: "Both sides of this row have text.",
    run: (desk, kind = nextKind(here(desk))) => desk.send({ op: "set_kind", link: here(desk).id, kind }, [here(desk)]),
  },
  ...jumping("open", "unconfirmed", isOpen),
  ...jumping("uneven", "not 1:1", (link) => link.source.length !== 1 || link.target.length !== 1),
  ...jumping("noted", "with a note", (link) => link.notes.length > 0),
  ...jumping("unsure", "of low confidence", isUnsure),
};
