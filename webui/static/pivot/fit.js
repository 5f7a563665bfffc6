/** Fits a desk, made for the grid of one pair, into its column of the pivot view. */

import { makeDialogs } from "../dialogs/index.js";
import { Editor } from "../edit/edit.js";
import { Realign } from "../realign/realign.js";
import { Split } from "../split/split.js";

/** Commands of the pair editor that make sense in a column. */
export const USUAL = new Set([
  ...["merge-next", "merge-previous", "split", "explode", "unlink", "realign", "shift-up", "shift-down"],
  ...["shift-all-up", "shift-all-down", "edit-text", "join", "undo", "redo", "confirm", "confirm-through", "kind"],
  ...["status-unreviewed", "status-draft", "status-confirmed", "status-query"],
  ...["next-open", "previous-open", "next-uneven", "previous-uneven"],
  ...["next-noted", "previous-noted", "next-unsure", "previous-unsure", "edit", "edit-all", "retry"],
]);

/**
 * Give a desk what its commands need: cells to work in, split mode, fields for text, dialogs.
 * @param {import("../alignment/desk.js").Desk} desk
 * @param {import("./board.js").Board} board
 * @param {import("./sheet.js").Sheet} sheet
 * @param {number} column
 */
export function fit(desk, board, sheet, column) {
  desk.grid = {
    get focused() {
      return sheet.focused;
    },
    cell: (link) => board.cell(column, link),
    segments: () => [],
    focus: () => board.focus(),
    hold: (link) => sheet.hold(board.home(column, link)),
    release: () => letGo(board, sheet),
  };
  desk.split = new Split(desk);
  desk.editor = new Editor(desk);
  desk.realign = new Realign(desk);
  desk.dialogs = makeDialogs(desk);
}

/**
 * An editor for the pivot's own segments, one at a time: to it, each is the side of a link that has nothing else.
 * @param {import("./board.js").Board} board
 * @param {import("./sheet.js").Sheet} sheet
 */
export function sourceEditor(board, sheet) {
  const [{ desk, side }] = board.columns;
  const real = () => board.link;
  const alone = () => ({ id: real().id, [side]: [board.segment] });
  return new Editor({
    cursor: {
      get link() {
        return alone();
      },
      side,
    },
    texts: desk.texts,
    links: desk.links,
    dialogs: desk.dialogs,
    grid: {
      cell: () => board.segmentCell(board.segment.id),
      focus: () => board.focus(),
      hold: () => sheet.hold(board.row),
      release: () => letGo(board, sheet),
    },
    say: (...words) => desk.say(...words),
    perform: (name, edits) =>
      desk.perform(
        name,
        edits.map(({ edit }) => ({ edit, about: [real()] })),
      ),
  });
}

function letGo(board, sheet) {
  sheet.release();
  board.focus();
}
