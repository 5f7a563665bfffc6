/** Following work that goes on in the background. */

import { Unreachable, jobState } from "../api.js";

const PAUSE = 400; // milliseconds between two looks at the job
const PATIENCE = 20; // looks that may fail one after another before giving up

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
      show(state);
      if (state.state === "done") return state.result ?? state.url;
      if (state.state === "failed") throw new Error(state.error);
    } catch (error) {
      if (!(error instanceof Unreachable) || (failures += 1) > PATIENCE) throw error;
    }
  }
}
