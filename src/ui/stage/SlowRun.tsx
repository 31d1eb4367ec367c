/** Says how long a long run takes on this device. If it takes minutes, offers a shorter or a smaller run. */
import { useMemo } from "react";
import { formatDuration, formatPace } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { RemedyButtons } from "../parts/RemedyButtons.tsx";
import { useAdvisor } from "../parts/use-advice.ts";

export function SlowRun() {
  const { pace } = usePage();
  const state = usePlayground((now) => now);
  const expected = pace?.expected(state);
  const slow = state.status === "running" && !expected ? pace?.slow(state) : undefined;
  const { smaller, secondsLeft = 0 } = expected ?? slow ?? {};
  if (!pace || (!expected && !slow)) return null;
  return (
    <section className="message" aria-label="Slow run">
      <p>
        {expected && `A run with these settings takes ${pace.timeOf(expected)}.`}
        {slow &&
          `At ${formatPace(slow.perSecond)} this run takes about ${formatDuration(slow.secondsLeft)} more.`}
      </p>
      {secondsLeft > pace.slowSeconds && <Quicker config={state.config} smaller={smaller} />}
    </section>
  );
}

/** Offers quicker runs: other settings, or else a smaller size. */
export function Quicker({
  config,
  smaller,
}: {
  readonly config: Config;
  readonly smaller: Config | undefined;
}) {
  const page = usePage();
  const { open } = useActions();
  const advisor = useAdvisor(true);
  const hasSizes = smaller !== undefined;
  const remedies = useMemo(() => advisor?.quicker?.(config, hasSizes), [advisor, config, hasSizes]);
  if (!remedies) return null;
  return smaller && remedies.length === 0 ? (
    <button type="button" onClick={() => open(smaller)}>
      Train at size {page.sizeText?.(smaller)} instead
    </button>
  ) : (
    <RemedyButtons remedies={remedies} />
  );
}
