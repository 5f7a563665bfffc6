/** What an edit did, in the words of the interface: the server tells it in English, and these are its sentences. */

import { LANGUAGE, later, t } from "../i18n.js";
import { KIND, STATUS } from "../words.js";

const SENTENCES = [
  later("Merged {rest} into {first}"),
  later("Split {link}; {segments} became {fresh}"),
  later("Took {link} apart; {fresh} came of it"),
  later("{to} took {segments} from {link}"),
  later("Moved the source side from {link} on up by one"),
  later("Moved the source side from {link} on down by one"),
  later("Moved the target side from {link} on up by one"),
  later("Moved the target side from {link} on down by one"),
  later("Linked {segments} as {link}"),
  later("Unlinked {link}; {segments} became {fresh}"),
  later("Marked {count} links as {status}"),
  later("Marked {link} as of no kind"),
  later("Marked {link} as {status}"),
  later("Confirmed {count} links through {link}"),
  later("Confirmed {count} links through {link}, {left} queries left open"),
  later("Wrote a note on {link}"),
  later("Changed a note on {link}"),
  later("Deleted a note on {link}"),
  later("Replaced “{find}” by “{replacement}” in 1 segment"),
  later("Replaced “{find}” by “{replacement}” in {count} segments"),
  later("Replaced words in {count} segments"),
  later("Aligned {count} links anew"),
  later("Closed a drift: the targets of {first}–{last} moved up by {count}"),
  later("Closed a drift: the targets of {first}–{last} moved down by {count}"),
  later("Split segment {number} of {text}: {before} | {after}"),
  later("Joined segments {number} of {text}: {words}"),
  later("Changed segment {number} of {text}: added {after}"),
  later("Changed segment {number} of {text}: took out {before}"),
  later("Changed segment {number} of {text}: {before} → {after}"),
  later("Replaced {text}.txt by {file}"),
  later("Took back: {label}"),
  later("Put back what was confirmed of {link}"),
  later("Undid: {label}"),
  later("Did again: {label}"),
];
const NAMES = { ...STATUS, ...KIND };

/**
 * Make a function that translates sentences of these forms; one of another form stays as it is.
 * @param {string[]} sentences in English, with `{name}` for what differs
 */
export function matcher(sentences) {
  const patterns = sentences.map((words) => [words, pattern(words)]);
  return (sentence) => {
    if (LANGUAGE === "en" || !sentence) return sentence;
    for (const [words, found] of patterns) {
      const match = found.exec(sentence);
      if (match) return t(words, values(match.groups));
    }
    return sentence;
  };
}

/** Translate the sentence about an edit. */
export const label = matcher(SENTENCES);

function values(groups) {
  const { status, status2, label: inner } = groups;
  const named = Object.entries({ status, status2 }).filter(([, value]) => value);
  const names = Object.fromEntries(named.map(([name, value]) => [name, NAMES[value] ?? value]));
  return { ...groups, ...names, ...(inner && { label: label(inner) }) };
}

function pattern(words) {
  const plain = words.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${plain.replace(/\{(count|source|target|left)\}/g, "(?<$1>\\d+)").replace(/\{(\w+)\}/g, "(?<$1>.+)")}$`, "u");
}
