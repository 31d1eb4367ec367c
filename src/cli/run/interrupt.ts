/**
 * Handles Ctrl-C, SIGTERM from a scheduler and SIGHUP from a closing terminal. The first signal asks for an
 * orderly end; the second ends the process at once.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The signals to handle while the process may be busy with a long decomposition. Ctrl-C then ends the process at once,
 * also with exit code 130, because a person waits.
 */
export const PATIENT = ["SIGTERM", "SIGHUP"] as const;

/** Calls `stop` at the first signal. Returns a function that removes the handlers. */
export function onInterrupt(stop: () => void, signals: readonly NodeJS.Signals[] = SIGNALS): () => void {
  const undo = (): void => signals.forEach((signal) => process.off(signal, once));
  const once = (): void => {
    undo();
    stop();
  };
  for (const signal of signals) process.on(signal, once);
  return undo;
}
