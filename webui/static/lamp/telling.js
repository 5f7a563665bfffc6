/** What the lamp shows, in words: for the status bar, and for those who do not see the light. */

import { t } from "../i18n.js";
import { SIDES } from "../words.js";

/** The words at a place of a link. */
export function read(link, { segment, from, to }) {
  const found = SIDES.flatMap((side) => link[side]).find(({ id }) => id === segment);
  return found?.text.slice(from, to) ?? "";
}

/**
 * A word, its counterparts, who paired them, and what can be done next.
 * @param {import("../alignment/links.js").Link} link
 * @param {import("./lamp.js").Words} words
 * @param {"source"|"target"} side
 * @param {number} at the word's place
 * @param {{side: string, at: number}|null} held the word that waits for its counterpart
 */
export function explain(link, words, side, at, held) {
  const other = side === "source" ? "target" : "source";
  const word = read(link, words[side][at]);
  const told = words.pairs.filter((pair) => pair[side] === at).map((pair) => describe(read(link, words[other][pair[other]]), pair));
  const found = `${word} ↔ ${told.length ? told.join(", ") : t("no counterpart found")}`;
  if (!held) return found;
  if (held.side === side) return `${found} · ${t("Choose its counterpart: a click, or arrows and Enter")}`;
  return `${found} · ${t("Enter pairs it with {word}, or parts them", { word: read(link, words[held.side][held.at]) })}`;
}

function describe(word, { tier, by }) {
  if (by) return t("{word} (paired by {name})", { word, name: by });
  return tier === "dotted" ? t("{word} (perhaps)", { word }) : word;
}
