/** Decides when to load the charts' library, so that the training code loads first. */
import { useEffect, useState } from "react";
import { afterTurns } from "../../store/timing.ts";
import { usePlayground } from "../parts/context.ts";

/** After this time, the first curve is on the screen. */
const SEEN_MS = 200;

/** True shortly after the first curve, or if no curve is coming, as when a run waits for the user to start it. */
export function useFramed(): boolean {
  const [isFramed, setFramed] = useState(false);
  // Once it is true, no change of the run redraws the caller, because that would redraw the whole page in one task.
  const hasCurve = usePlayground(({ step }) => isFramed || step > 0);
  const isComing = usePlayground(
    ({ status, wantsToPlay }) =>
      !isFramed && (status === "loading" || status === "running" || (status === "ready" && wantsToPlay)),
  );
  useEffect(() => {
    if (!hasCurve && isComing) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    afterTurns(() => {
      if (!isOver) timer = setTimeout(() => setFramed(true), hasCurve ? SEEN_MS : 0);
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [hasCurve, isComing]);
  return isFramed;
}
