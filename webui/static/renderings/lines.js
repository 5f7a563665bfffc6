/** The lines behind a number: both sides of each link, the term and its counterpart marked, and the way to the editor. */

import { h, icon } from "../dom.js";
import { number, t, tn } from "../i18n.js";

const PAGE = 50; // lines drawn at once

/** Shows lines in a section below the table. */
export class Lines {
  #element;
  #found;
  #from = null;

  /**
   * @param {HTMLElement} element
   * @param {Object} found the table of renderings
   */
  constructor(element, found) {
    this.#element = element;
    this.#found = found;
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** Show lines under a heading; closing gives the keyboard back to `from`. */
  open(words, places, from) {
    this.#from?.removeAttribute("aria-pressed");
    this.#from = from;
    from.setAttribute("aria-pressed", "true");
    const title = h("h2", { tabindex: "-1", id: "lines-title" }, words, " ", h("span", { class: "muted", text: tn("{count} line", "{count} lines", places.length) }));
    const close = h("button", { type: "button", class: "icon-button", title: t("Close"), on: { click: () => this.close() } }, icon("close"), h("span", { class: "sr-only", text: t("Close") }));
    const list = h("ol", {});
    this.#element.replaceChildren(h("header", {}, title, close), list);
    this.#element.setAttribute("aria-labelledby", "lines-title");
    this.#element.hidden = false;
    this.#add(list, places, 0);
    title.focus({ preventScroll: true });
    this.#element.scrollIntoView({ block: "start" });
  }

  /** Hide the lines. */
  close() {
    this.#element.hidden = true;
    this.#from?.removeAttribute("aria-pressed");
    this.#from?.focus();
  }

  #add(list, places, start) {
    list.append(...places.slice(start, start + PAGE).map((place) => this.#draw(this.#found.lines[place])));
    const left = places.length - start - PAGE;
    if (left <= 0) return;
    const click = () => {
      more.remove();
      this.#add(list, places, start + PAGE);
    };
    const more = h("button", { type: "button", class: "button more-lines", on: { click } }, t("{count} more", { count: number(left) }));
    list.after(more);
  }

  #draw(line) {
    const { texts, titles } = this.#found;
    const [own, other] = [texts[`${line.document}/${line.text}`], texts[`${line.document}/${line.other}`]];
    const [segment, start, end] = line.hit;
    const hits = [[segment, start, end, "hit"]];
    const marks = line.spans.map(([at, from, to]) => [at, from, to, line.tier]);
    return h(
      "li",
      { class: "line" },
      h(
        "p",
        { class: "where" },
        h("a", { href: line.url }, icon("open"), t("Row {row}", { row: number(line.row) })),
        h("span", { text: titles[line.document] }),
        line.translator && h("span", { text: t("translated by {name}", { name: line.translator }) }),
      ),
      side(line.own, own, hits),
      line.others.length ? side(line.others, other, marks) : h("p", { class: "reading none" }, h("span", { "aria-hidden": "true", text: "∅ " }), t("Empty")),
      line.tier === "none" && h("p", { class: "none-found muted" }, icon("status-query"), " ", t("No counterpart was found.")),
    );
  }
}

function side(segments, text, marks) {
  const badge = document.getElementById(`provenance-${text.provenance}`)?.content.cloneNode(true);
  const between = /^(zh|ja)\b/.test(text.language) ? "" : " ";
  const words = segments.flatMap((segment, at) => [at > 0 ? between : null, ...marked(segment, marks.filter(([place]) => place === at))]);
  return h(
    "div",
    { class: "side" },
    h("p", { class: "reading", lang: text.language, dir: text.direction }, ...words),
    h("p", { class: "text-name muted" }, h("code", { text: text.name }), " ", badge ?? null),
  );
}

/** The words of a segment with marks over code points. */
function marked(segment, marks) {
  const signs = [...segment];
  const pieces = [];
  let at = 0;
  for (const [, start, end, kind] of marks.toSorted((a, b) => a[1] - b[1])) {
    if (start < at) continue;
    pieces.push(signs.slice(at, start).join(""), h("mark", { class: kind, text: signs.slice(start, end).join("") }));
    at = end;
  }
  return [...pieces, signs.slice(at).join("")];
}
