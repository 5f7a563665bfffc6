/** The menu of a row: every command by mouse or finger. A right click, a long touch, the menu key or the row's number opens it. */

import { COMMANDS } from "../commands/index.js";
import { h, icon } from "../dom.js";
import { t, tn } from "../i18n.js";
import { GROUPS, keySigns } from "../keys.js";

const LONG = 500; // milliseconds of a long touch, where the browser has none of its own
const STILL = 10; // pixels that a finger may move meanwhile
/** What the mouse does anyway by clicking and scrolling. */
const BY_MOUSE = new Set(["up", "down", "left", "right", "page-up", "page-down", "first", "last", "next-pane"]);

/** Opens on the rows of the grid. */
export class Menu {
  #desk;
  #element = h("div", { id: "row-menu", class: "popover row-menu", popover: "manual", role: "menu" });
  #touch = null;

  /**
   * @param {HTMLElement} grid
   * @param {import("../alignment/desk.js").Desk} desk
   */
  constructor(grid, desk) {
    this.#desk = desk;
    grid.closest("main").append(this.#element);
    grid.addEventListener("contextmenu", (event) => this.#asked(event));
    grid.addEventListener("click", (event) => this.#clicked(event));
    grid.addEventListener("pointerdown", (event) => this.#touched(event));
    for (const type of ["pointerup", "pointercancel", "pointermove"])
      grid.addEventListener(type, (event) => this.#lifted(event));
    document.addEventListener("pointerdown", ({ target }) => this.#element.contains(target) || this.#close());
    this.#element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Words that are selected keep the browser's own menu, which copies them. */
  #asked(event) {
    const row = event.target.closest?.(".row[data-id]");
    const ownMenu = event.target.closest?.("textarea, input, a") || !getSelection().isCollapsed;
    if (!row || (ownMenu && event.button === 2)) return;
    event.preventDefault();
    this.#point(row, event.target);
    const spot = event.clientX || event.clientY ? event : row.querySelector(".cell.current")?.getBoundingClientRect();
    this.#open(spot.clientX ?? spot.left + 24, spot.clientY ?? spot.top + 24);
    if (event.pointerType === "touch") this.#waitForLift();
  }

  /** The finger that opened the menu may lie on it: lifting it chooses nothing. */
  #waitForLift() {
    this.#element.style.pointerEvents = "none";
    const lifted = () => setTimeout(() => (this.#element.style.pointerEvents = ""), LONG / 2);
    for (const type of ["touchend", "touchcancel"]) addEventListener(type, lifted, { once: true });
  }

  #close() {
    if (this.#element.matches(":popover-open")) this.#element.hidePopover();
    this.#element.replaceChildren();
  }

  #clicked(event) {
    const number = event.target.closest(".number[role=gridcell]");
    if (!number || event.shiftKey) return;
    const { right, top } = number.getBoundingClientRect();
    this.#open(right, top);
  }

  #touched(event) {
    if (event.pointerType !== "touch") return;
    const { target, clientX, clientY } = event;
    const row = target.closest(".row[data-id]");
    if (!row || target.closest("textarea, button, .grip")) return;
    const timer = setTimeout(() => {
      if (this.#element.matches(":popover-open")) return; // the browser has told of the long touch itself
      this.#point(row, target);
      this.#open(clientX, clientY);
      this.#waitForLift();
    }, LONG);
    this.#touch = { timer, clientX, clientY };
  }

  #lifted({ type, clientX, clientY }) {
    if (!this.#touch) return;
    if (type === "pointermove" && Math.hypot(clientX - this.#touch.clientX, clientY - this.#touch.clientY) < STILL) return;
    clearTimeout(this.#touch.timer);
    this.#touch = null;
  }

  /** Go to the row, unless it is one of those selected. */
  #point(row, target) {
    const link = this.#desk.links.get(row.dataset.id);
    const { cursor } = this.#desk;
    if (cursor.selection.includes(link)) return;
    cursor.to(link, target.closest(".cell")?.dataset.side ?? cursor.side);
  }

  #open(x, y) {
    const { selection, link } = this.#desk.cursor;
    if (!link) return;
    const title =
      selection.length > 1
        ? tn("{count} row selected", "{count} rows selected", selection.length)
        : t("Row {row}", { row: link.index + 1 });
    this.#element.setAttribute("aria-label", title);
    const [moving, ...working] = GROUPS;
    const groups = [...working, moving].map(([name, keys]) => [name, this.#commands(keys)]).filter(([, commands]) => commands.length);
    this.#element.replaceChildren(
      h("p", { class: "row-menu-title", role: "presentation", "aria-hidden": "true", text: title }),
      h("div", { class: "row-menu-groups", role: "presentation" }, ...groups.map(([name, commands]) => this.#drawGroup(name, commands))),
    );
    this.#element.showPopover();
    this.#place(x, y);
    this.#element.querySelector("button:enabled")?.focus();
  }

  #commands(keys) {
    return [...new Set(keys.map(([, command]) => command))].filter((command) => !BY_MOUSE.has(command));
  }

  #drawGroup(name, commands) {
    return h("div", { role: "group", "aria-label": name }, h("p", { class: "row-menu-group", "aria-hidden": "true", text: name }), ...commands.map((each) => this.#item(each)));
  }

  #item(name) {
    const { words, short, icon: symbol } = COMMANDS[name];
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        title: words,
        disabled: !this.#desk.can(name),
        on: { click: () => this.#use(name) },
      },
      symbol ? icon(symbol) : h("span", { class: "icon" }),
      h("span", { text: short ?? words }),
      h("kbd", { "aria-hidden": "true", text: keySigns(name) }),
    );
  }

  /** The keyboard goes back to the grid first, so that modes find it there. */
  #use(name) {
    this.#close();
    this.#desk.grid.focus();
    this.#desk.perform(name);
  }

  /** Beside the pointer, and whole within the window. */
  #place(x, y) {
    const { offsetWidth: width, offsetHeight: height, style } = this.#element;
    style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  }

  #key(event) {
    const items = [...this.#element.querySelectorAll("button:enabled")];
    const at = items.indexOf(document.activeElement);
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      this.#close();
      this.#desk.grid.focus();
    } else if (goal === undefined) return;
    else items.at(goal % items.length).focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
