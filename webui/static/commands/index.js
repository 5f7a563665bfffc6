/** All commands by name. Keys, buttons and menus only name them; what they do stands here alone. */

import { remembering } from "../history/command.js";
import { terming } from "../glossary/commands.js";
import { publishing } from "../edition/command.js";
import { learning } from "../learn/command.js";
import { picturing } from "../pictures/command.js";
import { pivoting } from "../pivot/command.js";
import { detecting } from "../radar/command.js";
import { searching } from "../concordance/command.js";
import { checking } from "../quality/command.js";
import { disagreeing } from "./disagreeing.js";
import { finding } from "./finding.js";
import { linking } from "./linking.js";
import { moving } from "./moving.js";
import { noting } from "./noting.js";
import { reviewing } from "./reviewing.js";
import { wording } from "./wording.js";

/**
 * @typedef {Object} Command
 * @property {string} [words] what it does, for help and tooltips; commands without words are for the page's own use
 * @property {string} [short] the same for a button
 * @property {string} [icon]
 * @property {boolean} [edits] whether it changes the alignment, so that it is off when reading only
 * @property {boolean} [asks] whether it asks the server about the rows, so that all edits must have arrived there first
 * @property {boolean} [trail] whether it leaves a trail (see Trail) as it is; other commands that do not edit end it
 * @property {(desk: import("../alignment/desk.js").Desk) => boolean} [when] whether it makes sense on the current row;
 *   a command that has it needs a current row
 * @property {string} [why] what to say where it makes none
 * @property {(desk: import("../alignment/desk.js").Desk, detail?: any) => any} run
 */

/** @type {Object<string, Command>} */
export const COMMANDS = { ...moving, ...finding, ...disagreeing, ...checking, ...noting, ...linking, ...wording, ...reviewing, ...searching, ...pivoting, ...picturing, ...detecting, ...learning, ...remembering, ...terming, ...publishing };
