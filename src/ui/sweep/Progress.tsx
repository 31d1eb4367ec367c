/** Shows how far a sweep has come, and how long it will still take. */
import { formatCount, formatDuration } from "../../store/format.ts";
import { finishedRuns, secondsLeft, type SweepState } from "../../store/jobs/sweep.ts";

export function Progress({ state }: { readonly state: SweepState }) {
  const all = state.runs.length;
  const finished = finishedRuns(state);
  const seconds = secondsLeft(state);
  return (
    <div className="sweep-progress">
      <progress max={all} value={finished + state.fraction} aria-label="Progress of the sweep" />
      <span>
        run {formatCount(Math.min(all, finished + 1))} of {formatCount(all)}
        {seconds !== undefined && `, about ${formatDuration(seconds)} left`}
      </span>
    </div>
  );
}
