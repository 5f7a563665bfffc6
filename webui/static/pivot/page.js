/** The pivot page: a desk for each column, one sheet of rows, and the keys between them. */

import { Desk } from "../alignment/desk.js";
import { drawSettings } from "../bar/settings.js";
import { COMMANDS } from "../commands/index.js";
import { t } from "../i18n.js";
import { commandFor, isComposing, keyWords } from "../keys.js";
import { preference, remember } from "../preferences.js";
import { Board } from "./board.js";
import { prepareChoice, recall } from "./choose.js";
import { USUAL, fit, sourceEditor } from "./fit.js";
import { Foot } from "./foot.js";
import { openHelp } from "./help.js";
import { Menu } from "./menu.js";
import { drawProgress } from "./progress.js";
import { Sheet } from "./sheet.js";

const element = (id) => document.getElementById(id);
const { document: NAME, source: SOURCE, columns: COLUMNS } = element("desk").dataset;
const PLACES = { up: -1, down: 1, first: -Infinity, last: Infinity };

async function open() {
  if (recall(NAME, "chosen" in element("desk").dataset)) return;
  const columns = await Promise.all(COLUMNS.split(" ").map(openColumn));
  const page = {};
  const sheet = new Sheet(element("grid"), element("sheet"), page);
  const board = new Board(columns, ({ pivot, columns: own }) => {
    Object.assign(page, { pivot, columns: own });
    return sheet;
  });
  board.columns.forEach(({ desk }, position) => fit(desk, board, sheet, position + 1));
  const actions = { board, sheet, source: sourceEditor(board, sheet) };
  listen(actions);
  new Foot(element("foot"), board, (command) => run(actions, command));
  drawProgress(board);
  drawSettings(element("settings"), board.desk);
  prepareChoice(element("columns"), NAME);
  prepareNotes(element("notes-button"));
  board.focus();
  document.documentElement.dataset.ready = "first";
  await board.loadAll();
  board.settle();
  arrive(board);
  document.documentElement.dataset.ready = "all";
}

/** An alignment has two names to choose from: the pivot may be its source or its target. */
async function openColumn(text) {
  const { aligned } = element("desk").dataset;
  const alignment = aligned.split(" ").find((name) => [`${SOURCE}--${text}`, `${text}--${SOURCE}`].includes(name));
  const readOnly = "readOnly" in document.body.dataset;
  const desk = await Desk.open({ document: NAME, alignment, readOnly, commands: COMMANDS });
  return { desk, name: alignment, side: alignment.startsWith(`${SOURCE}--`) ? "source" : "target" };
}

function listen(actions) {
  const { board, sheet } = actions;
  new Menu(
    element("grid"),
    board,
    (event) => pick(actions, event),
    (command) => run(actions, command),
  );
  document.addEventListener("keydown", (event) => press(actions, event));
  element("grid").addEventListener("click", (event) => pick(actions, event));
  element("grid").addEventListener("dblclick", (event) => openText(actions, event));
  element("help-button").addEventListener("click", () => openHelp(() => board.focus()));
  for (const { desk } of board.columns) {
    desk.saver.addEventListener("conflict", ({ detail }) => desk.dialogs.conflict(detail));
    desk.saver.addEventListener("done", () => lookAround(board, desk));
  }
  const atRisk = ({ desk }) => desk.saver.state !== "saved" || desk.editor.dirty;
  addEventListener(
    "beforeunload",
    (event) => (board.columns.some(atRisk) || actions.source.dirty) && event.preventDefault(),
  );
  sheet.addEventListener("drawn", () => board.settle());
}

/** A text edited through one alignment is another one's text too: they learn of it at once. */
function lookAround(board, own) {
  for (const { desk } of board.columns) if (desk !== own) desk.watcher.look();
}

function press(actions, event) {
  if (isComposing(event) || event.defaultPrevented) return;
  const { board, sheet } = actions;
  if (event.key === "F6") return act(event, () => (sheet.within ? element("columns-button").focus() : board.focus()));
  if (!sheet.focused) return;
  const { split } = board.desk;
  if (board.column && split.active && split.key(event)) return act(event, () => {});
  const command = commandFor(event);
  if (!command) return;
  if (split.active) split.leave();
  act(event, () => run(actions, command));
}

function act(event, action) {
  event.preventDefault();
  action();
}

function run(actions, command) {
  const { board, sheet } = actions;
  if (command in PLACES) return board.step(PLACES[command]);
  if (command === "left" || command === "right") return board.across(command === "left" ? -1 : 1);
  if (command === "page-down") return board.step(sheet.screenful(board.row, 1));
  if (command === "page-up") return board.step(-sheet.screenful(board.row, -1));
  if (command === "help") return openHelp(() => board.focus());
  if (command === "pivot") return leaveForPair(board);
  if (command === "note") return sheet.toggleNotes();
  if (!board.column) return editSource(actions, command);
  if (USUAL.has(command)) return board.desk.perform(command);
  if (COMMANDS[command]?.words)
    board.desk.say(
      t("“{command}” is done in the pair editor: {key} opens it here.", {
        command: COMMANDS[command].words,
        key: keyWords("pivot"),
      }),
    );
}

function editSource({ board, source }, command) {
  if (command === "undo" || command === "redo") return board.desk.perform(command);
  if (command !== "edit-text")
    return board.desk.say(t("Here only the wording is edited; links are edited in the other columns."));
  if (board.desk.readOnly) return board.desk.say(t("This workspace is open for reading only."), "warning");
  if (board.segment) source.open(board.segment.id);
}

/** Where a click or double click was: a link of a column, or one of the pivot's segments. */
function target(board, event) {
  const cell = event.target.closest(".cell[data-column]");
  if (!cell || event.target.closest("textarea, button, a")) return null;
  const column = Number(cell.dataset.column);
  const link = column && board.columns[column - 1].desk.links.get(cell.dataset.link);
  return { column, link, segment: Number(cell.dataset.segmentCell) };
}

/** @returns {boolean} whether the cursor is there now */
function pick({ board, sheet, source }, event) {
  const found = target(board, event);
  if (!found) return false;
  const { split, editor } = board.desk;
  if (
    split.active &&
    found.column === board.column &&
    found.link === board.link &&
    split.pointTo(event.clientX, event.clientY)
  )
    return false;
  if (split.active) split.leave();
  if (editor.active || source.active) return false;
  if (found.column) board.to(found.column, found.link);
  else board.toSegment({ id: found.segment });
  if (event.target.closest(".pivot-note") && event.type === "click") sheet.toggleNotes(event.target.closest(".cell"));
  return true;
}

function openText(actions, event) {
  const found = target(actions.board, event);
  const segment = Number(event.target.closest(".segment")?.dataset.segment);
  if (!found || !segment) return;
  if (!found.column) return run(actions, "edit-text");
  if (!actions.board.desk.editor.active) actions.board.desk.perform("edit-text", segment);
}

function leaveForPair(board) {
  const { name } = board.columns[Math.max(0, board.column - 1)];
  location.assign(`/documents/${encodeURIComponent(NAME)}/${encodeURIComponent(name)}#${board.link?.id ?? ""}`);
}

/** Go where the address says: `#en--ar/L0007`. */
function arrive(board) {
  const [name, id] = decodeURIComponent(location.hash.slice(1)).split("/");
  const column = board.columns.findIndex((each) => each.name === name);
  const link = column >= 0 && board.columns[column].desk.links.get(id);
  if (link) board.to(column + 1, link);
  else board.to(board.column, board.link);
}

function prepareNotes(button) {
  const show = (shown) => {
    button.setAttribute("aria-pressed", String(shown));
    element("grid").toggleAttribute("data-notes", shown);
  };
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    remember("pivot.notes", shown ? "" : "hidden");
    show(shown);
  });
  show(preference("pivot.notes") !== "hidden");
}

open().catch((error) => {
  element("foot").textContent = t("The columns could not be loaded. {reason} Reload the page to try again.", {
    reason: error.message,
  });
  throw error;
});
