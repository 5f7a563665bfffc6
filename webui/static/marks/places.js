/** Places in the segments that are drawn: from code points to the page, and from the page to a segment. */

const ASTRAL = /[\ud800-\udbff]/;

/** The place in UTF-16 of a place in code points. */
export function utf16(text, place) {
  return ASTRAL.test(text) ? [...text].slice(0, place).join("").length : place;
}

/**
 * A range over words of a segment's element; null where it reads otherwise by now.
 * @param {HTMLElement} element
 * @param {number} from in UTF-16
 * @param {number} to
 */
export function rangeIn(element, from, to) {
  const text = element?.firstChild;
  if (text?.nodeType !== Node.TEXT_NODE || to > text.data.length) return null;
  const range = new Range();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}

/**
 * The segment at a point of the window and the place in it.
 * @returns {{element: HTMLElement, segment: number, place: number}|null}
 */
export function placeAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? fromRange(document.caretRangeFromPoint?.(x, y));
  const element = caret?.offsetNode.parentElement?.closest(".segment");
  if (!element || caret.offsetNode !== element.firstChild) return null;
  const place = onto(element, caret.offset, x, y);
  return place === null ? null : { element, segment: Number(element.dataset.segment), place };
}

const fromRange = (range) => range && { offsetNode: range.startContainer, offset: range.startOffset };

/** A caret is between two characters: take the one that the point is on, none where it is beside the words. */
function onto(element, offset, x, y) {
  for (const from of [offset - 1, offset]) {
    const range = from >= 0 && rangeIn(element, from, from + 1);
    const box = range && [...range.getClientRects()].find((each) => inside(each, x, y));
    if (box) return from;
  }
  return null;
}

const inside = ({ left, right, top, bottom }, x, y) => left <= x && x <= right && top <= y && y <= bottom;

/** Calls back with what is under the pointer, at most once a frame; with null where it leaves the words. */
export function followPointer(sheet, call) {
  let [frame, last] = [0, null];
  sheet.addEventListener("pointermove", ({ clientX, clientY, pointerType, buttons }) => {
    if (pointerType === "touch" || buttons) return;
    last = [clientX, clientY];
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      call(placeAt(...last));
    });
  });
  sheet.addEventListener("pointerleave", () => call(null));
  sheet.addEventListener("scroll", () => call(null), { passive: true });
}
