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
import type { Advice, Advisor, Remedy } from "../../parts/workload-page.ts";

export const ADVISOR: Advisor<Matrix> = {
  messages: (kind, state, data) => messagesNow(kind, state, data) as readonly Advice[],
  diverged: ({ config, models }, diverged) => ({
    text: whyDiverged(config, diverged),
    remedies: [calmed(config, models) as Remedy],
  }),
  adviceOn(name, state) {
    const isRefuted = hasRecovered(state);
    return adviceFor(state.config, state.run).filter(
      ({ field, kind }) => field === name && !(isRefuted && kind === "warning"),
    ) as readonly Advice[];
  },
  quicker: (config, hasSizes) => quickerRuns(config, hasSizes) as readonly Remedy[],
};
