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

/** An outcome with its links in full, where it came as lists (see `brief` in docs/api.md). */
function whole(outcome, segments) {
  const { brief, ...rest } = outcome;
  if (!brief) return outcome;
  const found = segments();
  const side = (ids) => ids.map((id) => found.get(id));
  const links = brief.map(([id, after, source, target, status, kind, confidence, changed, notes]) => ({
    id,
    after,
    source: side(source),
    target: side(target),
    status,
    kind,
    confidence,
    changed_since_confirmed: changed,
    notes,
  }));
  return { ...rest, links };
}

/** The API of one alignment. */
export class AlignmentApi {
  /**
   * How to find segments by their numbers, once all are loaded: answers about many links then come without words.
   * @type {?(() => Map<number, Object>)}
   */
  segments = null;
  #base;
  #page;
  #author;

  /**
   * @param {string} documentName
   * @param {string} alignment such as `zh-Hans--en`
   * @param {() => string} author who edits, asked at each edit
   */
  constructor(documentName, alignment, author) {
    this.#base = `/api/alignments/${encodeURIComponent(documentName)}/${encodeURIComponent(alignment)}`;
    this.#page = `/documents/${encodeURIComponent(documentName)}/${encodeURIComponent(alignment)}`;
    this.#author = author;
  }

  /** Read `limit` links after the link `after` (from the top without it), with what the page needs to know. */
  page({ after = null, limit = 2000 } = {}) {
    return request(`${this.#base}?${new URLSearchParams({ limit, ...(after && { after }) })}`);
  }

  /** Send one edit made against `revision`; answers the outcome. */
  edit(edit, revision) {
    return this.#outcome(this.#write("edits", revision, edit));
  }

  undo(revision) {
    return this.#outcome(this.#write("undo", revision));
  }

  redo(revision) {
    return this.#outcome(this.#write("redo", revision));
  }

  /** Start working out what aligning again around a link would change. @returns {Promise<{job: string}>} */
  realign(link) {
    return this.#write("realign", "", { link });
  }

  /** What the aligner has learned about the two languages. @returns {Promise<{learned: ?Object}>} */
  learned() {
    return request(`${this.#base}/learned`);
  }

  /** Start learning from every confirmed link of the workspace. @returns {Promise<{job: string}>} */
  learn() {
    return this.#write("learned", "");
  }

  /** Forget what was learned. */
  forgetLearned() {
    return request(`${this.#base}/learned`, { method: "DELETE" });
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
    const asked = new URLSearchParams({ since: revision, ...place });
    return this.#outcome(request(`${this.#base}/changes?${asked}`, { headers: this.#signature() }));
  }

  /** Put the words back into an answer that came without them, be it a refusal. */
  async #outcome(answer) {
    try {
      return whole(await answer, this.segments);
    } catch (error) {
      if (error.body?.brief) error.body = whole(error.body, this.segments);
      throw error;
    }
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

  /** The concepts of the glossary in links: of a page of them, or of those named in `links`. */
  terms(asked) {
    return request(`${this.#base}/terms?${new URLSearchParams(asked)}`);
  }

  /** What the quality checks find, of a status, check and severity where asked; a job where that takes long. */
  checks(asked) {
    return request(`${this.#base}/checks?${new URLSearchParams(asked)}`);
  }

  /** How many findings there are, where that is soon told. */
  checkCounts() {
    return request(`${this.#base}/checks/counts`);
  }

  /** Accept findings, each `[check, link, fingerprint]`, with a reason. */
  acceptFindings(findings, reason) {
    return this.#write("checks/accepted", "", { findings, reason });
  }

  /** Take back that findings were accepted. */
  takeBackFindings(findings) {
    return this.#write("checks/taken-back", "", { findings });
  }

  /** Which words of a link go together. */
  words(link) {
    return request(`${this.#base}/words?${new URLSearchParams({ link })}`);
  }

  /** Pair two words of a link, or part them: `source` and `target` are [segment, start, end]. */
  pairWords(link, hash, source, target) {
    return this.#write("words", "", { link, hash, source, target });
  }

  /** What can be chosen for an edition. */
  editionChoices() {
    return request(`${this.#base}/edition`);
  }

  /** Start making an edition. @returns {Promise<{job: string}>} the job's address is that of the file */
  makeEdition(format, options) {
    return this.#write("editions", "", { format, options });
  }

  /** Where an edition is answered at once. */
  editionAddress(format, options) {
    return `${this.#page}/export/${format}?${new URLSearchParams(options)}`;
  }

  /** Where the first rows of an edition are shown. */
  previewAddress(options) {
    return `${this.#page}/preview?${new URLSearchParams(options)}`;
  }

  /** Refuse with a sentence where an edition cannot be made so. */
  checkEdition(options) {
    return request(`${this.#base}/edition/check?${new URLSearchParams(options)}`);
  }

  #signature() {
    const author = this.#author();
    return {
      ...(author && { "X-Hexapla-Author": encodeURIComponent(author) }),
      ...(this.segments && { Prefer: "brief" }),
    };
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
 * Ask what would be made of one text of the form.
 * @param {FormData} form with `side`
 * @returns {Promise<{encoding: string, title: string, paragraphs: number, segments: number, first: string[]}>}
 */
export function lookAtImport(form) {
  return request("/api/imports/look", { method: "POST", body: form });
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
 * Start looking up how a term is rendered.
 * @param {URLSearchParams} asked
 * @returns {Promise<{job: string}>}
 */
export function findRenderings(asked) {
  return request(`/api/renderings/job?${asked}`);
}

/** The glossary by concepts, with its revision. */
export function readGlossary() {
  return request("/api/glossary");
}

/** Add terms to a concept, or make a concept of them. @returns {Promise<{concept: string, glossary: Object}>} */
export function addTerms(terms, concept = "") {
  return send("POST", "/api/glossary/terms", { concept, terms });
}

/** Make these all the terms of a concept; answers the glossary. */
export function putConcept(concept, terms, revision) {
  return send("PUT", `/api/glossary/concepts/${encodeURIComponent(concept)}`, { terms }, revision);
}

/** Take a concept away; answers the glossary. */
export function deleteConcept(concept, revision) {
  return send("DELETE", `/api/glossary/concepts/${encodeURIComponent(concept)}`, {}, revision);
}

/**
 * Take in a file of terms, or with `preview` only say what is in it.
 * @param {FormData} form
 */
export function importTerms(form) {
  return request("/api/glossary/import", { method: "POST", body: form });
}

function send(method, url, body, revision = null) {
  const headers = { "Content-Type": "application/json", ...(revision !== null && { "If-Match": `"${revision}"` }) };
  return request(url, { method, headers, body: JSON.stringify(body) });
}

/**
 * Ask how far a job is.
 * @param {string} job
 */
export function jobState(job) {
  return request(`/api/jobs/${encodeURIComponent(job)}`);
}

/**
 * Fetch a picture that the server draws.
 * @param {string|URL} url of an SVG
 * @returns {Promise<SVGElement>}
 */
export async function picture(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => null));
  return new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
}

/**
 * Fetch a page with what takes long to work out, to fill in what the page on the screen lacks.
 * @param {URL} url
 * @returns {Promise<Document>}
 */
export async function wholePage(url) {
  const response = await fetch(url, { cache: "no-store" });
  if (!response.ok) throw new Refused(response.status, null);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * Ask for hits in all texts of the workspace (docs/api.md, “Searching”).
 * @param {URLSearchParams} params
 */
export function searchHits(params) {
  return request(`/api/search?${params}`);
}

/** Ask only how much there is to find. */
export async function searchCounts(params) {
  const one = new URLSearchParams(params);
  one.set("limit", 1);
  return (await searchHits(one)).counts;
}

/**
 * Ask for figures about the hits.
 * @param {"frequencies"|"collocates"|"distribution"} what
 * @param {URLSearchParams} params
 */
export function askSearch(what, params) {
  return request(`/api/search/${what}?${params}`);
}

/** Ask for the rows around a hit. */
export function searchContext(params) {
  return request(`/api/search/context?${params}`);
}

/** Ask what a search can be narrowed to. */
export function searchChoices() {
  return request("/api/search/choices");
}

/**
 * Ask for the counterparts of hits.
 * @param {Object[]} hits places, each in a link
 * @returns {Promise<{tier: "solid"|"dotted"|"none", spans: number[][], methods: string[]}[]>}
 */
export async function counterparts(hits) {
  const body = JSON.stringify({ hits });
  const headers = { "Content-Type": "application/json" };
  return (await request("/api/counterparts", { method: "POST", body, headers })).counterparts;
}
