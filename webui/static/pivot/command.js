/** The way from a pair to the pivot view and back to the same row. */

import { t } from "../i18n.js";
import { preference } from "../preferences.js";

const here = () => document.getElementById("desk").dataset;

/** @type {Object<string, import("../commands/index.js").Command>} */
export const pivoting = {
  pivot: {
    words: t("Side by side with the other translations (pivot view)"),
    icon: "columns",
    when: () => true,
    run: (desk) => location.assign(`${pivotAddress()}#${here().alignment}/${desk.cursor.link.id}`),
  },
};

/** Where the document's pivot view is, with the columns chosen last. */
export function pivotAddress() {
  const name = here().document;
  return `/d/${encodeURIComponent(name)}/pivot${preference(`pivot.${name}`)}`;
}

/** Go to the row that the address names, `#L0007`, once it is read. */
export function arrive(desk) {
  const link = desk.links.get(decodeURIComponent(location.hash.slice(1)));
  if (link) desk.cursor.to(link, desk.cursor.side);
}
