/** The list of documents: a fresh import can be taken back. */

import { takeBack } from "../api.js";
import "./checks.js";

for (const button of document.querySelectorAll("[data-take-back]"))
  button.addEventListener("click", async () => {
    const place = button.closest("[data-document]");
    button.disabled = true;
    try {
      await takeBack(place.dataset.document);
      location.reload();
    } catch (error) {
      const alert = place.querySelector("[role=alert]");
      alert.hidden = false;
      alert.textContent = error.message;
    }
  });
