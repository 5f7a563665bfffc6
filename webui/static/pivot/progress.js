/** How far each column is, in its heading. */

import { meter } from "../dom.js";

/** @param {import("./board.js").Board} board */
export function drawProgress(board) {
  board.columns.forEach(({ desk }, position) => {
    const element = document.querySelector(`.pivot-head[data-column="${position + 1}"] [data-progress]`);
    const draw = () => {
      const { confirmed, query } = desk.links.counts();
      const { total } = desk.links;
      const words = document.createElement("span");
      words.textContent = `${confirmed.toLocaleString("en")} of ${total.toLocaleString("en")} confirmed`;
      element.replaceChildren(meter(confirmed, query, total), words);
    };
    for (const type of ["patch", "loaded"]) desk.links.addEventListener(type, draw);
  });
}
