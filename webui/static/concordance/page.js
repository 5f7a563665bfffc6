/** The page of the search: the address is the search; form, views and keys only change the address. */

import { searchChoices, searchCounts } from "../api.js";
import { h } from "../dom.js";
import { t, tn } from "../i18n.js";
import { isComposing } from "../keys.js";
import { SearchForm } from "./form.js";
import { openHelp } from "./help.js";
import { SORTS, VIEW } from "./labels.js";
import { drawView } from "./panels.js";
import { VIEWS, address, asked, changed, plainWords, readQuery, viewed } from "./query.js";
import { Results, waiting } from "./results.js";

const element = (id) => document.getElementById(id);
const CALM = 5; // seconds that a message stays

class SearchPage {
  #form = new SearchForm(element("search"));
  #results = new Results(element("hits"), element("more"), (words) => this.#say(words));
  #query = readQuery(location.search);
  #turn = 0;
  #timer = 0;

  async open() {
    this.#form.addEventListener("hx-search", ({ detail }) => this.#go(detail));
    element("sort").addEventListener("change", ({ target }) => this.#go(changed(this.#query, { sort: target.value })));
    element("help").addEventListener("click", openHelp);
    element("hits").addEventListener("focusin", ({ target }) => this.#remember(target));
    addEventListener("popstate", () => this.#arrive());
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => this.#follow(event));
    this.#fillSorts();
    const choices = searchChoices().then((found) => (this.#form.choices = found));
    await Promise.all([this.#show(), choices.catch((error) => this.#say(error.message))]);
    document.documentElement.dataset.ready = "";
  }

  #fillSorts() {
    element("sort").replaceChildren(...SORTS.map(([value, words]) => h("option", { value, text: words })));
  }

  /** Search for something else: a new address, which “back” leads away from. */
  #go(query) {
    const url = address(query);
    if (url === location.pathname + location.search) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    return this.#arrive();
  }

  #arrive() {
    this.#query = readQuery(location.search);
    return this.#show();
  }

  /** Links to other searches need no new page. */
  #follow(event) {
    const link = event.target.closest("a[href^='/search?']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    this.#arrive();
    scrollTo({ top: 0 });
  }

  async #show() {
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    const query = this.#query;
    this.#form.show(query);
    this.#form.clearMistake();
    this.#results.clear();
    this.#frame(query);
    if (!query.q) return this.#state("start");
    this.#state("searching");
    try {
      await (query.view === "hits" ? this.#showHits(query, current) : this.#showFigures(query, current));
    } catch (error) {
      if (current()) this.#fail(error);
    }
  }

  async #showHits(query, current) {
    const at = history.state?.at ?? 0;
    const answer = await this.#results.ask(query, at);
    if (!current()) return;
    this.#count(answer.counts);
    this.#state(answer.hits.length ? "hits" : "none");
    this.#results.show(query, answer);
    this.#form.beside = answer.hits[0]?.others[0]?.language ?? "";
    this.#linkRenderings(query, answer.hits[0]);
    if (at) this.#results.goTo(at);
  }

  async #showFigures(query, current) {
    const figures = h("div", { class: "figures-view" });
    const page = { titles: this.#form.titles, go: (next) => this.#go(next), current };
    const [counts] = await Promise.all([searchCounts(asked(query)), drawView(figures, query, page)]);
    if (!current()) return;
    this.#count(counts);
    this.#state("figures");
    element("figures").replaceChildren(figures);
  }

  /** What stands around the results: views, order, export. */
  #frame(query) {
    document.title = `${query.q ? `${query.q} · ` : ""}${t("Search")} · Hexapla`;
    element("views").replaceChildren(
      ...VIEWS.map((view) =>
        h("a", {
          href: address(viewed(query, view)),
          "aria-current": view === query.view ? "page" : null,
          text: VIEW[view],
        }),
      ),
    );
    element("sort").value = query.sort;
    for (const link of document.querySelectorAll("[data-export]"))
      link.href = `/api/search/export/${link.dataset.export}?${asked(query)}`;
    element("legend").querySelector(".of-conditions").hidden = !query.and.length;
    element("resample").hidden = !query.sample;
    element("resample").href = address(changed(query, { seed: String(Number(query.seed) + 1) }));
    element("renderings").hidden = true;
    element("counts").textContent = "";
  }

  /** Which of the parts of the page is seen. */
  #state(state) {
    element("results").dataset.state = state;
    element("hits").setAttribute("aria-busy", String(state === "searching"));
    element("waiting").replaceChildren(...(state === "searching" ? [waiting()] : []));
    if (state === "none") this.#suggest();
  }

  #count({ hits, links, texts, exact }) {
    const values = {
      hits: tn("{count} hit", "{count} hits", hits),
      links: tn("{count} link", "{count} links", links),
      texts: tn("{count} text", "{count} texts", texts),
    };
    element("counts").textContent = exact
      ? t("{hits} in {links}, {texts}", values)
      : t("at least {hits} in {links}, {texts}", values);
  }

  /** What could be left out, where nothing is found. */
  #suggest() {
    const { lang, and, not, exact, from, to } = this.#query;
    const filters = ["document", "text", "translator", "provenance", "status"].some((name) => this.#query[name].length);
    const wider = [
      lang.length && [t("in any language"), { lang: [] }],
      (and.length || not.length) && [t("without the conditions"), { and: [], not: [] }],
      (filters || from || to) && [
        t("in all texts"),
        { document: [], text: [], translator: [], provenance: [], status: [], from: "", to: "" },
      ],
      exact.length && [t("whatever case, accents and characters"), { exact: [] }],
    ].filter(Boolean);
    element("wider").replaceChildren(
      ...wider.map(([words, what]) =>
        h("li", {}, h("a", { class: "button small", href: address(changed(this.#query, what)), text: words })),
      ),
    );
  }

  #fail(error) {
    this.#state("failed");
    const place = error.body?.error ?? {};
    const where = place.type === "bad_query" ? this.#mistake(place) : null;
    element("mistake").replaceChildren(h("p", { text: error.message }), ...(where ? [where] : []));
    if (where) this.#form.showMistake(place);
  }

  /** The words with the place marked at which they cannot be read. */
  #mistake({ query, start, end }) {
    const points = [...query];
    const [from, to] = [Math.min(start, points.length), Math.max(end, start + 1)];
    const part = (a, b) => points.slice(a, b).join("");
    const words = [part(0, from), h("mark", { text: part(from, to) || " " }), part(to)];
    return h("p", {}, h("code", { class: "mistake", dir: "auto" }, ...words));
  }

  /** Where one word or phrase is looked for: how it is rendered. */
  #linkRenderings(query, hit) {
    const link = element("renderings");
    const [term, other] = [plainWords(query.q), hit?.others.find((each) => each.segments.length)];
    if (!term || !other || !link.dataset.page) return;
    link.href = `${link.dataset.page}?${new URLSearchParams({ term, from: hit.language, to: other.language })}`;
    link.hidden = false;
  }

  /** Remember which hit one was at, for the way back from the editor. */
  #remember(target) {
    const at = Number(target.closest(".hit")?.getAttribute("aria-posinset"));
    if (at) history.replaceState({ at }, "");
  }

  #say(words) {
    clearTimeout(this.#timer);
    element("say").textContent = words;
    this.#timer = setTimeout(() => (element("say").textContent = ""), CALM * 1000);
  }

  #key(event) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]"))
      return;
    const writing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (writing) return this.#leave(event);
    const act = this.#acts()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act?.() !== undefined) event.preventDefault();
  }

  /** Escape leads from a field to the hits, and from the query so does the arrow down. */
  #leave(event) {
    const down = event.key === "ArrowDown" && event.target === this.#form.field;
    if (event.key !== "Escape" && !down) return;
    event.preventDefault(); // a search field would be emptied by Escape
    this.#results.walk(0);
  }

  /** What keys do; what answers nothing was not theirs. */
  #acts() {
    const here = this.#results.focused();
    const own = document.activeElement === here?.article;
    const view = (name) => () => (this.#query.q ? this.#go(viewed(this.#query, name)) : undefined);
    return {
      "/": () => (this.#form.field.focus(), this.#form.field.select(), true),
      "?": () => (openHelp(), true),
      j: () => this.#results.walk(1),
      k: () => this.#results.walk(-1),
      ArrowDown: () => (here ? this.#results.walk(1) : undefined),
      ArrowUp: () => (here ? this.#results.walk(-1) : undefined),
      Enter: () => (own ? (location.assign(here.hit.url), true) : undefined),
      c: () => (here ? this.#results.copy(here.hit) : undefined),
      w: () => (here ? this.#results.correct(here.hit, here.article) : undefined),
      x: () => (here ? this.#results.widen(here.hit, here.article) : undefined),
      ...Object.fromEntries(VIEWS.map((name, at) => [String(at + 1), view(name)])),
    };
  }
}

new SearchPage().open();
