/** The dialogs that commands open. */

import { settleReplacing } from "../find/conflict.js";
import { openConflict } from "./conflict.js";
import { openHelp } from "./help.js";
import { openGoTo, openSend } from "./rows.js";

/**
 * @param {import("../alignment/desk.js").Desk} desk
 */
export function makeDialogs(desk) {
  return {
    help: () => openHelp(() => desk.grid.focus()),
    goTo: () => openGoTo(desk),
    send: () => openSend(desk),
    conflict: (conflict) => (conflict.edit.op === "replace" ? settleReplacing : openConflict)(desk, conflict),
  };
}
