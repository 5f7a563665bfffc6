/** One note as people read it: what it is about, its words, who wrote it when, and what can be done with it. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { moment } from "../words.js";
import { drawBody } from "./body.js";
import { NOTE_KIND, privacy } from "./kinds.js";

/**
 * @param {Object} note
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {{edit: () => void, remove: () => void}} acts
 * @param {...Node} lead what stands first, such as the row
 * @returns {Node[]} what the note's element holds
 */
export function drawCard(note, desk, { edit, remove }, ...lead) {
  const marks = [
    ...lead,
    note.kind !== "free" && h("span", { class: "note-kind", data: { kind: note.kind }, text: NOTE_KIND[note.kind] }),
    note.private && h("span", { class: "note-private" }, icon("lock"), privacy(true)),
  ].filter(Boolean);
  const author = [note.author, note.created && moment(note.created)].filter(Boolean).join(" · ");
  const tools = desk.readOnly
    ? []
    : [tool("edit", t("Edit this note"), edit), tool("trash", t("Delete this note"), remove)];
  return [
    ...(marks.length ? [h("header", {}, ...marks)] : []),
    drawBody(note, desk),
    h("footer", {}, h("span", { text: author }), ...tools),
  ];
}

function tool(symbol, words, act) {
  return h(
    "button",
    { type: "button", class: "icon-button", title: words, "aria-label": words, on: { click: act } },
    icon(symbol),
  );
}
