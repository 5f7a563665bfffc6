/** The words that links are described with, in one place. */

import { LANGUAGE, number, t } from "./i18n.js";

export const STATUSES = ["unreviewed", "draft", "confirmed", "query"];
export const STATUS = { unreviewed: t("Unreviewed"), draft: t("Draft"), confirmed: t("Confirmed"), query: t("Query") };

export const KINDS = ["omission", "addition", "lost", "unresolved"];
export const KIND = {
  omission: t("Omission"),
  addition: t("Addition"),
  lost: t("Lost"),
  unresolved: t("Unresolved"),
};

export const SIDES = ["source", "target"];

/** Below this confidence a link asks to be looked at. */
export const LOW_CONFIDENCE = 0.5;

/** Whether the aligner was unsure of a link that nobody has confirmed, or said to be an omission or the like. */
export const isUnsure = (link) =>
  link.confidence !== null && link.confidence < LOW_CONFIDENCE && link.status !== "confirmed" && !isExplained(link);

/** Whether one side is empty and it is said why: nothing to warn of, but for what is still unresolved. */
export const isExplained = (link) => link.kind !== null && link.kind !== "unresolved";

/** Whether a link awaits confirmation, for the first time or again. */
export const isOpen = (link) => link.status !== "confirmed" || link.changed_since_confirmed;

/** The numbers of segments on both sides: `2:1`. */
export const shape = (link) => `${link.source.length}:${link.target.length}`;

/** Whether one side of a link is empty. */
export const isNull = (link) => !link.source.length || !link.target.length;

/** A count with its noun: `1 row`, `12 rows`. */
export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/** A confidence as people read it: `91%`. */
export const percent = (share) => `${Math.round(share * 100)}%`;

const DAY = 86_400_000;

/** A moment as people read it: the time today, the date earlier. */
export function moment(iso) {
  const when = new Date(iso);
  if (Number.isNaN(when.getTime())) return iso;
  const recent = Date.now() - when.getTime() < DAY;
  return when.toLocaleString(LANGUAGE === "en" ? undefined : LANGUAGE, recent ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}
