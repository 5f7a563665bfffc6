/** Commands on the notes of the whole document. */

import { t } from "../i18n.js";

/** @type {Object<string, import("./index.js").Command>} */
export const noting = {
  "all-notes": { words: t("All notes of the document"), icon: "notes", run: (desk) => desk.notes.toggle() },
  "go-to-link": {
    run: (desk, id) => {
      const link = desk.links.get(id);
      if (!link) return desk.say(t("This row is no longer there."), "warning");
      if (desk.view.place(link) < 0) desk.showAll();
      desk.cursor.to(link);
    },
  },
};
