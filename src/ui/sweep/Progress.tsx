/** How far a sweep is, and how long the rest will take. */
import { formatCount } from "../../store/format.ts";
import { finishedRuns, secondsLeft, type SweepState } from "../../store/jobs/sweep.ts";

export function Progress({ state }: { readonly state: SweepState }) {
  const all = state.runs.length;
  const finished = finishedRuns(state);
  const seconds = secondsLeft(state);
  return (
    <div className="sweep-progress">
      <progress max={all} value={finished + state.share} aria-label="Progress of the sweep" />
      <span>
        run {formatCount(Math.min(all, finished + 1))} of {formatCount(all)}
        {seconds !== undefined && `, ${leftText(seconds)}`}
      </span>
    </div>
  );
}

function leftText(seconds: number): string {
  return seconds < 90
    ? `about ${formatCount(Math.ceil(seconds))} s left`
    : `about ${formatCount(Math.ceil(seconds / 60))} min left`;
}
