/** Draws the words of a note from the tree that the server made of its Markdown: known elements, nothing else. */

import { h } from "../dom.js";
import { t } from "../i18n.js";

const TAGS = new Set(["p", "em", "strong", "code", "pre", "blockquote", "ul", "li", "br"]);
const WEB = /^(https?:\/\/|mailto:)/i;

/**
 * @param {Object} note with `body`, or until the server has answered with `text` alone
 * @param {import("../alignment/desk.js").Desk} desk
 * @returns {HTMLElement}
 */
export function drawBody(note, desk) {
  const parts = note.body ? note.body.map((node) => draw(node, desk)) : [h("p", { class: "plain", text: note.text })];
  return h("div", { class: "note-text", dir: "auto" }, ...parts);
}

function draw(node, desk) {
  if (typeof node === "string") return node;
  const [tag, attributes, ...children] = node;
  const inner = children.map((child) => draw(child, desk));
  if (TAGS.has(tag)) return h(tag, {}, ...inner);
  if (tag === "ol") return h("ol", { start: attributes.start }, ...inner);
  if (tag === "a" && WEB.test(attributes.href))
    return h("a", { href: attributes.href, target: "_blank", rel: "noopener noreferrer" }, ...inner);
  if (tag === "mention") return drawMention(attributes.link, desk);
  return h("span", {}, ...inner);
}

/** A row by the id of its link; one that went away with its link is words. */
function drawMention(id, desk) {
  const link = desk.links.get(id);
  if (!link) return h("span", { class: "mention gone", title: t("This row is no longer there."), text: `#${id}` });
  const text = [...link.source, ...link.target].map((segment) => segment.text).join(" ");
  return h(
    "a",
    {
      href: `#${id}`,
      class: "mention",
      title: t("Row {row}: {text}", { row: link.index + 1, text: shorten(text) }),
      on: {
        click: (event) => {
          event.preventDefault();
          desk.perform("go-to-link", id);
        },
      },
    },
    `#${id}`,
  );
}

const shorten = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
