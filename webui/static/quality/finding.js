/** One finding: what is wrong, in which row, with the words of both sides around it. */

import { h, icon } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { SIDES, moment } from "../words.js";
import { SEVERITY, messageOf } from "./words.js";

/**
 * Draw a finding.
 * @param {Object} finding as the server describes it
 * @param {{texts: Object, editor: string, readOnly: boolean, act: (name: string, finding: Object) => void}} page
 * @returns {HTMLElement} an article that can have the keyboard
 */
export function drawFinding(finding, page) {
  const id = `finding-${finding.link}-${finding.fingerprint}`;
  return h(
    "article",
    { class: "finding", id, tabindex: "-1", "aria-labelledby": `${id}-title`, data: { severity: finding.severity, link: finding.link } },
    h(
      "header",
      {},
      h("span", { class: "severity", data: { severity: finding.severity } }, icon(SEVERITY[finding.severity].icon), SEVERITY[finding.severity].words),
      h("h3", { id: `${id}-title`, text: messageOf(finding) }),
      h("a", { class: "finding-row", href: `${page.editor}#${finding.link}`, title: t("Open this row in the editor") }, t("Row {row}", { row: finding.row })),
      !page.readOnly && drawAct(finding, page.act),
    ),
    h("div", { class: "finding-sides" }, ...SIDES.map((side) => drawSide(finding, side, page.texts[side]))),
    finding.accepted && drawDecision(finding.accepted),
  );
}

function drawAct(finding, act) {
  const [name, words, symbol, key] = finding.accepted
    ? ["takeBack", t("Take back"), "undo", "U"]
    : ["accept", t("Accept…"), "status-confirmed", "A"];
  return h(
    "button",
    { type: "button", class: "button small", title: `${words} (${key})`, on: { click: () => act(name, finding.accepted ? [finding] : finding) } },
    icon(symbol),
    words,
  );
}

/** Why a person accepted a finding. */
export function drawDecision({ reason, author, time }) {
  return h(
    "p",
    { class: "decision" },
    icon("status-confirmed"),
    h("span", {}, h("strong", { text: t("Accepted:") }), ` ${reason} `, h("span", { class: "muted", text: `— ${author}, ${moment(time)}` })),
  );
}

function drawSide(finding, side, { language, direction }) {
  const spans = finding.spans.filter(([own]) => own === side);
  const segments = finding[side];
  return h(
    "div",
    { class: `finding-side ${side === finding.side ? "asked" : ""}`, data: { side } },
    h("p", { class: "finding-language muted", text: languageName(language) }),
    h(
      "div",
      { lang: language, dir: direction },
      ...segments.map((text, number) => h("p", {}, ...pieces(text, spans.filter(([, segment]) => segment === number)))),
      segments.length === 0 && h("p", { class: "void muted", lang: document.documentElement.lang, dir: "ltr", text: `∅ ${t("Empty")}` }),
    ),
  );
}

/** A text cut at the spans, the words within them marked; places count code points. */
function pieces(text, spans) {
  const signs = [...text];
  const found = [];
  let at = 0;
  for (const [, , start, end] of spans.toSorted((a, b) => a[2] - b[2])) {
    if (start < at) continue;
    found.push(signs.slice(at, start).join(""), h("mark", { text: signs.slice(start, end).join("") }));
    at = end;
  }
  return [...found, signs.slice(at).join("")];
}
