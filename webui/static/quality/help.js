/** The keys of the checks page. */

import { openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";

const KEYS = [
  [["J", "K"], t("next or previous finding")],
  [["Enter"], t("open its row in the editor")],
  [["A"], t("accept it, with a reason")],
  [["U"], t("take back what is accepted: this one, or the one accepted last")],
  [["?"], t("these keys")],
];

/** Show the keys. */
export function openKeys(onClose) {
  const rows = KEYS.map(([keys, words]) => h("div", { class: "check-key" }, h("dt", {}, ...keys.map((key) => h("kbd", { text: key }))), h("dd", { text: words })));
  openModal(t("Keys"), [h("dl", { class: "check-keys" }, ...rows)], { onClose });
}
