/** The command that opens the dialog for editions. */

import { t } from "../i18n.js";
import { openEdition } from "./edition.js";

/** @type {Object<string, import("../commands/index.js").Command>} */
export const publishing = {
  edition: {
    words: t("Make an edition: PDF, EPUB, Word, HTML, Markdown"),
    icon: "export",
    asks: true,
    run: (desk) => void openEdition(desk),
  },
};
