/** Says how long a long run takes on this device. If it takes minutes, offers a smaller or a shorter run. */
import { useMemo } from "react";
import type { Experiment } from "../../experiment/experiment.ts";
import { quickerRuns } from "../../store/advice/advice.ts";
import { formatCount, formatDuration, formatPace } from "../../store/format.ts";
import { timeOf } from "../../store/run/pace-text.ts";
import { expectedRun, slowRun, SLOW_SECONDS } from "../../store/run/pace.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { Remedies } from "./Remedies.tsx";

export function SlowRun() {
  const state = usePlayground((now) => now);
  const { open } = useActions();
  const expected = expectedRun(state);
  const slow = state.status === "running" && !expected ? slowRun(state) : undefined;
  const { smaller, secondsLeft = 0 } = expected ?? slow ?? {};
  if (!expected && !slow) return null;
  return (
    <section className="message" aria-label="Slow run">
      <p>
        {expected && `A run with these settings takes ${timeOf(expected)}.`}
        {slow &&
          `At ${formatPace(slow.perSecond)} this run takes about ${formatDuration(slow.secondsLeft)} more.`}
      </p>
      {smaller ? (
        <button type="button" onClick={() => open(smaller)}>
          Train with {formatCount(smaller.rows)} × {formatCount(smaller.cols)} instead
        </button>
      ) : (
        secondsLeft > SLOW_SECONDS && <Quicker experiment={state.experiment} />
      )}
    </section>
  );
}

/** Offers quicker runs for data that have only one size. */
function Quicker({ experiment }: { readonly experiment: Experiment }) {
  return <Remedies remedies={useMemo(() => quickerRuns(experiment), [experiment])} />;
}
