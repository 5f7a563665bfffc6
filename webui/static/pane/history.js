/** What happened to the current row, newest first. */

import { label } from "../alignment/labels.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { withKey } from "../keys.js";
import { moment } from "../words.js";

const PAUSE = 250; // milliseconds on a row before its history is asked for

/**
 * @param {import("../alignment/desk.js").Desk} desk
 * @returns {{element: HTMLElement, show: (link: Object, other: boolean) => void}}
 */
export function drawHistory(desk) {
  const list = h("ol", { class: "history" });
  const all = h(
    "button",
    { type: "button", class: "button small quiet", title: withKey(t("History of the document"), "history"), on: { click: () => desk.perform("history") } },
    t("All…"),
  );
  const element = h("section", {}, h("div", { class: "history-head" }, h("h3", { text: t("History") }), all), list);
  let timer = 0;
  const load = async (link) => {
    const answer = await desk.api.history({ link: link.id, limit: 20 }).catch(() => null);
    if (answer && desk.cursor.link === link) list.replaceChildren(...drawChanges(answer.changes));
  };
  const show = (link, other) => {
    if (other) list.replaceChildren(h("li", { class: "muted", text: "…" }));
    clearTimeout(timer);
    timer = setTimeout(load, PAUSE, link);
  };
  return { element, show };
}

function drawChanges(changes) {
  if (!changes.length) return [h("li", { class: "muted", text: t("Nothing yet.") })];
  return changes.map((change) =>
    h(
      "li",
      {},
      h("span", { data: change.undone ? { undone: "" } : {} }, label(change.label), change.author && h("span", { class: "who", text: ` · ${change.author}` })),
      h("time", { datetime: change.time, text: moment(change.time) }),
    ),
  );
}
