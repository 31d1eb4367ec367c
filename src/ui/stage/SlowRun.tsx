/** Says how long a long run takes on this device. If it takes minutes, offers a shorter or a smaller run. */
import { useMemo } from "react";
import type { Experiment } from "../../experiment/experiment.ts";
import { formatDuration, formatPace } from "../../store/format.ts";
import { sizeText, timeOf } from "../../store/run/pace-text.ts";
import { expectedRun, slowRun, SLOW_SECONDS } from "../../store/run/pace.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { useAdvice } from "../parts/use-advice.ts";
import { Remedies } from "./Remedies.tsx";

export function SlowRun() {
  const state = usePlayground((now) => now);
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
      {secondsLeft > SLOW_SECONDS && <Quicker experiment={state.config} smaller={smaller} />}
    </section>
  );
}

/** Offers quicker runs: other settings, or else a smaller size. */
export function Quicker({
  experiment,
  smaller,
}: {
  readonly experiment: Experiment;
  readonly smaller: Experiment | undefined;
}) {
  const { open } = useActions();
  const code = useAdvice(true);
  const hasSizes = smaller !== undefined;
  const remedies = useMemo(() => code?.quickerRuns(experiment, hasSizes), [code, experiment, hasSizes]);
  if (!remedies) return null;
  return smaller && remedies.length === 0 ? (
    <button type="button" onClick={() => open(smaller)}>
      Train at size {sizeText(smaller)} instead
    </button>
  ) : (
    <Remedies remedies={remedies} />
  );
}
