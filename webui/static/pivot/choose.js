/** Choosing columns: the form works by itself; here the order can be changed, and the choice is remembered. */

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { preference, remember } from "../preferences.js";

const key = (name) => `pivot.${name}`;

/**
 * Go to the remembered columns of a document where the address names none.
 * @returns {boolean} whether the page is being left
 */
export function recall(name, chosen) {
  if (chosen) {
    remember(key(name), location.search);
    return false;
  }
  const search = preference(key(name));
  if (!search) return false;
  location.replace(`${location.pathname}${search}${location.hash}`);
  return true;
}

/**
 * Bring the form to life.
 * @param {HTMLFormElement} form
 * @param {string} name of the document
 */
export function prepareChoice(form, name) {
  const source = form.querySelector("select");
  const items = [...form.querySelectorAll("li")];
  for (const item of items) item.append(...moveButtons(item));
  const fitItems = () => {
    for (const item of items) {
      const box = item.querySelector("input");
      item.hidden = item.dataset.text === source.value;
      box.disabled = !item.dataset.aligned.split(" ").includes(source.value);
      if (item.hidden || box.disabled) box.checked = false;
    }
    if (!items.some((item) => item.querySelector("input").checked))
      for (const item of items)
        if (!item.hidden) item.querySelector("input").checked = !item.querySelector("input").disabled;
  };
  source.addEventListener("change", fitItems);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(
      name,
      source.value,
      [...form.querySelectorAll("input:checked:not(:disabled)")].map(({ value }) => value),
    );
  });
}

function show(name, source, texts) {
  const search = `?${new URLSearchParams({ source, texts: texts.join(",") })}`;
  remember(key(name), search);
  if (search === location.search) document.getElementById("columns").hidePopover();
  else location.assign(`${location.pathname}${search}`);
}

function moveButtons(item) {
  const name = item.querySelector("label").firstChild.nextSibling.textContent.trim();
  const button = (words, symbol, move) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": words,
        on: {
          click: ({ currentTarget }) => {
            move();
            currentTarget.focus();
          },
        },
      },
      icon(symbol),
    );
  return [
    button(t("Move {name} up", { name }), "up", () => neighbour(item, "previousElementSibling")?.before(item)),
    button(t("Move {name} down", { name }), "down", () => neighbour(item, "nextElementSibling")?.after(item)),
  ];
}

function neighbour(item, direction) {
  let found = item[direction];
  while (found?.hidden) found = found[direction];
  return found;
}
