/** Advice on settings and runs of matrix factorization. It loads after the first curve. */
import {
  adviceFor,
  calmed,
  hasRecovered,
  messagesNow,
  quickerRuns,
  whyDiverged,
} from "../../../store/advice/from-run.ts";
import type { Matrix } from "../../../store/kinds/matrix-state.ts";
import type { Advisor } from "../../parts/workload-page.ts";

export const ADVISOR: Advisor<Matrix> = {
  messages: (kind, state, data) => messagesNow(kind, state, data),
  diverged: ({ config, models }, diverged) => ({
    text: whyDiverged(config, diverged),
    remedies: [calmed(config, models)],
  }),
  adviceOn(name, state) {
    const isRefuted = hasRecovered(state);
    return adviceFor(state.config, state.run).filter(
      ({ field, kind }) => field === name && !(isRefuted && kind === "warning"),
    );
  },
  quicker: (config, hasSizes) => quickerRuns(config, hasSizes),
};
