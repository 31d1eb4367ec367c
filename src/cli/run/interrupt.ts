/**
 * Handles Ctrl-C, SIGTERM from a scheduler and SIGHUP from a closing terminal. The first signal asks for an
 * orderly end; the second ends the process at once.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls `stop` at the first signal. Returns a function that removes the handlers. */
export function onInterrupt(stop: () => void): () => void {
  const undo = (): void => SIGNALS.forEach((signal) => process.off(signal, once));
  const once = (): void => {
    undo();
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, once);
  return undo;
}
