/** The picture of the radar: three lanes from the first row to the last, drawn on a canvas. */

import { STATUSES } from "../words.js";

const LANES = { status: [0, 6], fit: [9, 11], ratio: [22, 10], marks: [34, 2] }; // left edge and width in pixels
const URGENCY = ["confirmed", "draft", "unreviewed", "query"]; // of several rows in one line, the last one is shown
const FAR = 2; // a target four times (two to the power of two) longer or shorter than usual fills its lane

export const WIDTH = 36;

/**
 * Draw rows as bands, or as many rows a line as it takes. Rows are described band by band: all at once would take memory.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count how many rows there are
 * @param {(row: number) => {status: string, misfit: number|null, ratio: number|null, disagrees: boolean}} describe
 */
export function drawStrip(canvas, count, describe) {
  const height = canvas.clientHeight;
  const scale = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [WIDTH * scale, height * scale];
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const colours = read(canvas);
  const bands = Math.min(count, Math.max(1, Math.floor(height)));
  const [middle, half] = [LANES.ratio[0] + LANES.ratio[1] / 2, LANES.ratio[1] / 2];
  context.fillStyle = colours.line;
  context.fillRect(middle - 0.5, 0, 1, height);
  for (let band = 0; band < bands; band += 1) {
    const first = Math.floor((band * count) / bands);
    const some = Array.from({ length: Math.floor(((band + 1) * count) / bands) - first }, (_, k) => describe(first + k));
    const top = (band * height) / bands;
    const tall = Math.max(1, height / bands - (height / bands > 4 ? 1 : 0));
    const paint = (colour, left, width) => {
      context.fillStyle = colour;
      context.fillRect(left, top, width, tall);
    };
    paint(colours[mostUrgent(some)], ...LANES.status);
    const misfit = mean(some.map((row) => row.misfit));
    if (misfit !== null)
      paint(misfit > 0.6 ? colours.bad : colours.fair, LANES.fit[0], Math.max(1, misfit * LANES.fit[1]));
    const ratio = mean(some.map((row) => row.ratio));
    if (some.some((row) => row.disagrees)) paint(colours.bad, ...LANES.marks);
    if (ratio === null) continue;
    const reach = Math.min(1, Math.abs(ratio) / FAR) * half;
    paint(
      Math.abs(ratio) > FAR / 2 ? colours.bad : colours.fair,
      ratio < 0 ? middle - reach : middle,
      Math.max(1, reach),
    );
  }
}

function mostUrgent(rows) {
  return URGENCY[Math.max(0, ...rows.map(({ status }) => URGENCY.indexOf(status)))];
}

function mean(values) {
  const known = values.filter((value) => value !== null);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

/** The colours of the page as it is now, light or dark. */
function read(element) {
  const style = getComputedStyle(element);
  const names = {
    line: "line",
    fair: "soft",
    bad: "query",
    ...Object.fromEntries(STATUSES.map((name) => [name, name])),
  };
  const pick = (name) => resolve(element, name === "unreviewed" ? "line-strong" : name);
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, pick(name) || style.color]));
}

/** A custom property may be `light-dark(…)`; only a computed colour can be painted with. */
function resolve(element, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  element.parentElement.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
