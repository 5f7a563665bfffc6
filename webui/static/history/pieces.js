/** A wording with what went and what came: struck through and underlined, so that colour is not needed. */

import { h } from "../dom.js";
import { t } from "../i18n.js";

const MARKS = { gone: ["del", t("taken out:")], new: ["ins", t("put in:")] };

/**
 * @param {[string, string][]} pieces each `same`, `gone` or `new` with its words
 * @param {{language: string, direction: string}} [text] what the words are written in; notes are in whatever they are
 * @returns {HTMLElement}
 */
export function drawPieces(pieces, text) {
  const draw = ([kind, words]) => {
    if (kind === "same") return words;
    const [tag, spoken] = MARKS[kind];
    return h(tag, {}, h("span", { class: "sr-only", lang: document.documentElement.lang, text: ` ${spoken} ` }), words);
  };
  const script = text ? { lang: text.language, dir: text.direction } : { dir: "auto" };
  return h("p", { class: "pieces reading", ...script }, ...pieces.map(draw));
}
