/** How far each column is, in its heading. */

import { meter } from "../dom.js";
import { number, t } from "../i18n.js";

/** @param {import("./board.js").Board} board */
export function drawProgress(board) {
  board.columns.forEach(({ desk }, position) => {
    const element = document.querySelector(`.pivot-head[data-column="${position + 1}"] [data-progress]`);
    const draw = () => {
      const { confirmed, query } = desk.links.counts();
      const { total } = desk.links;
      const words = document.createElement("span");
      words.textContent = t("{count} of {total} confirmed", { count: number(confirmed), total: number(total) });
      element.replaceChildren(meter(confirmed, query, total), words);
    };
    for (const type of ["patch", "loaded"]) desk.links.addEventListener(type, draw);
  });
}
