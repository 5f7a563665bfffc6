/** Deciding whether an edit still means what its author meant after others have edited. */

const SAFE = new Set(["add_note", "edit_note", "delete_note"]);

/** Keep a link as it stands now, for comparing and showing later. */
export function snapshot(link) {
  return structuredClone(link);
}

/** Whether two states of a link hold the same segments with the same words. */
export function sameContent(one, other) {
  const side = (segments) => segments.map((segment) => `${segment.id}\u001f${segment.text}`).join("\u001e");
  return side(one.source) === side(other.source) && side(one.target) === side(other.target);
}

/**
 * Whether an edit may be sent again as it is: every link it is about still exists and reads as its author saw it.
 * Notes do not depend on the wording, so they only need their link.
 * @param {Object} edit
 * @param {Object[]} seen the links it is about, as its author saw them
 * @param {import("./links.js").Links} links
 */
export function stillMeant(edit, seen, links) {
  return seen.every((link) => {
    const now = links.get(link.id);
    return now && (SAFE.has(edit.op) || sameContent(link, now));
  });
}

/**
 * Whether missed changes contain this very edit (or undo, or redo): its answer was lost, but it had been done.
 * @param {{edit?: Object, label?: string}} task
 * @param {string} author empty where the server names the editor
 * @param {Object[]} changes
 */
export function alreadyDone({ edit, label }, author, changes) {
  const by = (change) => !author || change.author === author;
  if (!edit) return changes.some((change) => change.kind === label && by(change));
  const about = [edit.link, ...(edit.links ?? [])].filter(Boolean);
  return changes.some(
    (change) => change.op === edit.op && by(change) && about.every((id) => change.links.includes(id)),
  );
}
