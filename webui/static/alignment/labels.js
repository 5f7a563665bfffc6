/** What an edit did, in the words of the interface: the server tells it in English, and these are its sentences. */

import { LANGUAGE, later, t } from "../i18n.js";
import { KIND, STATUS } from "../words.js";

const SENTENCES = [
  later("Merged {rest} into {first}"),
  later("Split {link}; the rest is {fresh}"),
  later("Took {link} apart into {count} links"),
  later("Moved a source segment from {link} up to {to}"),
  later("Moved a source segment from {link} down to {to}"),
  later("Moved a target segment from {link} up to {to}"),
  later("Moved a target segment from {link} down to {to}"),
  later("Moved {count} source segments from {link} up to {to}"),
  later("Moved {count} source segments from {link} down to {to}"),
  later("Moved {count} target segments from {link} up to {to}"),
  later("Moved {count} target segments from {link} down to {to}"),
  later("Moved the source side from {link} on up by one"),
  later("Moved the source side from {link} on down by one"),
  later("Moved the target side from {link} on up by one"),
  later("Moved the target side from {link} on down by one"),
  later("Moved a source segment from {link} to {to}"),
  later("Moved a target segment from {link} to {to}"),
  later("Linked {source} source and {target} target segments as {link}"),
  later("Unlinked {link}; its target side is {fresh}"),
  later("Marked {count} links as {status}"),
  later("Marked {link} as of no kind"),
  later("Marked {link} as {status}"),
  later("Confirmed {count} links through {link}"),
  later("Confirmed {count} links through {link}, {left} queries left open"),
  later("Wrote a note on {link}"),
  later("Changed a note on {link}"),
  later("Deleted a note on {link}"),
  later("Aligned {count} links anew"),
  later("Split the segment “{before}” from “{after}”"),
  later("Joined {count} segments from “{text}” on"),
  later("Changed “{before}” to “{after}”"),
  later("Undid: {label}"),
  later("Did again: {label}"),
];
const NAMES = { ...STATUS, ...KIND };
const PATTERNS = SENTENCES.map((words) => [words, pattern(words)]);

/**
 * Translate the sentence about an edit; one that is not known stays as it is.
 * @param {string} sentence in English
 */
export function label(sentence) {
  if (LANGUAGE === "en" || !sentence) return sentence;
  for (const [words, found] of PATTERNS) {
    const match = found.exec(sentence);
    if (match) return t(words, values(match.groups));
  }
  return sentence;
}

function values(groups) {
  const { status, label: inner } = groups;
  return { ...groups, ...(status && { status: NAMES[status] ?? status }), ...(inner && { label: label(inner) }) };
}

function pattern(words) {
  const plain = words.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${plain.replace(/\{(count|source|target|left)\}/g, "(?<$1>\\d+)").replace(/\{(\w+)\}/g, "(?<$1>.+)")}$`, "u");
}
