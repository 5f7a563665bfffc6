/**
 * The keys, as a table. They act only while the grid has focus; help and buttons read the same table. Where somebody has
 * chosen other keys (`keys/own.js`), those count; the document then tells of the change with `hx-keys`.
 */

import { t } from "./i18n.js";
import { ownKeys } from "./keys/own.js";

/** Groups for the help overlay: `[title, [[keys, command], …]]`. `Mod` is Ctrl, or ⌘ on a Mac. */
// prettier-ignore
export const GROUPS = [
  [t("Moving"), [
    ["ArrowUp", "up"], ["ArrowDown", "down"], ["ArrowLeft", "left"], ["ArrowRight", "right"],
    ["PageUp", "page-up"], ["PageDown", "page-down"], ["Mod+Home", "first"], ["Mod+End", "last"],
    ["Shift+ArrowUp", "select-up"], ["Shift+ArrowDown", "select-down"],
    ["Escape", "unselect"],
    ["G", "goto"], ["P", "pivot"], ["Shift+P", "edition"], ["Shift+D", "ribbon"], ["F6", "next-pane"],
  ]],
  [t("Linking"), [
    ["M", "merge-next"], ["Shift+M", "merge-previous"],
    ["S", "split"], ["Enter", "split"],
    ["[", "shift-up"], ["]", "shift-down"], ["{", "shift-all-up"], ["}", "shift-all-down"],
    ["X", "explode"], ["L", "link"], ["Shift+L", "unlink"], ["R", "realign"], ["Shift+R", "learn"], ["D", "drift"], ["Shift+G", "send"],
  ]],
  [t("Text and notes"), [
    ["E", "edit-text"], ["F2", "edit-text"], ["J", "join"], ["T", "note"], ["Shift+T", "all-notes"],
    ["Mod+Z", "undo"], ["Mod+Shift+Z", "redo"], ["Mod+Y", "redo"], ["H", "history"],
  ]],
  [t("Reviewing"), [
    ["C", "confirm"], ["Shift+C", "confirm-through"],
    ["1", "status-unreviewed"], ["2", "status-draft"], ["3", "status-confirmed"], ["4", "status-query"],
    ["O", "kind"], ["A", "accept"], ["Q", "checks"],
  ]],
  [t("Finding work"), [
    ["U", "next-open"], ["Shift+U", "previous-open"], ["N", "next-uneven"], ["Shift+N", "previous-uneven"],
    ["B", "next-noted"], ["Shift+B", "previous-noted"], ["W", "next-unsure"], ["Shift+W", "previous-unsure"],
    ["I", "next-disagreeing"], ["Shift+I", "previous-disagreeing"], ["K", "lamp"],
    ["Y", "next-term"], ["Shift+Y", "previous-term"],
    ["/", "find"], ["F", "search-all"], ["Mod+F", "find"], ["Mod+H", "replace"], ["F3", "find-next"], ["Shift+F3", "find-previous"],
    ["?", "help"],
  ]],
];

/** Keys of the modes, for help only: the modes handle them themselves. */
// prettier-ignore
export const MODES = [
  [t("While splitting"), [
    [["←", "→"], t("a character")], [["Ctrl+←", "Ctrl+→"], t("a word")], [["↑", "↓"], t("a line")],
    [["Tab", "Shift+Tab"], t("next or previous proposed place")], [["Enter"], t("split here; again to make two rows")], [["Esc"], t("leave")],
  ]],
  [t("While the word lamp is lit"), [
    [["←", "→"], t("a word")], [["Ctrl+←", "Ctrl+→"], t("five words")], [["Tab"], t("across to the counterpart")],
    [["Enter"], t("hold the word, then pair it with one of the other side, or part them")],
    [["Alt+Click"], t("the same with the pointer: on a word, then on its counterpart")], [["Esc"], t("leave")],
  ]],
  [t("While writing"), [[["Ctrl+Enter"], t("save")], [["Esc"], t("cancel")]]],
];

const TABLE = new Map(GROUPS.flatMap(([, keys]) => keys));
let bindings = bind();
document.addEventListener("hx-keys", () => (bindings = bind()));
const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);
const NAMES = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Mod: MAC ? "⌘" : "Ctrl",
  Shift: MAC ? "⇧" : "Shift",
  Enter: "Enter",
  Escape: "Esc",
  " ": "Space",
};
const SIGNS = /^[[\]{}/?]$/; // many layouts make these with AltGr or Option, which then is no modifier
const CODES = { BracketLeft: "[{", BracketRight: "]}", Slash: "/?" };

/** Whether an event belongs to an input method, which must be left alone. */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/**
 * The command that a key press stands for, if any.
 * @param {KeyboardEvent} event
 * @returns {string|undefined}
 */
export function commandFor(event) {
  if (isComposing(event) || (event.altKey && !SIGNS.test(event.key))) return undefined;
  return bindings.get(keyName(event));
}

/** All keys of a command, as the table names them. */
export const keysOf = (command) => [...bindings].filter(([, name]) => name === command).map(([key]) => key);

/** The command that has a key now. @returns {string|undefined} */
export const holder = (key) => bindings.get(key);

/** The first key of a command as people read it: `Ctrl+Z`. Empty where it has none. */
export function keyWords(command) {
  const [key] = keysOf(command);
  return key ? spell(key) : "";
}

/** Words for a button with the key that does the same: `Merge down (M)`. */
export function withKey(words, command) {
  const key = keyWords(command);
  return key ? `${words} (${key})` : words;
}

/** The keys of a command in the least room: `⇧M`. */
export const keySigns = (command) => keyWords(command).replace("Shift+", "⇧");

/** A key of the table as people read it. */
export function spell(key) {
  return key.length === 1
    ? (NAMES[key] ?? key)
    : key
        .split("+")
        .map((part) => NAMES[part] ?? part)
        .join("+");
}

/** The table, with the keys that were chosen instead of its own. */
function bind() {
  const commands = new Set(TABLE.values());
  const own = Object.entries(ownKeys()).filter(([command]) => commands.has(command));
  const rest = [...TABLE].filter(([, command]) => !own.some(([chosen]) => chosen === command));
  return new Map([...rest, ...own.flatMap(([command, keys]) => keys.map((key) => [key, command]))]);
}

/** What the table calls the key of an event: `Shift+M`. */
export function keyName(event) {
  const key = plainKey(event);
  const letter = /^[a-z]$/i.test(key);
  const shift = event.shiftKey && (letter || key.length > 1);
  const mod = (event.ctrlKey || event.metaKey) && !event.altKey;
  return [mod && "Mod", shift && "Shift", letter ? key.toUpperCase() : key].filter(Boolean).join("+");
}

/** `event.key`, or on layouts without Latin letters what the key would be on a US keyboard. */
function plainKey(event) {
  if (event.key.length !== 1 || event.key <= "~") return event.key;
  if (event.code.startsWith("Key")) return event.code.slice(3);
  if (event.code.startsWith("Digit") && !event.shiftKey) return event.code.slice(5);
  return CODES[event.code]?.[event.shiftKey ? 1 : 0] ?? event.key;
}
