/** How many findings each alignment has: asked one after another, when the alignment comes into view. */

import { AlignmentApi } from "../api.js";
import { t, tn } from "../i18n.js";

let waiting = Promise.resolve();

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries)
    if (isIntersecting) {
      seen.unobserve(target);
      waiting = waiting.then(() => tell(target));
    }
});

async function tell(place) {
  const { document: name, alignment } = place.dataset;
  const answer = await new AlignmentApi(name, alignment, () => "").checkCounts().catch(() => null);
  if (!answer?.counts) return;
  const { error, warning, hint } = answer.counts;
  const count = error + warning + hint;
  const words = count ? tn("{count} finding", "{count} findings", count) : t("nothing found");
  place.textContent = error ? `${words} · ${tn("{count} error", "{count} errors", error)}` : words;
  place.dataset.state = error ? "error" : count ? "some" : "none";
}

for (const place of document.querySelectorAll("[data-findings]")) seen.observe(place);
