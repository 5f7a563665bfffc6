/** The alignment page: builds the desk and its parts, and leads keys and clicks to commands. */

import { Bar } from "../bar/bar.js";
import { drawSettings } from "../bar/settings.js";
import { COMMANDS } from "../commands/index.js";
import { makeDialogs } from "../dialogs/index.js";
import { Editor } from "../edit/edit.js";
import { Find } from "../find/find.js";
import { Foot } from "../foot/foot.js";
import { Grid } from "../grid/grid.js";
import { TermMarks } from "../glossary/marks.js";
import { History } from "../history/dialog.js";
import { t } from "../i18n.js";
import { commandFor, isComposing } from "../keys.js";
import { Lamp } from "../lamp/lamp.js";
import { Disagreements } from "../marks/disagreements.js";
import { Learn } from "../learn/learn.js";
import { NotesPanel } from "../notes/panel.js";
import { Menu } from "../menu/menu.js";
import { Pane } from "../pane/pane.js";
import { Presence } from "../presence/presence.js";
import { arrive } from "../pivot/command.js";
import { Radar } from "../radar/radar.js";
import { Realign } from "../realign/realign.js";
import { Relink } from "../relink/relink.js";
import { Split } from "../split/split.js";
import { Desk } from "./desk.js";

const element = (id) => document.getElementById(id);

async function open() {
  const { document: name, alignment } = element("desk").dataset;
  const readOnly = "readOnly" in document.body.dataset;
  const desk = await Desk.open({ document: name, alignment, readOnly, commands: COMMANDS });
  build(desk);
  listen(desk);
  desk.grid.focus();
  document.documentElement.dataset.ready = "first";
  await desk.loadAll();
  arrive(desk);
  document.documentElement.dataset.ready = "all";
}

function build(desk) {
  desk.grid = new Grid(element("grid"), element("sheet"), desk);
  desk.split = new Split(desk);
  desk.editor = new Editor(desk);
  desk.relink = new Relink(desk);
  desk.realign = new Realign(desk);
  desk.learn = new Learn(desk);
  desk.radar = new Radar(element("sheet"), desk);
  desk.history = new History(desk);
  desk.dialogs = makeDialogs(desk);
  desk.find = new Find(element("find"), desk);
  desk.bar = new Bar(element("bar"), desk);
  desk.foot = new Foot(element("foot"), desk);
  desk.presence = new Presence(element("presence"), desk);
  desk.menu = new Menu(element("grid"), desk);
  desk.pane = new Pane(element("pane"), desk);
  desk.notes = new NotesPanel(element("desk"), desk);
  desk.disagreements = new Disagreements(desk);
  desk.terms = new TermMarks(desk);
  desk.lamp = new Lamp(desk);
  drawSettings(element("settings"), desk);
}

function listen(desk) {
  element("grid").addEventListener("hx-pick", ({ detail }) => pick(desk, detail));
  element("grid").addEventListener(
    "hx-open",
    ({ detail }) => desk.editor.active || desk.perform("edit-text", detail.segment),
  );
  document.addEventListener("keydown", (event) => press(desk, event));
  desk.saver.addEventListener("conflict", ({ detail }) => desk.dialogs.conflict(detail));
  const atRisk = () => desk.saver.state !== "saved" || desk.editor.dirty || desk.pane.dirty;
  addEventListener("beforeunload", (event) => atRisk() && event.preventDefault());
}

/** In split mode a click within the cell places the caret; elsewhere it leaves the mode. */
function pick(desk, { link, side, extend, x, y }) {
  if (desk.split.active && link === desk.cursor.link && side === desk.cursor.side && desk.split.pointTo(x, y)) return;
  if (desk.split.active) desk.split.leave();
  if (!desk.editor.active) desk.perform("pick", { link, side, extend });
}

function press(desk, event) {
  if (isComposing(event) || event.defaultPrevented) return;
  if (event.key === "F6") return act(event, () => desk.perform("next-pane"));
  if (!desk.grid.focused) return;
  if (desk.split.active && desk.split.key(event)) return act(event, () => {});
  const command = commandFor(event);
  if (!command) return;
  if (desk.split.active) desk.split.leave();
  act(event, () => desk.perform(command));
}

function act(event, action) {
  event.preventDefault();
  action();
}

open().catch((error) => {
  element("foot").textContent = t("The alignment could not be loaded. {reason} Reload the page to try again.", {
    reason: error.message,
  });
  throw error;
});
