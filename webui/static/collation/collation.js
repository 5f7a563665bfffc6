/** The pages that compare versions: keys from passage to passage, moved words lit on both sides, the strip as navigator. */

import { wholePage } from "../api.js";
import { openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { Picture } from "../pictures/pictures.js";

const collect = () => [...document.querySelectorAll(".collation tbody tr")];
let rows = collect();
const strip = document.getElementById("strip");
const KEYS = {
  j: [t("The next passage that differs"), () => step(1, "differs")],
  k: [t("The one before"), () => step(-1, "differs")],
  n: [t("The next passage to check: it may say something else, or one version lacks it"), () => step(1, "look")],
  p: [t("The one before"), () => step(-1, "look")],
  o: [t("This passage in the editor"), () => here()?.querySelector(".editor-link")?.click()],
  f: [t("Only what differs, or everything"), () => document.getElementById("only")?.click()],
  c: [t("Choose versions and base"), choose],
  "?": [t("These keys"), help],
};

/** Make a row the current one and bring it into view. */
function go(row) {
  for (const each of rows) each.toggleAttribute("aria-current", each === row);
  row.setAttribute("aria-current", "true");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function here() {
  return rows.find((row) => row.hasAttribute("aria-current"));
}

/** Go to the next row of a kind, or at the end to the neighbouring part of the document. */
function step(by, kind) {
  const at = rows.indexOf(here());
  const rest = by > 0 ? rows.slice(at + 1) : rows.slice(0, Math.max(at, 0)).reverse();
  const found = rest.find((row) => kind in row.dataset);
  if (found) go(found);
  else document.querySelector(`.pager a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
}

function choose() {
  const chooser = document.querySelector(".chooser");
  chooser.open = true;
  chooser.querySelector("select, input")?.focus();
}

function help() {
  const lines = Object.entries(KEYS).flatMap(([key, [words]]) => [
    h("dt", {}, h("kbd", { text: key })),
    h("dd", { text: words }),
  ]);
  openModal(t("Keys of this page"), [h("dl", { class: "key-list" }, ...lines)], { kind: "help" });
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const command = KEYS[event.key] ?? KEYS[/^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase()];
  if (!command || (event.key === "?") !== (command === KEYS["?"])) return;
  event.preventDefault();
  command[1]();
});

/** Light the words that a move has on both sides. */
function light(event, on) {
  const mark = event.target.closest?.("mark[data-move]");
  const row = mark?.closest("tr");
  if (!row) return;
  for (const each of row.querySelectorAll(`mark[data-move="${mark.dataset.move}"]`)) each.classList.toggle("lit", on);
}
document.addEventListener("pointerover", (event) => light(event, true));
document.addEventListener("pointerout", (event) => light(event, false));

/** The strip leads to a passage, on this page or on another part of the document. */
function open(number) {
  const row = document.getElementById(`row-${number}`);
  if (row) {
    go(row);
    return;
  }
  const url = new URL(strip.dataset.page, location.href);
  url.searchParams.set("row", number);
  url.hash = `row-${number}`;
  location.assign(url);
}
if (strip) new Picture(strip, open);

document.addEventListener("click", ({ target }) => {
  const row = target.closest(".collation tbody tr");
  if (row && !target.closest("a")) go(row);
});
const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (rows.includes(asked)) go(asked);
/** Fill in the figures and words that took too long for the page to wait for. */
async function fill() {
  const url = new URL(location.href);
  url.searchParams.set("wait", "1");
  const whole = await wholePage(url);
  const found = document.getElementById("found");
  if (found) {
    found.replaceWith(whole.getElementById("found"));
    rows = collect();
    return;
  }
  for (const part of ["thead .figures-line", ".measures"]) {
    const made = whole.querySelectorAll(`.collation ${part}`);
    document.querySelectorAll(`.collation ${part}`).forEach((old, place) => made[place] && old.replaceWith(made[place]));
  }
  for (const row of rows) row.toggleAttribute("data-look", !!whole.getElementById(row.id)?.hasAttribute("data-look"));
  document.getElementById("passages").removeAttribute("data-waiting");
}
if (document.querySelector("[data-waiting]")) {
  const waiting = "[data-verdict=waiting], [data-waiting] [role=status]";
  fill().catch(() => document.querySelectorAll(waiting).forEach((each) => each.remove()));
}

const button = document.getElementById("help-button");
button.hidden = false;
button.addEventListener("click", help);
document.documentElement.dataset.ready = "";
