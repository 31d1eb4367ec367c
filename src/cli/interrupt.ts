/**
 * Ctrl-C, SIGTERM from a scheduler, or SIGHUP from a terminal that closes: asks once for an orderly end. The second one ends the
 * process at once.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Returns its undo. */
export function onInterrupt(stop: () => void): () => void {
  const undo = (): void => SIGNALS.forEach((signal) => process.off(signal, once));
  const once = (): void => {
    undo();
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, once);
  return undo;
}
