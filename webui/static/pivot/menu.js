/** The menu of a cell in the pivot view: every command of its column by mouse or finger, or by the menu key. */

import { COMMANDS } from "../commands/index.js";
import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { keySigns } from "../keys.js";
import { nameOf } from "./cell.js";
import { GROUPS } from "./help.js";

/** Opens on the cells of the sheet. */
export class Menu {
  #board;
  #run;
  #element = h("div", { class: "popover row-menu", popover: "auto", role: "menu" });

  /**
   * @param {HTMLElement} grid
   * @param {import("./board.js").Board} board
   * @param {(event: Event) => boolean} pick puts the cursor where the event was; false where no cell is
   * @param {(command: string) => void} run
   */
  constructor(grid, board, pick, run) {
    this.#board = board;
    this.#run = run;
    grid.closest("main").append(this.#element);
    grid.addEventListener("contextmenu", (event) => this.#asked(event, pick));
    this.#element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Words that are selected keep the browser's own menu, which copies them. */
  #asked(event, pick) {
    const ownMenu = event.target.closest("textarea, input, a") || !getSelection().isCollapsed;
    if (ownMenu || !pick(event)) return;
    event.preventDefault();
    const cell = event.target.closest(".cell").getBoundingClientRect();
    const [x, y] = event.clientX || event.clientY ? [event.clientX, event.clientY] : [cell.left + 24, cell.top + 24];
    this.#open(x, y);
  }

  #open(x, y) {
    const { column, columns, pivot } = this.#board;
    const title = nameOf(column ? columns[column - 1].text : pivot);
    const groups = GROUPS.map(([name, commands]) =>
      this.#drawGroup(name, column ? commands : commands.filter(isWording)),
    );
    const open = this.#item("pivot");
    this.#element.setAttribute("aria-label", title);
    this.#element.replaceChildren(
      h("p", { class: "row-menu-title", role: "presentation", "aria-hidden": "true", text: title }),
      h("div", { class: "row-menu-groups", role: "presentation" }, ...groups, h("div", { role: "group" }, open)),
    );
    this.#element.showPopover();
    const { width, height } = this.#element.getBoundingClientRect();
    this.#element.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    this.#element.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
    this.#element.querySelector("button:enabled")?.focus();
  }

  #drawGroup(name, commands) {
    if (!commands.length) return null;
    const head = h("p", { class: "row-menu-group", "aria-hidden": "true", text: name });
    return h("div", { role: "group", "aria-label": name }, head, ...commands.map((each) => this.#item(each)));
  }

  #item(name) {
    const { words, icon: symbol } =
      name === "pivot" ? { words: t("This pair in its editor"), icon: "open" } : COMMANDS[name];
    const { column, desk } = this.#board;
    const button = h(
      "button",
      { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => this.#use(name) } },
      symbol ? icon(symbol) : h("span", { class: "icon" }),
      h("span", { text: words }),
      h("kbd", { "aria-hidden": "true", text: keySigns(name) }),
    );
    button.disabled = Boolean(column) && name !== "pivot" && !desk.can(name);
    return button;
  }

  #use(name) {
    this.#element.hidePopover();
    this.#board.focus();
    this.#run(name);
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      this.#element.hidePopover();
      this.#board.focus();
    } else if (step) {
      const buttons = [...this.#element.querySelectorAll("button:enabled")];
      buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

const isWording = (command) => ["edit-text", "undo", "redo"].includes(command);
