/** What replacing would do, segment by segment: chosen with checkboxes, done as one edit and one undo step. */

import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { SIDES } from "../words.js";
import { settleReplacing } from "./conflict.js";

const PAGE = 200; // segments drawn at a time

/**
 * Show the changes and, where it is confirmed, make those that are chosen.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {import("./matching.js").Query} query
 * @param {string} replacement
 * @param {[number, (string|[string, string])[]][]} found segments with their pieces
 * @param {() => void} done called when the changes are on their way
 */
export function previewReplacing(desk, query, replacement, found, done) {
  const changes = placed(desk, found);
  const chosen = new Set(changes.filter(({ problem }) => !problem));
  const list = h("ol", { class: "replacing" });
  const all = h("input", { type: "checkbox", id: "replace-all", checked: true });
  const submit = dialogButton("", { primary: true });
  const count = () => {
    submit.textContent = tn("Replace in {count} segment", "Replace in {count} segments", chosen.size);
    submit.disabled = !chosen.size;
    all.checked = chosen.size > 0;
    all.indeterminate = chosen.size > 0 && chosen.size < changes.filter(({ problem }) => !problem).length;
  };
  all.addEventListener("change", () => {
    for (const change of changes) if (!change.problem) chosen[all.checked ? "add" : "delete"](change);
    for (const box of list.querySelectorAll("input:not(:disabled)")) box.checked = all.checked;
    count();
  });
  const choose = (change, box) => (chosen[box.checked ? "add" : "delete"](change), count());
  drawMore(list, changes, chosen, choose, desk);
  count();
  const dialog = openModal(
    t("Replace “{words}” by “{replacement}”", { words: query.words, replacement }),
    [lead(changes), h("label", { class: "replace-all", for: "replace-all" }, all, t("All of them")), list],
    {
      kind: "wide",
      buttons: [dialogButton(t("Cancel"), { act: () => dialog.close() }), submit],
      onSubmit: () => {
        send(desk, query, replacement, [...chosen]);
        done();
      },
      onClose: () => desk.grid.focus(),
    },
  );
  submit.focus();
}

/** Each segment with its link, its new words, and why they cannot be, in the order of the rows. */
function placed(desk, found) {
  const pieces = new Map(found);
  return desk.view.items.flatMap((link) =>
    SIDES.flatMap((side) => link[side].filter(({ id }) => pieces.has(id)).map((segment) => change(link, side, segment, pieces.get(segment.id)))),
  );
}

function change(link, side, segment, pieces) {
  const text = pieces.map((piece) => (typeof piece === "string" ? piece : piece[1])).join("");
  const problem = text.trim() ? "" : t("Nothing would be left of this segment.");
  return { link, side, segment, pieces, text, problem };
}

function lead(changes) {
  const confirmed = new Set(changes.map(({ link }) => link).filter(({ status }) => status === "confirmed")).size;
  const words = [
    t("The texts change, and with them every alignment that uses them. One undo takes it all back."),
    confirmed && tn("{count} confirmed row becomes “changed since confirmed”.", "{count} confirmed rows become “changed since confirmed”.", confirmed),
  ];
  return h("p", { class: "muted", text: words.filter(Boolean).join(" ") });
}

function drawMore(list, changes, chosen, choose, desk) {
  const from = list.children.length;
  list.append(...changes.slice(from, from + PAGE).map((each) => drawChange(each, chosen, choose, desk)));
  const left = changes.length - list.children.length;
  if (left <= 0) return;
  const more = (event) => {
    event.currentTarget.closest("li").remove();
    drawMore(list, changes, chosen, choose, desk);
  };
  const words = tn("Show {count} more", "Show {count} more", Math.min(left, PAGE));
  list.append(h("li", { class: "more" }, h("button", { type: "button", class: "button small", on: { click: more } }, words)));
}

function drawChange(each, chosen, choose, desk) {
  const { link, side, segment, pieces, problem } = each;
  const { language, direction } = desk.texts[side];
  const row = t("Row {row}", { row: link.index + 1 });
  const box = h("input", {
    type: "checkbox",
    "aria-label": `${row}: ${segment.text}`,
    checked: chosen.has(each),
    disabled: Boolean(problem),
    on: { change: () => choose(each, box) },
  });
  const reading = (tag, at) =>
    h("p", { class: "reading", lang: language, dir: direction }, ...pieces.map((piece) => (typeof piece === "string" ? piece : h(tag, { text: piece[at] }))));
  return h(
    "li",
    {},
    h("label", {}, box, h("span", { class: "where", text: row })),
    reading("del", 0),
    problem ? h("p", { class: "find-problem", text: problem }) : reading("ins", 1),
  );
}

function send(desk, query, replacement, changes) {
  const edit = {
    op: "replace",
    changes: changes.map(({ segment, text }) => [segment.id, segment.text, text]),
    find: query.words,
    replacement,
  };
  settleReplacing(desk, { edit });
}
