/** Names of what a search can ask for, in the words of the interface. */

import { languageName, t } from "../i18n.js";
import { STATUS } from "../words.js";

export const PROVENANCE = {
  archival: t("Archival"),
  transcription: t("Transcription"),
  published: t("provenance|Published"),
  working: t("Working translation"),
  reconstruction: t("Reconstruction"),
};

export const FILTER = {
  document: t("Document"),
  text: t("Text"),
  translator: t("Translator"),
  provenance: t("Provenance"),
  status: t("Status"),
};

export const SORTS = [
  ["document", t("As they stand in the texts")],
  ["left", t("By what stands before")],
  ["right", t("By what stands after")],
  ["hit", t("By the words found")],
];

export const VIEW = {
  hits: t("Hits"),
  frequencies: t("Frequencies"),
  collocates: t("Collocates"),
  distribution: t("Distribution"),
};

/** A value of a filter as people read it; `titles` names documents. */
export function valueName(filter, value, titles = new Map()) {
  if (filter === "document") return titles.get(value) ?? value;
  if (filter === "provenance") return PROVENANCE[value] ?? value;
  if (filter === "status") return STATUS[value] ?? value;
  if (filter === "language") return languageName(value);
  return value;
}

/** A text's name: its language, and what tells it from others of the same. */
export const textName = ({ text, language }) =>
  text === language ? languageName(language) : `${languageName(language)} · ${text}`;
