/** Shown if the run would take minutes on this device. Says how long, and offers a smaller run. */
import { formatCount, formatDuration, formatPace } from "../../store/format.ts";
import { slowRun } from "../../store/run/pace.ts";
import { useActions, usePlayground } from "../parts/context.ts";

export function SlowRun() {
  const isTraining = usePlayground(({ status }) => status === "running");
  const networks = usePlayground((state) => state.networks);
  const run = usePlayground((state) => state.run);
  const speed = usePlayground((state) => state.speed);
  const step = usePlayground((state) => state.step);
  const { open } = useActions();
  const slow = isTraining ? slowRun({ networks, run, speed, step }) : undefined;
  if (!slow) return null;
  const { smaller } = slow;
  return (
    <section className="message" aria-label="Slow run">
      <p>
        At {formatPace(slow.perSecond)} this run takes about {formatDuration(slow.secondsLeft)} more.
      </p>
      {smaller && (
        <button type="button" onClick={() => open(smaller)}>
          Train with {formatCount(smaller.rows)} × {formatCount(smaller.cols)} instead
        </button>
      )}
    </section>
  );
}
