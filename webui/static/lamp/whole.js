/** Words of scripts without spaces: the browser knows where they begin and end, the model only knows pieces. */

const UNSPACED = /^(zh|ja|yue|wuu|th|lo|km|my)\b/;

/**
 * Put pieces together to words; those of spaced scripts are words already.
 * @param {{segment: number, from: number, to: number}[]} pieces
 * @param {Map<number, string>} texts of the segments
 * @param {string} language
 * @returns {{words: {segment: number, from: number, to: number}[], homes: number[][]}} `homes`: the words of each piece
 */
export function whole(pieces, texts, language) {
  if (!UNSPACED.test(language)) return { words: pieces, homes: pieces.map((_, place) => [place]) };
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const words = [...new Set(pieces.map(({ segment }) => segment))].flatMap((segment) =>
    [...segmenter.segment(texts.get(segment) ?? "")]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ index, segment: word }) => ({ segment, from: index, to: index + word.length })),
  );
  const homes = pieces.map((piece) => words.flatMap((word, place) => (overlaps(word, piece) ? [place] : [])));
  return { words, homes };
}

const overlaps = (one, other) => one.segment === other.segment && one.from < other.to && other.from < one.to;
