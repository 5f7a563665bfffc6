/** Building elements by hand: three small functions instead of a framework. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. `properties` are attributes, but for `class`, `data` (a map), `on` (a map of listeners) and
 * `text`; an attribute that is false or null is left out, one that is true stands bare.
 * @param {string} tag
 * @param {Object} [properties]
 * @param {...(Node|string|null|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) assign(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

function assign(element, name, value) {
  if (name === "class") element.className = value;
  else if (name === "text") element.textContent = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "on")
    for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

/**
 * Draw an icon of the sprite that every page carries; icons never speak, the words beside them do.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Draw a bar of confirmed and queried shares.
 * @param {number} confirmed
 * @param {number} query
 * @param {number} total
 */
export function meter(confirmed, query, total) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of [
    ["class", "meter"],
    ["viewBox", "0 0 100 6"],
    ["preserveAspectRatio", "none"],
    ["aria-hidden", "true"],
  ])
    svg.setAttribute(name, value);
  const part = (name, x, width) => {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", name);
    rect.setAttribute("x", x);
    rect.setAttribute("width", width);
    rect.setAttribute("height", 6);
    svg.append(rect);
  };
  const share = (count) => (100 * count) / (total || 1);
  part("meter-rest", 0, 100);
  part("meter-confirmed", 0, share(confirmed));
  part("meter-query", share(confirmed), share(query));
  return svg;
}
