/** The work in progress, how far it has come, and a way to cancel it. */
import { useEffect, useState } from "react";
import type { Preparing as Part } from "../../training/plan.ts";
import { timeAfterwards } from "../../store/run/pace-text.ts";
import { expectedRun, SLOW_SECONDS } from "../../store/run/pace.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { Quicker } from "../stage/SlowRun.tsx";
import { CancelButton } from "./CancelButton.tsx";

const TICK_MS = 250;
/** For waits of fewer seconds, no time is shown. */
const WORTH_SAYING = 2;
/** The bar of a part that takes longer than expected stops here, short of its end. */
const MAX_OF_A_PART = 0.95;

export function Preparing() {
  const preparing = usePlayground((state) => state.preparing);
  const state = usePlayground((now) => (now.status === "loading" ? now : undefined));
  const { cancelLoading } = useActions();
  if (!state) return null;
  const expected = expectedRun(state);
  const then = expected ? ` ${timeAfterwards(state.config, expected)}` : "";
  return (
    <section className="preparing" aria-label="Preparing">
      {preparing ? <Progress key={preparing.done} part={preparing} then={then} /> : <p>Preparing…{then}</p>}
      {expected && expected.secondsLeft > SLOW_SECONDS && (
        <Quicker experiment={state.config} smaller={expected.smaller} />
      )}
      <CancelButton onCancel={cancelLoading} />
    </section>
  );
}

/**
 * One part of the work. Its bar follows the clock, because the worker sends nothing while it works on a part.
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
  const left = Math.ceil(secondsLeft - elapsed);
  return (
    <>
      <p>
        Preparing: {what}…{left >= WORTH_SAYING && ` About ${left} s left.`}
        {then}
      </p>
      <progress
        aria-label="Parts prepared"
        max={total}
        value={done + Math.min(MAX_OF_A_PART, elapsed / Math.max(seconds, 1e-3))}
      />
    </>
  );
}
