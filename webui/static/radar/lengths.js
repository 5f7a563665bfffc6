/** What lengths alone tell of a drift, worked out here at once: whether it is worth asking the server to look. */

const SPREAD = 0.5; // of the logarithm of the lengths' ratio, between sentences that translate each other
const LEAST = 3; // what a run of rows must gain in all

/** The number of characters of one side of a link. */
export const length = (link, side) => link[side].reduce((sum, { text }) => sum + text.length, 0);

const lengths = (links, side) => Float32Array.from(links, (link) => length(link, side));
const total = (some) => some.reduce((sum, each) => sum + each, 0) || 1;

/**
 * The logarithms (base 2) of how long each target is against the document's own ratio; NaN where a side is empty.
 * @param {import("../alignment/links.js").Link[]} links
 * @returns {Float32Array}
 */
export function ratios(links) {
  const [source, target] = [lengths(links, "source"), lengths(links, "target")];
  const usual = total(target) / total(source);
  return source.map((own, row) => (own && target[row] ? Math.log2(target[row] / own / usual) : NaN));
}

/** Whether a run of rows would agree better in length with the neighbours' targets. */
export function isSuspicious(links) {
  const [source, target] = [lengths(links, "source"), lengths(links, "target")];
  const usual = total(target) / total(source);
  const agreement = (row, other) =>
    source[row] && target[other] ? Math.exp(-((Math.log(target[other] / source[row] / usual) / SPREAD) ** 2) / 2) : 0;
  return [1, -1].some(
    (shift) => heaviest(links, (row) => agreement(row, row + shift) - agreement(row, row) - 0.08) > LEAST,
  );
}

/** The greatest sum over a run of rows. */
function heaviest(links, gain) {
  let best = 0;
  let sum = 0;
  links.forEach((link, row) => {
    if (link.source.length) sum = Math.max(0, sum + gain(row));
    best = Math.max(best, sum);
  });
  return best;
}
