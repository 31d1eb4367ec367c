/** How far a sweep is, and how long the rest will take. */
import { formatCount } from "../../store/format.ts";
import { finishedRuns, secondsLeft, type SweepState } from "../../store/sweep.ts";
import { t } from "../../store/text.ts";

export function Progress({ state }: { readonly state: SweepState }) {
  const all = state.runs.length;
  const finished = finishedRuns(state);
  const seconds = secondsLeft(state);
  return (
    <div className="sweep-progress">
      <progress max={all} value={finished + state.share} aria-label={t("Progress of the sweep")} />
      <span>
        {t("run {run} of {all}", { run: Math.min(all, finished + 1), all })}
        {seconds !== undefined && `, ${leftText(seconds)}`}
      </span>
    </div>
  );
}

function leftText(seconds: number): string {
  return seconds < 90
    ? t("about {seconds} s left", { seconds: formatCount(Math.ceil(seconds)) })
    : t("about {minutes} min left", { minutes: formatCount(Math.ceil(seconds / 60)) });
}
