/** Help of the search: what a query can say, and the keys. */

import { openModal } from "../dialogs/modal.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";

/** `[example, what it finds]` */
const LANGUAGE = [
  ["border", t("this word, whatever its case and accents")],
  ["边防", t("these characters, wherever they stand; one is enough")],
  ['"border defense"', t("these words one after the other")],
  ["regist*", t("words that begin so; ? stands for one letter, * alone for one word")],
  ["border guard", t("both, in one side of a link")],
  ["border OR frontier", t("one or the other")],
  ["border NOT guard", t("the one without the other")],
  ["NEAR(border soviet, 5)", t("within so many words of each other, in any order")],
  ["(border OR frontier) guard", t("parentheses group")],
  ["/regist(er|ration)/", t("a regular expression over the characters of a segment")],
];

const KEYS = [
  [["/"], t("to the search field")],
  [["J", "↓"], t("to the next hit")],
  [["K", "↑"], t("to the previous hit")],
  [["Enter"], t("open the hit in its editor")],
  [["C"], t("copy the citation")],
  [["X"], t("wider context, and less again")],
  [["W"], t("correct the counterpart, word by word, and leave that again")],
  [["1", "2", "3", "4"], t("hits, frequencies, collocates, distribution")],
  [["Esc", "↓"], t("from the field to the hits")],
  [["?"], t("this help")],
];

/** Show the help; focus goes back to where it was. */
export function openHelp() {
  const before = document.activeElement;
  const lines = LANGUAGE.map(([example, words]) =>
    h("div", {}, h("dt", {}, h("code", { text: example })), h("dd", { text: words })),
  );
  const keys = KEYS.map(([names, words]) =>
    h("div", {}, h("dt", {}, ...names.flatMap((name) => [h("kbd", { text: name }), " "])), h("dd", { text: words })),
  );
  const dialog = openModal(
    t("Help with searching"),
    [
      h("section", {}, h("h3", { text: t("What a query can say") }), h("dl", { class: "query-help" }, ...lines)),
      h("p", {
        class: "muted",
        text: t(
          "Case, accents and traditional or simplified characters make no difference unless you say so under “More conditions”. A condition on another language looks at what stands beside in the same link.",
        ),
      }),
      h("section", {}, h("h3", { text: t("Keys") }), h("dl", { class: "query-help keys" }, ...keys)),
    ],
    { kind: "wide", onClose: () => before?.focus?.() },
  );
  dialog.querySelector(".dialog-body").tabIndex = 0; // it may be longer than the window, and scrolls by keys
}
