/** All HTTP of the browser side. Nothing else calls `fetch`. */

import { t } from "./i18n.js";

/** The server understood and said no; the message is a sentence for a person. */
export class Refused extends Error {
  constructor(status, body) {
    super(body?.error?.message ?? t("The server answered {status}.", { status }));
    this.status = status;
    this.type = body?.error?.type ?? "";
    this.body = body;
  }
}

/** No answer that makes sense: the network is down, the server stopped, a proxy stands between. */
export class Unreachable extends Error {
  constructor(reason) {
    super(t("The server cannot be reached ({reason}).", { reason }));
  }
}

const PATIENCE = 60_000; // milliseconds; an import may be large

async function request(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch (error) {
    throw new Unreachable(error.message);
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  if (response.status >= 500 || !body) throw new Unreachable(`status ${response.status}`);
  throw new Refused(response.status, body);
}

/** The API of one alignment. */
export class AlignmentApi {
  #base;
  #author;

  /**
   * @param {string} documentName
   * @param {string} alignment such as `zh-Hans--en`
   * @param {() => string} author who edits, asked at each edit
   */
  constructor(documentName, alignment, author) {
    this.#base = `/api/alignments/${encodeURIComponent(documentName)}/${encodeURIComponent(alignment)}`;
    this.#author = author;
  }

  /** Read `limit` links after the link `after` (from the top without it), with what the page needs to know. */
  page({ after = null, limit = 5000 } = {}) {
    return request(`${this.#base}?${new URLSearchParams({ limit, ...(after && { after }) })}`);
  }

  /** Send one edit made against `revision`; answers the outcome. */
  edit(edit, revision) {
    return this.#write("edits", revision, edit);
  }

  undo(revision) {
    return this.#write("undo", revision);
  }

  redo(revision) {
    return this.#write("redo", revision);
  }

  /** Start working out what aligning again around a link would change. @returns {Promise<{job: string}>} */
  realign(link) {
    return this.#write("realign", "", { link });
  }

  /** Ask where a cell is best split. @param {{side: string, own: string[], other: string[]}} cell the words as they are shown */
  splits(cell) {
    return this.#write("splits", "", cell);
  }

  /** Start looking for drift in the present revision. @returns {Promise<{job: string}>} */
  drift() {
    return request(`${this.#base}/drift`);
  }

  /** The outcome of everything after `revision`; `place` tells the others where we are, and `others` answers where they are. */
  changes(revision, place = {}) {
    return request(`${this.#base}/changes?${new URLSearchParams({ since: revision, ...place })}`, {
      headers: this.#signature(),
    });
  }

  /** The newest changes: of one link, by one author, before a revision, where asked. */
  history({ link = null, author = null, before = null, limit = 50 } = {}) {
    const asked = Object.entries({ limit, link, author, before }).filter(([, value]) => value !== null);
    return request(`${this.#base}/history?${new URLSearchParams(asked)}`);
  }

  /** What differs between two revisions. */
  compare(from, to) {
    return request(`${this.#base}/compare?${new URLSearchParams({ from, to })}`);
  }

  /** Undo only the edit that made the revision `edit`. */
  takeBack(edit, revision) {
    return this.#write(`history/${edit}/undo`, revision);
  }

  /** How a link read when it was confirmed. */
  confirmed(link) {
    return request(`${this.#base}/links/${encodeURIComponent(link)}/confirmed`);
  }

  /** Where the sides of links disagree: of a page of them, or of those named in `links`. */
  disagreements(asked) {
    return request(`${this.#base}/disagreements?${new URLSearchParams(asked)}`);
  }

  /** Which words of a link go together. */
  lamp(link) {
    return request(`${this.#base}/lamp?${new URLSearchParams({ link })}`);
  }

  #signature() {
    const author = this.#author();
    return author ? { "X-Hexapla-Author": encodeURIComponent(author) } : {};
  }

  #write(action, revision, body = {}) {
    const headers = { "Content-Type": "application/json", "If-Match": `"${revision}"`, ...this.#signature() };
    return request(`${this.#base}/${action}`, { method: "POST", headers, body: JSON.stringify(body) });
  }
}

/**
 * Send two texts to be aligned.
 * @param {FormData} form
 * @returns {Promise<{job: string}>}
 */
export function startImport(form) {
  return request("/api/imports", { method: "POST", body: form });
}

/**
 * Send a better version of a text, to be put in its place or only looked at.
 * @param {{document: string, text: string, author: string}} what
 * @param {FormData} form
 * @returns {Promise<{job: string}>}
 */
export function replaceText({ document: name, text, author }, form) {
  const url = `/api/documents/${encodeURIComponent(name)}/texts/${encodeURIComponent(text)}/replacement`;
  const headers = author ? { "X-Hexapla-Author": encodeURIComponent(author) } : {};
  return request(url, { method: "POST", body: form, headers });
}

/**
 * Ask what files with a ready alignment hold; nothing is taken in.
 * @param {FormData} form
 */
export function lookAtAlignment(form) {
  return request("/api/alignment-imports/look", { method: "POST", body: form });
}

/**
 * Send files with a ready alignment to be taken in as a new document.
 * @param {FormData} form
 * @returns {Promise<{job: string}>}
 */
export function startAlignmentImport(form) {
  return request("/api/alignment-imports", { method: "POST", body: form });
}

/**
 * Undo an import of which nothing has been edited.
 * @param {string} name the document's
 */
export function takeBack(name) {
  return request(`/api/documents/${encodeURIComponent(name)}/take-back`, { method: "POST" });
}

/**
 * Ask how far a job is.
 * @param {string} job
 */
export function jobState(job) {
  return request(`/api/jobs/${encodeURIComponent(job)}`);
}
