/** The keys that this person has chosen instead of those of the table, and which keys cannot be chosen. */

import { t } from "../i18n.js";
import { preference, remember } from "../preferences.js";

/** With Ctrl, only what Hexapla uses anyway: all else belongs to the browser. */
const WITH_CTRL = new Set(["Mod+Z", "Mod+Shift+Z", "Mod+Y", "Mod+F", "Mod+H", "Mod+Home", "Mod+End", "Mod+Enter"]);
const BROWSERS = new Set(["Tab", "Shift+Tab", "F1", "F5", "F11", "F12", "F6"]);
const NO_KEY = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);

/** @returns {Object<string, string[]>} the keys chosen, by command */
export function ownKeys() {
  try {
    return JSON.parse(preference("keys") || "{}");
  } catch {
    return {};
  }
}

/** Choose the keys of a command; null gives it back those of the table. */
export function chooseKeys(command, keys) {
  const { [command]: _, ...others } = ownKeys();
  store(keys ? { ...others, [command]: keys } : others);
}

/** Give all commands the keys of the table again. */
export const forgetKeys = () => store({});

/** Whether an event is a modifier alone, or no key that could be chosen. */
export const isNoKey = ({ key }) => NO_KEY.has(key);

/**
 * Why a key cannot be chosen; empty where it can.
 * @param {KeyboardEvent} event
 * @param {string} key its name in the table
 */
export function whyNot(event, key) {
  if (event.altKey && (key.length > 1 || /^[\p{L}\p{N}]$/u.test(event.key)))
    return t("Keys with Alt belong to the browser and the menus.");
  if (BROWSERS.has(key) || (key.startsWith("Mod+") && !WITH_CTRL.has(key))) return t("That key belongs to the browser.");
  return "";
}

function store(keys) {
  remember("keys", Object.keys(keys).length ? JSON.stringify(keys) : "");
  document.dispatchEvent(new CustomEvent("hx-keys"));
}
