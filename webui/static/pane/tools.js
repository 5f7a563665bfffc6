/** Every command on the current row as a button that also teaches its key. */

import { h, icon } from "../dom.js";
import { languageName, t } from "../i18n.js";
import { keySigns, withKey } from "../keys.js";
import { COMMANDS } from "../commands/index.js";

const GROUPS = [
  [t("Row"), ["merge-previous", "merge-next", "split", "explode", "link", "unlink", "confirm", "confirm-through", "realign", "learn", "drift"]],
  [t("This cell"), ["shift-up", "shift-down", "shift-all-up", "shift-all-down", "edit-text", "join", "send"]],
];

const SHORT = {
  "shift-up": t("First up"),
  "shift-down": t("Last down"),
  "shift-all-up": t("All up"),
  "shift-all-down": t("All down"),
};

/** Greys out what makes no sense on the current row. */
export class Tools {
  element;
  #desk;
  #buttons = new Map();
  #cellTitle;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
    const groups = GROUPS.flatMap(([title, names]) => [
      h("h3", { text: title }),
      h("div", { class: "tools", role: "group", "aria-label": title }, ...names.map((name) => this.#button(name))),
    ]);
    this.#cellTitle = groups[2];
    this.element = h("section", {}, ...groups);
    document.addEventListener("hx-keys", () => this.#teach());
  }

  /** Show the keys as they now are. */
  #teach() {
    for (const [name, button] of this.#buttons) {
      button.title = withKey(COMMANDS[name].words, name);
      button.querySelector("kbd").textContent = keySigns(name);
    }
  }

  /** Fit the buttons to the current cell. */
  show() {
    const { language } = this.#desk.texts[this.#desk.cursor.side];
    this.#cellTitle.textContent = t("Cell: {language}", { language: languageName(language) });
    for (const [command, button] of this.#buttons) button.disabled = !this.#desk.can(command);
  }

  #button(name) {
    const { words, short, icon: symbol } = COMMANDS[name];
    const button = h(
      "button",
      { type: "button", title: withKey(words, name), on: { click: () => this.#use(name) } },
      icon(symbol),
      h("span", { text: short ?? SHORT[name] ?? words }),
      h("kbd", { "aria-hidden": "true", text: keySigns(name) }),
    );
    this.#buttons.set(name, button);
    return button;
  }

  /** The keyboard goes back to the grid first, so that keys work at once and modes find it there. */
  #use(name) {
    this.#desk.grid.focus();
    this.#desk.perform(name);
  }
}
