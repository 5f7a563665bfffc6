/** The checks of an alignment: findings by check, walked, opened and accepted by keyboard. */

import { AlignmentApi } from "../api.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { follow } from "../import/job.js";
import { isComposing } from "../keys.js";
import { preference } from "../preferences.js";
import { askReason } from "./accept.js";
import { FilterBar } from "./bar.js";
import { openKeys } from "./help.js";
import { FindingList } from "./list.js";
import { messageOf } from "./words.js";

const root = document.getElementById("checks");
const editor = document.getElementById("to-editor").getAttribute("href");
const api = new AlignmentApi(root.dataset.document, root.dataset.alignment, () => preference("author"));
const readOnly = "readOnly" in document.body.dataset;
const status = h("p", { class: "check-status muted", role: "status" });
const bar = new FilterBar();
const list = new FindingList({ texts: { source: text("source"), target: text("target") }, editor, readOnly, act, more: (offset) => load({ offset }) });
const DO = { accept, acceptAll, takeBack };
let last = []; // what was accepted last

function text(side) {
  const [language, direction] = root.dataset[side].split(" ");
  return { language, direction };
}

/** Ask for findings; where the checks take long, follow them first. */
async function load({ offset = 0 } = {}) {
  try {
    let answer = await api.checks({ ...bar.chosen, offset });
    while (answer.job) {
      await follow(answer.job, ({ phase, done, total }) => say(total ? `${phase} ${Math.round((100 * done) / total)} %` : phase));
      answer = await api.checks({ ...bar.chosen, offset });
    }
    say("");
    bar.show(answer);
    list.show(answer, bar.chosen, offset > 0);
  } catch (error) {
    say(error.message, true);
  }
}

function say(words, isProblem = false) {
  status.textContent = words;
  status.classList.toggle("alert", isProblem);
}

function act(name, finding) {
  DO[name](finding);
}

function accept(finding) {
  if (finding && !finding.accepted && !readOnly) ask(messageOf(finding), [finding]);
}

/** Accept the findings of a section, for one reason. */
function acceptAll(findings) {
  ask(tn("{count} finding", "{count} findings", findings.length), findings);
}

function ask(about, findings) {
  const send = async (reason) => {
    await api.acceptFindings(findings.map(name), reason);
    last = findings;
    await load();
    say(t("Accepted. U takes it back."));
  };
  askReason(about, send, () => list.focus());
}

async function takeBack(findings) {
  if (!findings.length || readOnly) return;
  try {
    await api.takeBackFindings(findings.map(name));
    last = [];
    await load();
    say(t("Taken back."));
  } catch (error) {
    say(error.message, true);
  }
  list.focus();
}

const name = ({ check, link, fingerprint }) => [check, link, fingerprint];

/** Keep what is chosen in the address, so that it can be kept and come back to. */
function remember() {
  const chosen = Object.entries(bar.chosen).filter(([key, value]) => value && !(key === "status" && value === "open"));
  const asked = new URLSearchParams(chosen).toString();
  history.replaceState(null, "", `${location.pathname}${asked && `?${asked}`}`);
}

const KEYS = {
  j: () => list.move(1),
  k: () => list.move(-1),
  Enter: () => list.current && location.assign(`${editor}#${list.current.link}`),
  a: () => accept(list.current),
  u: () => takeBack(list.current?.accepted ? [list.current] : last),
  "?": () => openKeys(() => list.focus()),
};

function press(event) {
  if (isComposing(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const key = /^Key[A-Z]$/.test(event.code) && event.key.length === 1 && event.key > "~" ? event.code[3].toLowerCase() : event.key;
  const run = KEYS[key.length === 1 ? key.toLowerCase() : key];
  if (!run) return;
  event.preventDefault();
  run();
}

root.append(bar.element, status, list.element);
say(t("Looking…"));
bar.addEventListener("choose", () => {
  remember();
  load();
});
document.addEventListener("keydown", press);
document.getElementById("help-button").addEventListener("click", () => openKeys(() => document.getElementById("help-button").focus()));
addEventListener("pageshow", async ({ persisted }) => {
  if (persisted) await load();
});
await load();
if (location.hash) list.focusLink(decodeURIComponent(location.hash.slice(1)));
document.documentElement.dataset.ready = "all";
