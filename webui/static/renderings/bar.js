/** A bar of three parts, told apart by filling: sure ones full, likely ones hatched, missing ones dashed. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 100;

/**
 * @param {number} solid
 * @param {number} dotted
 * @param {number} most the count that fills the whole width
 * @param {number} [missing]
 * @returns {SVGElement}
 */
export function bar(solid, dotted, most, missing = 0) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "bar-picture");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} 10`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  let at = 0;
  for (const [name, count] of [["solid", solid], ["dotted", dotted], ["missing", missing]]) {
    if (!count) continue;
    const width = Math.max(1, (WIDTH * count) / most);
    svg.append(part(name, at, width));
    at += width;
  }
  return svg;
}

function part(name, x, width) {
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", `part-${name}`);
  rect.setAttribute("x", x + 0.4);
  rect.setAttribute("y", 1);
  rect.setAttribute("width", Math.max(0.6, width - 0.8));
  rect.setAttribute("height", 8);
  return rect;
}
