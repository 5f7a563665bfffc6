/** Learns what others did: by asking every three seconds while the page is seen, and at once from other tabs. */

const EVERY = 3000;

/**
 * Emits `news` with an outcome that has been applied, and `others` with where the others are, after each look.
 * `place` answers where we are, which every look tells them.
 */
export class Watcher extends EventTarget {
  #api;
  #links;
  #saver;
  #channel;
  #page = crypto.randomUUID();
  place = () => ({});

  /**
   * @param {import("../api.js").AlignmentApi} api
   * @param {import("./links.js").Links} links
   * @param {import("./saver.js").Saver} saver
   * @param {string} name what tabs of the same alignment call each other
   */
  constructor(api, links, saver, name) {
    super();
    this.#api = api;
    this.#links = links;
    this.#saver = saver;
    this.#channel = new BroadcastChannel(`hexapla:${name}`);
    this.#channel.addEventListener("message", ({ data }) => data.revision > links.revision && this.look());
    saver.addEventListener("done", () => this.#channel.postMessage({ revision: links.revision }));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
    setTimeout(() => this.look(), 0);
    setInterval(() => document.visibilityState === "visible" && this.look(), EVERY);
  }

  /** Ask once. An answer that an edit of our own has overtaken is dropped; the next one brings it. */
  async look() {
    const since = this.#links.revision;
    if (this.#saver.state !== "saved") return; // a waiting edit must itself meet what it missed
    const outcome = await this.#api.changes(since, { page: this.#page, ...this.place() }).catch(() => null);
    if (outcome?.others) this.dispatchEvent(new CustomEvent("others", { detail: outcome.others }));
    const overtaken = this.#links.revision !== since || this.#saver.state !== "saved";
    if (!outcome || outcome.revision <= since || overtaken) return;
    this.#links.apply(outcome);
    this.dispatchEvent(new CustomEvent("news", { detail: outcome }));
  }
}
