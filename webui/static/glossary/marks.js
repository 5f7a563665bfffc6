/** Terms in the rows: which concepts of the glossary stand there, and where the translation does not keep to it. */

import { t } from "../i18n.js";
import { MarksOfLinks, differing } from "../marks/following.js";

const LIGHTS = { missing: "hx-term-missing", forbidden: "hx-term-forbidden" };

/** Whether a use of a term is something to mend. */
export const isAmiss = ({ state }) => state in LIGHTS;

/** What a use says to a person. */
export function sentence({ state, text, renderings }) {
  const wanted = renderings.filter(({ status }) => status === "required");
  const words = (wanted.length ? wanted : renderings).map(({ term }) => `“${term}”`).join(", ");
  if (state === "missing") return t("“{text}” should be rendered as {renderings}.", { text, renderings: words });
  return words ? t("“{text}” is forbidden; use {renderings}.", { text, renderings: words }) : t("“{text}” is forbidden.", { text });
}

/** Gives links their `terms`, and underlines in the rows what is amiss. */
export class TermMarks extends MarksOfLinks {
  lights = Object.values(LIGHTS);
  #revision = null;

  /** @param {import("../alignment/desk.js").Desk} desk */
  constructor(desk) {
    super(desk);
    document.addEventListener("visibilitychange", () => !document.hidden && this.#askRevision());
  }

  ask(asked) {
    return this.desk.api.terms(asked);
  }

  outdated({ glossary }) {
    return this.#revision !== null && glossary !== this.#revision;
  }

  take({ uses, glossary }, links) {
    this.#revision = glossary;
    const changed = differing(links, (link) => link.terms, ({ id }) => uses[id]);
    for (const link of changed) link.terms = uses[link.id] ?? [];
    return changed;
  }

  marksOf(element, light) {
    const terms = this.desk.links.get(element.closest(".row")?.dataset.id)?.terms ?? [];
    return terms.filter((use) => use.segment === Number(element.dataset.segment) && LIGHTS[use.state] === light);
  }

  explain(use) {
    if (use) this.desk.grid.sheet.title = sentence(use);
  }

  /** The glossary may have been changed on another page. */
  async #askRevision() {
    const answer = await this.ask({ links: "" }).catch(() => null);
    if (answer && answer.glossary !== this.#revision) this.begin();
  }
}
