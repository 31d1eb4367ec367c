/** When the charts' library is loaded: after the code of training, which comes first. */
import { useEffect, useState } from "react";
import { usePlayground } from "../parts/context.ts";

/** The first curve is on the screen by then. */
const SEEN_MS = 200;

/** From the first curve on, or where a run waits to be started. */
export function useFramed(): boolean {
  const [isFramed, setFramed] = useState(false);
  const hasCurve = usePlayground(({ step }) => step > 0);
  const isComing = usePlayground(
    ({ status, wantsToPlay }) =>
      status === "loading" || status === "running" || (status === "ready" && wantsToPlay),
  );
  useEffect(() => {
    if (!hasCurve && isComing) return undefined;
    const timer = setTimeout(() => setFramed(true), hasCurve ? SEEN_MS : 0);
    return () => clearTimeout(timer);
  }, [hasCurve, isComing]);
  return isFramed;
}
