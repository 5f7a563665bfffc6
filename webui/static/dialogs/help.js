/** The help overlay: every key with what it does, from the table of keys. */

import { COMMANDS } from "../commands/index.js";
import { h } from "../dom.js";
import { GROUPS, MODES, spell } from "../keys.js";
import { openModal } from "./modal.js";

/** Show the keys. */
export function openHelp(onClose) {
  const groups = GROUPS.map(([title, keys]) => drawGroup(title, byCommand(keys)));
  const modes = MODES.map(([title, rows]) => drawGroup(title, rows));
  const lead = h("p", {
    class: "muted",
    text: "Keys act while the grid has the keyboard; F6 brings you there. Every edit has a button in the side pane.",
  });
  openModal("Keys", [lead, h("div", { class: "key-groups" }, ...groups, ...modes)], { kind: "help", onClose });
}

/** Several keys of one command share a line. */
function byCommand(keys) {
  const lines = new Map();
  for (const [key, command] of keys) lines.set(command, [...(lines.get(command) ?? []), spell(key)]);
  return [...lines].map(([command, names]) => [names, COMMANDS[command].words]);
}

function drawGroup(title, rows) {
  const lines = rows.map(([keys, words]) =>
    h("div", {}, h("dt", {}, ...keys.flatMap((key) => [h("kbd", { text: key }), " "])), h("dd", { text: words })),
  );
  return h("section", {}, h("h3", { text: title }), h("dl", {}, ...lines));
}
