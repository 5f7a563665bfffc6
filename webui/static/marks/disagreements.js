/** Marks where numbers, dates and names of the two sides disagree. */

import { t } from "../i18n.js";
import { SIDES } from "../words.js";
import { MarksOfLinks, differing } from "./following.js";

const KINDS = {
  number: t("The other side has no such number."),
  date: t("The other side has no such date."),
  name: t("The other side has no such name."),
};

/** Gives links their `disagreements`, underlines them in the rows, and says what is meant under the pointer. */
export class Disagreements extends MarksOfLinks {
  lights = ["hx-disagrees"];
  #bySegment = new Map();

  ask(asked) {
    return this.desk.api.disagreements(asked);
  }

  take({ marks }, links) {
    const changed = differing(links, (link) => link.disagreements, ({ id }) => marks[id]);
    for (const link of changed) {
      for (const mark of link.disagreements ?? []) this.#bySegment.delete(mark.segment);
      link.disagreements = marks[link.id] ?? [];
      for (const side of SIDES)
        for (const { id } of link[side]) {
          const own = link.disagreements.filter((mark) => mark.segment === id);
          if (own.length) this.#bySegment.set(id, own);
          else this.#bySegment.delete(id);
        }
    }
    return changed;
  }

  marksOf(element) {
    return this.#bySegment.get(Number(element.dataset.segment)) ?? [];
  }

  explain(mark) {
    const { sheet } = this.desk.grid;
    if (mark) sheet.title = KINDS[mark.kind];
    else sheet.removeAttribute("title");
  }
}
