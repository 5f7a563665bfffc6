/** The findings, check by check, and a place in them that the keyboard moves. */

import { h, icon } from "../dom.js";
import { number, t, tn } from "../i18n.js";
import { drawDecision, drawFinding } from "./finding.js";

/** Draws answers of the server; `current` is the finding that has the keyboard, or had it last. */
export class FindingList {
  element = h("div", { class: "findings" });
  #page;
  #found = [];
  #at = -1;

  /** @param {Object} page what `drawFinding` needs, with `more`, called for further findings */
  constructor(page) {
    this.#page = page;
  }

  get current() {
    return this.#found[this.#at]?.finding ?? null;
  }

  /** Show an answer, added to what is shown where it `goesOn`. */
  show(answer, chosen, goesOn = false) {
    const at = goesOn ? this.#at : Math.min(this.#at, answer.findings.length - 1);
    for (const button of this.element.querySelectorAll(".accept-all")) button.remove();
    if (!goesOn) {
      this.#found = [];
      this.element.replaceChildren();
    }
    this.element.querySelector(".more-findings")?.remove();
    for (const finding of answer.findings) this.#add(finding, answer.checks, chosen);
    if (chosen.status === "open" && !this.#page.readOnly) this.#offerAll();
    if (answer.more) this.element.append(this.#more(answer.more));
    if (!this.#found.length) this.element.append(drawNothing(answer, chosen));
    if (answer.stale.length) this.element.append(drawStale(answer.stale, this.#page));
    this.#at = at;
  }

  #add(finding, checks, { status }) {
    const last = this.element.lastElementChild;
    if (last?.dataset.check !== finding.check) this.element.append(drawSection(checks.find(({ id }) => id === finding.check), status));
    const element = drawFinding(finding, this.#page);
    const place = this.#found.length;
    element.addEventListener("focusin", () => this.#mark(place));
    this.element.lastElementChild.append(element);
    this.#found.push({ finding, element });
  }

  /** Beside the title of a check with several findings: accept all that are shown, for one reason. */
  #offerAll() {
    for (const section of this.element.querySelectorAll(".check-section")) {
      const some = this.#found.map(({ finding }) => finding).filter(({ check }) => check === section.dataset.check);
      if (some.length < 2) continue;
      const words = t("Accept these {count}…", { count: number(some.length) });
      section.prepend(h("button", { type: "button", class: "button small accept-all", on: { click: () => this.#page.act("acceptAll", some) } }, words));
    }
  }

  #more(count) {
    const words = tn("Show {count} more", "Show {count} more", count);
    return h("p", { class: "more-findings" }, h("button", { type: "button", class: "button", on: { click: () => this.#page.more(this.#found.length) } }, words));
  }

  #mark(place) {
    this.#found[this.#at]?.element.classList.remove("current");
    this.#at = place;
    this.#found[place]?.element.classList.add("current");
  }

  /** Go on or back; answers whether there was anything. */
  move(step) {
    if (!this.#found.length) return false;
    this.focus(Math.max(0, Math.min(this.#found.length - 1, this.#at + step)));
    return true;
  }

  /** Give the keyboard to a finding, by place; to the present one where none is named. */
  focus(place = Math.max(0, this.#at)) {
    const found = this.#found[place];
    if (!found) return;
    found.element.focus({ preventScroll: true });
    found.element.scrollIntoView({ block: "nearest" });
  }

  /** Give the keyboard to the first finding of a link, if there is one. */
  focusLink(link) {
    const place = this.#found.findIndex(({ finding }) => finding.link === link);
    if (place >= 0) this.focus(place);
  }
}

function drawSection(check, status) {
  const count = check[status === "accepted" ? "accepted" : "open"];
  return h(
    "section",
    { class: "check-section", data: { check: check.id }, "aria-labelledby": `check-${check.id}` },
    h("h2", { id: `check-${check.id}` }, t(check.title), " ", h("span", { class: "check-count", text: number(count) })),
    h("p", { class: "muted check-about", text: t(check.description) }),
  );
}

/** Nothing to look at: say what was looked for. */
function drawNothing({ checks, links, counts }, { status, check, severity }) {
  if (status === "accepted" || check || severity || !checks.length) {
    const words = status === "accepted" && !check && !severity ? t("Nothing is accepted yet.") : t("Nothing of this kind.");
    return h("div", { class: "card nothing" }, h("p", { text: words }));
  }
  return h(
    "div",
    { class: "card nothing all-well" },
    h("h2", {}, icon("status-confirmed"), " ", counts.accepted ? t("Nothing left to look at") : t("Nothing found")),
    h("p", { text: tn("{count} row was looked at for:", "{count} rows were looked at for:", links) }),
    h("dl", { class: "looked-for" }, ...checks.map((each) => h("div", {}, h("dt", { text: t(each.title) }), h("dd", { text: t(each.description) })))),
  );
}

/** Decisions on words that are no longer there: they apply to nothing, and can go. */
function drawStale(stale, page) {
  const items = stale.map((one) =>
    h(
      "li",
      {},
      h("code", { text: `${one.link} ${one.check}` }),
      drawDecision(one),
      !page.readOnly && h("button", { type: "button", class: "button small", on: { click: () => page.act("takeBack", [one]) } }, icon("trash"), t("Remove")),
    ),
  );
  return h(
    "section",
    { class: "check-section", "aria-labelledby": "stale-title" },
    h("h2", { id: "stale-title", text: t("No longer there") }),
    h("p", { class: "muted check-about", text: t("These were accepted, and the words in question have changed since.") }),
    h("ul", { class: "stale" }, ...items),
  );
}
