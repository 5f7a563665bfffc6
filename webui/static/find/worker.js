/** Runs expressions where one that never ends stops nobody: the page gives it up after a while. */

import { replace, search } from "./matching.js";

addEventListener("message", ({ data: { id, query, replacement, languages, items } }) => {
  const texts = items.map(([side, number, text]) => ({ side, number, text }));
  try {
    const found =
      replacement === null ? search(query, languages, texts) : replace(query, replacement, languages, texts);
    postMessage({ id, found });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
});
