/** One hit: its line with the words found in the middle, what stands on the other sides, and what can be done with it. */

import { h, icon } from "../dom.js";
import { languageName, number, t } from "../i18n.js";
import { STATUS } from "../words.js";
import { PROVENANCE, textName } from "./labels.js";
import { around, joiner, marked } from "./marking.js";

const MOST = 160; // characters on each side of a line; the page cuts what it has no room for

/**
 * @param {Object} hit as the API answers it
 * @param {number} place from 1
 * @param {number} total -1 where it is not known
 * @param {{copy: Function, widen: Function, correct: ?Function}} acts `correct` is null where nothing can be changed
 */
export function drawHit(hit, place, total, acts) {
  const id = `hit-${place}`;
  const article = h(
    "article",
    {
      class: "hit",
      id,
      tabindex: "-1",
      "aria-posinset": place,
      "aria-setsize": total,
      "aria-labelledby": `${id}-where ${id}-line`,
    },
    drawHead(hit, id, place, acts, () => article),
    drawLine(hit, id),
    h("div", { class: "others" }, ...across(hit).map((other) => drawOther(other))),
  );
  return article;
}

/** What stands across from the hit itself; links of other segments beside it stand in its wider context. */
export const across = (hit) =>
  hit.others.filter(
    (other) => other.hit_segment !== null || (other.alignment === hit.alignment && other.link === hit.link),
  );

function drawHead(hit, id, place, acts, article) {
  const row = hit.row ? t("row {row}", { row: number(hit.row) }) : t("line {line}", { line: number(hit.number) });
  const words = `${hit.title} · ${textName(hit)} · ${row}`;
  const head = h(
    "div",
    { class: "hit-head" },
    h("span", { class: "hit-place", "aria-hidden": "true", text: number(place) }),
    h("a", { class: "hit-where", id: `${id}-where`, href: hit.url, title: words }, words),
    provenance(hit.provenance),
    hit.status &&
      h(
        "span",
        { class: "state small", data: { status: hit.status } },
        icon(`status-${hit.status}`),
        STATUS[hit.status],
      ),
    h("span", { class: "spacer" }),
    acts.correct &&
      across(hit).some(({ segments }) => segments.length) &&
      act("link", t("Correct the counterpart"), "W", () => acts.correct(hit, article())),
    act("cite", t("Copy the citation"), "C", () => acts.copy(hit)),
    act("wider", t("Wider context"), "X", () => acts.widen(hit, article())),
    hit.link &&
      h(
        "a",
        { class: "icon-button", href: hit.url, title: withKey(t("Open in the editor"), "Enter") },
        icon("open"),
        h("span", { class: "sr-only", text: t("Open in the editor") }),
      ),
  );
  return head;
}

const withKey = (words, key) => `${words} (${key})`;

const act = (symbol, words, key, run) =>
  h(
    "button",
    { type: "button", class: "icon-button", title: withKey(words, key), on: { click: run } },
    icon(symbol),
    h("span", { class: "sr-only", text: words }),
  );

/** Where the words of a text come from: with a sign and in words. */
export const provenance = (kind) =>
  h("span", { class: "badge provenance", data: { provenance: kind } }, icon(`provenance-${kind}`), PROVENANCE[kind]);

function drawLine(hit, id) {
  const glue = joiner(hit.language);
  const [before, found, after] = around(hit.segments[hit.segment], hit.start, hit.end);
  const left = [...hit.segments.slice(0, hit.segment), before].join(glue);
  const right = [after, ...hit.segments.slice(hit.segment + 1)].join(glue);
  return h(
    "p",
    { class: "kwic reading", id: `${id}-line`, lang: hit.language, dir: hit.direction },
    h("span", { class: "kwic-left" }, h("span", { text: left.length > MOST ? `…${left.slice(-MOST)}` : left })),
    h("mark", { class: "kwic-hit", text: found }),
    h("span", { class: "kwic-right", text: right.length > MOST ? `${right.slice(0, MOST)}…` : right }),
  );
}

function drawOther(other) {
  const label = h(
    "span",
    { class: "other-label" },
    textName(other),
    provenance(other.provenance),
    other.translator && h("span", { class: "translator muted", text: other.translator }),
  );
  const words = h("p", { class: "other-words reading", lang: other.language, dir: other.direction });
  const none = h("span", { class: "no-counterpart", hidden: true, text: t("no counterpart found") });
  const drawn = h("div", { class: "other", data: { text: other.text } }, label, h("div", {}, words, " ", none));
  fill(drawn, other, null);
  return drawn;
}

/**
 * Draw the words of another side with what is known of them.
 * @param {HTMLElement} drawn
 * @param {Object} other
 * @param {?{tier: "solid"|"dotted"|"none", spans: number[][], methods: string[]}} counterpart null while unknown
 */
export function fill(drawn, other, counterpart) {
  const words = drawn.querySelector(".other-words");
  const found = (counterpart?.spans ?? []).map((span) => [...span, counterpart.tier]);
  const title = {
    solid: t("Counterpart: several methods agree"),
    dotted: t("Counterpart: one method only"),
  };
  const nodes = other.segments.flatMap((text, segment) => {
    const marks = [
      ...(other.marks ?? []).map((mark) => [...mark, "by-condition"]),
      ...found.map(([at, start, end, tier]) => [at, start, end, `counterpart ${tier}`, title[tier]]),
    ]
      .filter(([at]) => at === segment)
      .map(([, start, end, name, hint]) => ({ start, end, name, title: hint }));
    return [
      ...(segment ? [joiner(other.language)] : []),
      h("span", { class: "segment", data: { segment } }, ...marked(text, marks)),
    ];
  });
  if (!other.segments.length)
    nodes.push(h("span", { class: "void", dir: "ltr" }, h("span", { "aria-hidden": "true", text: "∅ " }), t("Empty")));
  words.replaceChildren(...nodes);
  drawn.querySelector(".no-counterpart").hidden = counterpart?.tier !== "none" || !other.segments.length;
}

/** The links around a hit, both sides, as a table that opens below it. */
export function drawContext(hit, found) {
  const rows = found.links ?? found.segments;
  const sides = found.links ? [found.source, found.target] : [found.text];
  const cell = (info, segments) =>
    h(
      "td",
      { class: "reading", lang: info.language, dir: info.direction },
      segments.map((each) => each.text ?? each).join(joiner(info.language)),
    );
  const body = rows.map((row) => {
    const here = found.links ? row.id === hit.link : row.number === hit.number;
    const own = found.links
      ? [cell(found.source, row.source), cell(found.target, row.target)]
      : [cell(found.text, [row])];
    const label = number(row.row ?? row.number);
    return h(
      "tr",
      { class: here ? "here" : "", "aria-current": here ? "true" : null },
      h("th", { scope: "row", text: label }),
      ...own,
    );
  });
  return h(
    "div",
    { class: "hit-context" },
    h(
      "table",
      {},
      h("caption", { class: "sr-only", text: t("Wider context") }),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col", text: t("Row") }),
          ...sides.map((side) => h("th", { scope: "col", text: languageName(side.language) })),
        ),
      ),
      h("tbody", {}, ...body),
    ),
  );
}
