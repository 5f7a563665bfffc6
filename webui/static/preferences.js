/** What this browser remembers of its user. Storage may be forbidden; then it is remembered until the page closes. */

const memory = new Map();

/**
 * @param {"author"|"theme"|"letters"|"density"|"measure"|"keys"|"trail"|"lamp"} name
 * @returns {string} empty where nothing was chosen
 */
export function preference(name) {
  try {
    return localStorage.getItem(`hexapla.${name}`) ?? "";
  } catch {
    return memory.get(name) ?? "";
  }
}

/** Remember a choice; an empty value forgets it. */
export function remember(name, value) {
  memory.set(name, value);
  try {
    if (value) localStorage.setItem(`hexapla.${name}`, value);
    else localStorage.removeItem(`hexapla.${name}`);
  } catch {
    /* remembered in `memory` */
  }
}

/** Remember how the page should look, and make it look so at once. */
export function wear(name, value) {
  remember(name, value);
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}
