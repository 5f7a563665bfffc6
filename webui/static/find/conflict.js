/** A replacement whose segments others may have changed while it was looked over. */

import { dialogButton, openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { SIDES } from "../words.js";

/**
 * Make it where every segment still reads as it was seen; else show those that do not, and offer to leave them out.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {{edit: Object}} conflict
 */
export function settleReplacing(desk, { edit }) {
  const present = segments(desk);
  const stale = edit.changes.filter(([number, seen]) => present.get(number)?.segment.text !== seen);
  const rest = edit.changes.filter((change) => !stale.includes(change));
  const send = () => {
    const about = [...new Set(rest.map(([number]) => present.get(number).link))];
    desk.perform("edit", { edit: { ...edit, changes: rest }, about });
  };
  if (!stale.length) return send();
  const lead = tn(
    "Someone else changed {count} of these segments meanwhile. Nothing is replaced yet.",
    "Someone else changed {count} of these segments meanwhile. Nothing is replaced yet.",
    stale.length,
  );
  const others = tn("Replace in the other segment", "Replace in the other {count} segments", rest.length);
  const dialog = openModal(t("Two versions"), [h("p", { text: lead }), ...stale.map((change) => draw(desk, change, present))], {
    kind: "wide",
    buttons: [
      dialogButton(t("Leave all as it is"), { primary: !rest.length, act: () => dialog.close() }),
      ...(rest.length ? [dialogButton(others, { primary: true })] : []),
    ],
    onSubmit: () => void (rest.length && send()),
    onClose: () => desk.grid.focus(),
  });
}

/** Every segment there is, with its link and side. */
function segments(desk) {
  const found = new Map();
  for (const link of desk.links.items)
    for (const side of SIDES) for (const segment of link[side]) found.set(segment.id, { link, side, segment });
  return found;
}

function draw(desk, [number, seen, wanted], present) {
  const now = present.get(number);
  const { language, direction } = desk.texts[now?.side ?? "source"];
  const quote = (title, text) =>
    h("section", {}, h("h3", { text: title }), h("p", { class: "reading", lang: language, dir: direction, text }));
  return h(
    "div",
    { class: "versions" },
    quote(t("Yours"), wanted),
    quote(t("Theirs, saved"), now?.segment.text ?? `${t("This segment no longer exists.")} ${seen}`),
  );
}
