/** Commands that say how far a link has come, and find the next one that needs work. */

import { sideToMend } from "../alignment/trail.js";
import { t } from "../i18n.js";
import { KINDS, STATUS, STATUSES, isNull, isOpen, isUnsure } from "../words.js";

const here = (desk) => desk.cursor.link;
const WRAPPED = { 1: t("From the top again."), [-1]: t("From the end again.") };

function setStatus(desk, status, then) {
  const rows = desk.cursor.selection;
  const edit = rows.length > 1 ? { links: rows.map((link) => link.id) } : { link: rows[0].id };
  return desk.send({ op: "set_status", ...edit, status }, rows, then);
}

function jump(desk, { test, none }, step) {
  const found = desk.view.seek(here(desk), test, step);
  if (!found) return desk.say(none);
  if (found.wrapped) desk.say(WRAPPED[step]);
  desk.cursor.to(found.link, sideToMend(found.link, desk.cursor.side));
  desk.trail.begin(test);
}

function confirmAndGo(desk) {
  const rows = desk.cursor.selection;
  const go = () => {
    const found = desk.view.seek(rows.at(-1), desk.trail.wanted) ?? desk.view.seek(rows.at(-1), isOpen);
    if (found) desk.cursor.to(found.link);
    else desk.say(t("Every row shown is confirmed."));
  };
  return rows.some(isOpen) ? setStatus(desk, "confirmed", go) : go();
}

function nextKind(link) {
  const usual = link.source.length ? KINDS : ["addition", "omission", "lost", "unresolved"];
  return usual[usual.indexOf(link.kind) + 1] ?? null;
}

const JUMPS = {
  open: {
    next: t("Next unconfirmed row"),
    previous: t("Previous unconfirmed row"),
    none: t("No row is unconfirmed."),
    test: isOpen,
  },
  uneven: {
    next: t("Next row that is not 1:1"),
    previous: t("Previous row that is not 1:1"),
    none: t("Every row is 1:1."),
    test: (link) => link.source.length !== 1 || link.target.length !== 1,
  },
  noted: {
    next: t("Next row with a note"),
    previous: t("Previous row with a note"),
    none: t("No row has a note."),
    test: (link) => link.notes.length > 0,
  },
  unsure: {
    next: t("Next row of low confidence"),
    previous: t("Previous row of low confidence"),
    none: t("No row is of low confidence."),
    test: isUnsure,
  },
};

const jumping = (sort, words, step) => ({
  words,
  trail: true,
  when: () => true,
  run: (desk) => jump(desk, JUMPS[sort], step),
});

const jumps = Object.entries(JUMPS).flatMap(([sort, { next, previous }]) => [
  [`next-${sort}`, jumping(sort, next, 1)],
  [`previous-${sort}`, jumping(sort, previous, -1)],
]);

const MARK = {
  unreviewed: t("Mark as unreviewed"),
  draft: t("Mark as draft"),
  confirmed: t("Mark as confirmed"),
  query: t("Mark as query"),
};

const statusCommands = STATUSES.map((status) => [
  `status-${status}`,
  {
    words: MARK[status],
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
    words: t("Confirm and go to the next unconfirmed row"),
    short: t("Confirm, next"),
    icon: "status-confirmed",
    edits: true,
    when: () => true,
    run: confirmAndGo,
  },
  "confirm-through": {
    words: t("Confirm this row and all above"),
    short: t("All above"),
    icon: "confirm-through",
    edits: true,
    when: () => true,
    run: (desk) => desk.send({ op: "confirm_through", link: here(desk).id }, [here(desk)]),
  },
  kind: {
    words: t("Why one side is empty: omission, addition, lost, unresolved"),
    short: t("Why empty"),
    icon: "warning",
    edits: true,
    when: (desk) => isNull(here(desk)),
    why: t("Both sides of this row have text."),
    run: (desk, kind = nextKind(here(desk))) => desk.send({ op: "set_kind", link: here(desk).id, kind }, [here(desk)]),
  },
  ...Object.fromEntries(jumps),
};
