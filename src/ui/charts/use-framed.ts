/** When the charts' library is loaded: after the code of training, which comes first. */
import { useEffect, useState } from "react";
import type { PlaygroundState } from "../../store/state.ts";

/** A run that begins by itself is ready for a moment only. */
const READY_MS = 1000;
/** The first curve is on the screen by then. */
const SEEN_MS = 200;

/** From the first curve on, or where a run waits to be started. */
export function useFramed({ step, status }: Pick<PlaygroundState, "step" | "status">): boolean {
  const [isFramed, setFramed] = useState(false);
  const hasCurve = step > 0;
  useEffect(() => {
    if (!hasCurve && (status === "loading" || status === "running")) return undefined;
    const timer = setTimeout(() => setFramed(true), hasCurve ? SEEN_MS : READY_MS);
    return () => clearTimeout(timer);
  }, [hasCurve, status]);
  return isFramed;
}
