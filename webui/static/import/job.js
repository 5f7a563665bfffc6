/** Following work that goes on in the background. */

import { Unreachable, jobState } from "../api.js";
import { later, t } from "../i18n.js";

const PAUSE = 400; // milliseconds between two looks at the job
const PATIENCE = 20; // looks that may fail one after another before giving up

/** What the server says a job is at. */
export const PHASES = [
  later("Starting"),
  later("Encoding"),
  later("Searching"),
  later("Looking closer"),
  later("Taking in"),
  later("Reading the texts"),
];

/**
 * Ask again and again until a job is done; answers its result. Throws what made it fail.
 * @param {string} job
 * @param {(state: Object) => void} show called with each state
 */
export async function follow(job, show) {
  for (let failures = 0; ; await new Promise((wake) => setTimeout(wake, PAUSE))) {
    try {
      const state = await jobState(job);
      failures = 0;
      show({ ...state, phase: t(state.phase ?? "") });
      if (state.state === "done") return state.result ?? state.url;
      if (state.state === "failed") throw new Error(state.error);
    } catch (error) {
      if (!(error instanceof Unreachable) || (failures += 1) > PATIENCE) throw error;
    }
  }
}
