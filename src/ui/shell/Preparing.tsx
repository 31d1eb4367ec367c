/** The work in progress, how far it has come, and a way to cancel it. */
import { useEffect, useState } from "react";
import type { Preparing as Part } from "../../training/plan.ts";
import { formatBytes } from "../../store/format.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { Quicker } from "../stage/SlowRun.tsx";

const TICK_MS = 250;
/** For waits of fewer seconds, no time is shown. */
const WORTH_SAYING = 2;
/** The bar of a part that takes longer than expected stops here, short of its end. */
const MAX_OF_A_PART = 0.95;

/** The worker's name for the loading of data, whose parts are bytes. */
const BYTES = "bytes";

export function Preparing() {
  const { pace } = usePage();
  const preparing = usePlayground((state) => state.preparing);
  const state = usePlayground((now) => (now.status === "loading" ? now : undefined));
  const { cancelLoading } = useActions();
  if (!state) return null;
  const expected = pace?.expected(state);
  const then = pace && expected ? ` ${pace.afterwards(state.config, expected)}` : "";
  return (
    <section className="preparing" aria-label="Preparing">
      {preparing ? <Progress key={preparing.done} part={preparing} then={then} /> : <p>Preparing…{then}</p>}
      {pace && expected && expected.secondsLeft > pace.slowSeconds && (
        <Quicker config={state.config} smaller={expected.smaller} />
      )}
      <button
        type="button"
        onClick={({ detail: clicks }) => {
          // The work begins with another button, which may have been where this one appears. So the second click of a
          // double click does not cancel.
          if (clicks < 2) cancelLoading();
        }}
      >
        Cancel
      </button>
    </section>
  );
}

/**
 * One part of the work. Its bar follows the clock where the time is known, because the worker sends nothing while it
 * works on a part.
 */
function Progress({
  part: { what, done, total, seconds, secondsLeft },
  then,
}: {
  readonly part: Part;
  /** Says how long training will take afterwards, if it takes long. */
  readonly then: string;
}) {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const startedAt = performance.now();
    const timer = setInterval(() => setElapsed((performance.now() - startedAt) / 1e3), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { preparing: words } = usePage();
  const left = Math.ceil(secondsLeft - elapsed);
  return (
    <>
      <p>
        {words?.[what] ?? `Preparing: ${what}`}…
        {what === BYTES && ` ${formatBytes(done)} of ${formatBytes(total)}`}
        {left >= WORTH_SAYING && ` About ${left} s left.`}
        {then}
      </p>
      <progress
        aria-label="Parts prepared"
        max={total}
        value={done + (seconds > 0 ? Math.min(MAX_OF_A_PART, elapsed / seconds) : 0)}
      />
    </>
  );
}
