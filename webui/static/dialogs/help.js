/** The help overlay: every key with what it does, from the table of keys; here keys are changed as well. */

import { COMMANDS } from "../commands/index.js";
import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { GROUPS, MODES, holder, keyName, keysOf, spell } from "../keys.js";
import { chooseKeys, forgetKeys, isNoKey, ownKeys, whyNot } from "../keys/own.js";
import { openModal } from "./modal.js";

/** Show the keys. */
export function openHelp(onClose) {
  const list = h("div", { class: "key-groups" });
  const say = h("p", { class: "key-say", role: "status" });
  const state = { changing: false, list, say, waiting: null };
  const toggle = h("button", { type: "button", class: "button", on: { click: () => change(!state.changing) } });
  const reset = h(
    "button",
    { type: "button", class: "button", on: { click: () => (forgetKeys(), draw(state)) } },
    t("Reset all keys"),
  );
  const change = (changing) => {
    state.changing = changing;
    toggle.textContent = changing ? t("Done") : t("Change keys…");
    reset.hidden = !changing;
    say.textContent = changing ? t("Choose a command, then press its new key.") : "";
    draw(state);
  };
  const lead = h("p", {
    class: "muted",
    text: t("Keys act while the grid has the keyboard; F6 brings you there. Every command is also in the menu of a row."),
  });
  const dialog = openModal(t("Keys"), [lead, list], { kind: "help", buttons: [say, reset, toggle], onClose });
  dialog.addEventListener("keydown", (event) => state.waiting && take(event, state), { capture: true });
  change(false);
}

function draw(state) {
  state.waiting = null;
  const groups = GROUPS.map(([title, keys]) => {
    const commands = [...new Set(keys.map(([, command]) => command))];
    return drawGroup(title, commands.map((command) => drawCommand(command, state)));
  });
  const modes = MODES.map(([title, rows]) => drawGroup(title, rows.map(([keys, words]) => drawLine(keys, words))));
  state.list.replaceChildren(...groups, ...(state.changing ? [] : modes));
}

function drawCommand(command, state) {
  const { words } = COMMANDS[command];
  const keys = keysOf(command).map(spell);
  if (!state.changing) return drawLine(keys, words);
  const wait = h(
    "button",
    {
      type: "button",
      class: "key-change",
      "aria-label": t("{command}: change the key, now {keys}", { command: words, keys: keys.join(" ") || t("none") }),
      data: { command },
      on: { click: () => listen(command, state) },
    },
    ...(keys.length ? keys.map((key) => h("kbd", { text: key })) : ["—"]),
  );
  const own = command in ownKeys();
  const back = h(
    "button",
    {
      type: "button",
      class: "icon-button small",
      title: t("Back to the usual key"),
      "aria-label": t("{command}: back to the usual key", { command: words }),
      on: { click: () => (chooseKeys(command, null), draw(state), focusOn(command, state)) },
    },
    icon("undo"),
  );
  return h("div", { class: own ? "own" : "" }, h("dt", {}, wait), h("dd", {}, words, own && back));
}

function listen(command, state) {
  draw(state);
  state.waiting = command;
  const button = focusOn(command, state);
  button.classList.add("waiting");
  state.say.textContent = t("Press the new key for “{command}”. Esc leaves it as it is.", {
    command: COMMANDS[command].words,
  });
}

function focusOn(command, { list }) {
  const button = list.querySelector(`[data-command="${command}"]`);
  button.focus();
  return button;
}

/** The key pressed while a command waits for one. */
function take(event, state) {
  if (isNoKey(event)) return;
  event.preventDefault();
  event.stopPropagation();
  const command = state.waiting;
  const key = keyName(event);
  const stop = (message) => {
    state.say.textContent = message;
    draw(state);
    focusOn(command, state);
  };
  if (key === "Escape") return stop("");
  const reason = whyNot(event, key);
  if (reason) return void (state.say.textContent = `${spell(key)}: ${reason}`);
  const other = holder(key);
  if (other && other !== command) return askFor(key, other, command, state, stop);
  chooseKeys(command, [key]);
  stop(t("{key} is now “{command}”.", { key: spell(key), command: COMMANDS[command].words }));
}

/** Two commands cannot share a key: who shall have it? */
function askFor(key, other, command, state, stop) {
  state.waiting = null;
  const give = () => {
    chooseKeys(other, keysOf(other).filter((each) => each !== key));
    chooseKeys(command, [key]);
    stop(t("{key} is now “{command}”.", { key: spell(key), command: COMMANDS[command].words }));
  };
  const button = (words, act) => h("button", { type: "button", class: "button small", on: { click: act } }, words);
  state.say.replaceChildren(
    t("{key} is “{command}” already.", { key: spell(key), command: COMMANDS[other].words }),
    " ",
    button(t("Take it from there"), give),
    " ",
    button(t("Leave it"), () => stop("")),
  );
  state.say.querySelector("button").focus();
}

function drawLine(keys, words) {
  return h("div", {}, h("dt", {}, ...keys.flatMap((key) => [h("kbd", { text: key }), " "])), h("dd", { text: words }));
}

function drawGroup(title, lines) {
  return h("section", {}, h("h3", { text: title }), h("dl", {}, ...lines));
}
