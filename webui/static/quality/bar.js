/** What of the findings is shown: open or accepted, one check or all, one severity or all. */

import { h } from "../dom.js";
import { number, t } from "../i18n.js";
import { SEVERITY } from "./words.js";

/** Emits `choose` when something else is to be shown; `chosen` says what. */
export class FilterBar extends EventTarget {
  element;
  chosen = { status: "open", check: "", severity: "", ...asked() };
  #tabs;
  #check;
  #severity;

  constructor() {
    super();
    this.#tabs = ["open", "accepted"].map((status) =>
      h("button", { type: "button", class: "tab", data: { status }, on: { click: () => this.#choose({ status }) } }),
    );
    this.#check = h("select", { id: "filter-check", autocomplete: "off", on: { change: () => this.#choose({ check: this.#check.value }) } });
    this.#severity = h("select", { id: "filter-severity", autocomplete: "off", on: { change: () => this.#choose({ severity: this.#severity.value }) } });
    this.element = h(
      "div",
      { class: "check-bar" },
      h("div", { class: "tabs", role: "group", "aria-label": t("Show") }, ...this.#tabs),
      h("p", { class: "field" }, h("label", { for: "filter-check", text: t("Check") }), this.#check),
      h("p", { class: "field" }, h("label", { for: "filter-severity", text: t("Severity") }), this.#severity),
    );
  }

  /** Show the counts of an answer. */
  show({ checks, counts }) {
    const { status, check, severity } = this.chosen;
    const open = counts.error + counts.warning + counts.hint;
    const words = { open: t("To look at ({count})", { count: number(open) }), accepted: t("Accepted ({count})", { count: number(counts.accepted) }) };
    for (const tab of this.#tabs) {
      tab.textContent = words[tab.dataset.status];
      tab.setAttribute("aria-pressed", tab.dataset.status === status);
    }
    const some = checks.filter((each) => each[status] || each.id === check);
    this.#check.replaceChildren(
      new Option(t("All checks"), "", false, !check),
      ...some.map((each) => new Option(`${t(each.title)} (${number(each[status])})`, each.id, false, each.id === check)),
    );
    const counted = (name) => (status === "open" ? ` (${number(counts[name])})` : "");
    this.#severity.replaceChildren(
      new Option(t("All severities"), "", false, !severity),
      ...Object.keys(SEVERITY).map((name) => new Option(SEVERITY[name].words + counted(name), name, false, name === severity)),
    );
  }

  /** Choose something else to be shown. */
  #choose(some) {
    Object.assign(this.chosen, some, "status" in some ? { check: "", severity: "" } : {});
    this.dispatchEvent(new CustomEvent("choose"));
  }
}

/** What the address asks for. */
function asked() {
  const found = Object.fromEntries(new URLSearchParams(location.search));
  return { status: found.status === "accepted" ? "accepted" : "open", check: found.check ?? "", severity: found.severity in SEVERITY ? found.severity : "" };
}
