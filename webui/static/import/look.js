/** What would be made of a chosen file: said before anything is taken in, with a choice where its encoding is a guess. */

import { lookAtImport } from "../api.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";

// prettier-ignore
const ENCODINGS = ["GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1251", "KOI8-R", "cp866", "windows-1252", "windows-1250", "windows-1254", "windows-1256", "UTF-16"];

const PACKAGES = /\.(docx|odt|epub)$/i; // their text is Unicode, whatever they are

/**
 * Show what a side's file holds, each time another file or language is chosen.
 * @param {HTMLFormElement} form
 * @param {string} side
 */
export function watchFile(form, side) {
  const file = form.elements[`${side}_file`];
  const language = form.elements[`${side}_language`];
  const seen = document.getElementById(`${side}_seen`);
  let encoding = "";
  let asked = 0;

  file.addEventListener("change", () => ((encoding = ""), look()));
  language.addEventListener("change", () => look());

  async function look() {
    seen.hidden = !file.files.length;
    if (seen.hidden) return seen.replaceChildren();
    const turn = (asked += 1);
    if (!language.value.trim()) return seen.replaceChildren(h("p", { text: t("Choose the language to see what the file holds.") }));
    const data = new FormData();
    data.set("side", side);
    data.set(`${side}_language`, language.value);
    data.set(`${side}_file`, file.files[0]);
    data.set(`${side}_encoding`, encoding);
    let content;
    try {
      content = describe(await lookAtImport(data));
    } catch (error) {
      content = [h("p", { class: "bad", text: error.message }), ...(PACKAGES.test(file.files[0].name) ? [] : [choose()])];
    }
    if (turn === asked) seen.replaceChildren(...content);
  }

  function describe({ segments, paragraphs, first, encoding: guessed }) {
    const counts = t("{segments} in {paragraphs}", {
      segments: tn("{count} segment", "{count} segments", segments),
      paragraphs: tn("{count} paragraph", "{count} paragraphs", paragraphs),
    });
    return [
      h("p", { text: guessed ? t("{counts}, read as {encoding}", { counts, encoding: guessed }) : counts }),
      h("blockquote", { class: "reading", lang: language.value, dir: "auto" }, ...first.map((text) => h("p", { text }))),
      ...(guessed || encoding ? [choose()] : []),
    ];
  }

  function choose() {
    const select = h(
      "select",
      { id: `${side}_encoding`, name: `${side}_encoding`, autocomplete: "off" },
      h("option", { value: "", text: t("As recognised") }),
      ...ENCODINGS.map((name) => h("option", { value: name, text: name, selected: name === encoding })),
    );
    select.addEventListener("change", () => ((encoding = select.value), look()));
    return h("p", { class: "field" }, h("label", { for: `${side}_encoding`, text: t("Encoding, if the words are wrong") }), select);
  }
}
