/** Runs expressions where one that never ends stops nobody: the page gives it up after a while. */

import { replace, search } from "./matching.js";

addEventListener("message", ({ data: { id, query, replacement, languages, items } }) => {
  try {
    const found =
      replacement === null ? search(query, languages, items) : replace(query, replacement, languages, items);
    postMessage({ id, found });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
});
