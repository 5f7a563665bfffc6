/** The checks in the editor: the way to their page, and accepting what is marked in a row. */

import { t } from "../i18n.js";
import { SIDES } from "../words.js";
import { askReason } from "./accept.js";

const here = () => document.getElementById("desk").dataset;

const SAID = {
  number: (words) => t("The other side has no number “{words}”.", { words }),
  date: (words) => t("The other side has no date “{words}”.", { words }),
  name: (words) => t("The other side has no name “{words}”, or another one in its place.", { words }),
};

/** What is to be said of the marks of one kind: one sentence where both sides have some, else one for each. */
function sentences(kind, marks) {
  const [source, target] = SIDES.map((side) => [...new Set(marks.filter((mark) => mark.side === side).map(({ text }) => text))].join(", "));
  if (!source || !target) return marks.map(({ text }) => SAID[kind](text));
  const values = { source, target };
  return [kind === "name" ? t("One side names “{source}”, the other “{target}”.", values) : t("One side says “{source}”, the other “{target}”.", values)];
}

/** Accept everything that is marked in the current row. */
function accept(desk) {
  const { link } = desk.cursor;
  const marks = link.disagreements;
  const about = Object.keys(SAID).flatMap((kind) => sentences(kind, marks.filter((mark) => mark.kind === kind))).join(" ");
  const named = new Map(marks.map(({ check, fingerprint }) => [fingerprint, [check, link.id, fingerprint]]));
  const send = async (reason) => {
    await desk.api.acceptFindings([...named.values()], reason);
    desk.disagreements.lookAgain([link]);
    desk.say(t("Accepted. The checks list it, and take it back."));
  };
  askReason(about, send, () => desk.grid.focus());
}

/** @type {Object<string, import("../commands/index.js").Command>} */
export const checking = {
  accept: {
    words: t("Accept that numbers, dates or names disagree here, with a reason"),
    short: t("Accept…"),
    icon: "status-confirmed",
    edits: true,
    asks: true,
    when: (desk) => desk.cursor.link.disagreements?.length > 0,
    why: t("Nothing disagrees in this row."),
    run: accept,
  },
  checks: {
    words: t("Quality checks of this alignment"),
    short: t("Checks"),
    icon: "checks",
    asks: true,
    when: () => true,
    run: (desk) => {
      const { document: name, alignment } = here();
      location.assign(`/documents/${encodeURIComponent(name)}/${encodeURIComponent(alignment)}/checks#${desk.cursor.link.id}`);
    },
  },
};
