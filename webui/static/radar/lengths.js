/** What lengths alone tell of a drift, worked out here at once: whether it is worth asking the server to look. */

const SPREAD = 0.5; // of the logarithm of the lengths' ratio, between sentences that translate each other
const LEAST = 3; // what a run of rows must gain in all

/** The number of characters of one side of a link. */
export const length = (link, side) => link[side].reduce((sum, { text }) => sum + text.length, 0);

/**
 * The logarithms (base 2) of how long each target is against the document's own ratio; null where a side is empty.
 * @param {import("../alignment/links.js").Link[]} links
 */
export function ratios(links) {
  const [source, target] = ["source", "target"].map((side) => links.map((link) => length(link, side)));
  const total = (lengths) => lengths.reduce((sum, each) => sum + each, 0) || 1;
  const usual = total(target) / total(source);
  return links.map((_, row) => (source[row] && target[row] ? Math.log2(target[row] / source[row] / usual) : null));
}

/** Whether a run of rows would agree better in length with the neighbours' targets. */
export function isSuspicious(links) {
  const [source, target] = ["source", "target"].map((side) => links.map((link) => length(link, side)));
  const total = (lengths) => lengths.reduce((sum, each) => sum + each, 0) || 1;
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
