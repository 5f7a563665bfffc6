/** The page of an alignment's ribbon: a click on a band opens its row in the editor. */

import { Picture } from "./pictures.js";

const frame = document.getElementById("ribbon");
new Picture(frame, (link) => location.assign(`${frame.dataset.editor}#${encodeURIComponent(link)}`));
