/** The playground's status label: the engine's status, or the reason why it cannot continue. */
import type { EngineStatus } from "../../library/api.ts";
import type { State } from "../state.ts";

export type StatusLabel = EngineStatus | "empty" | "compiling" | "cancelled" | "outOfMemory" | "lost";

type Seen = Pick<State, "status" | "preparing"> & {
  readonly failure: { readonly code: string } | undefined;
};

export function statusLabelOf({ status, failure, preparing }: Seen): StatusLabel {
  if (status === "failed") return (failure && FAILURES[failure.code]) ?? status;
  // Preparing the engine is the last part of loading.
  return status === "loading" && preparing && preparing.done === preparing.total - 1 ? "compiling" : status;
}

const FAILURES: Readonly<Record<string, StatusLabel>> = {
  "no-file": "empty",
  cancelled: "cancelled",
  "over-limit": "outOfMemory",
  "out-of-memory": "outOfMemory",
  "device-lost": "lost",
  "engine-lost": "lost",
};

const WORDS: Readonly<Record<StatusLabel, string>> = {
  empty: "waiting for the file",
  loading: "preparing…",
  compiling: "compiling…",
  ready: "ready",
  running: "training",
  paused: "paused",
  finished: "finished",
  stopped: "stopped",
  diverged: "diverged",
  failed: "stopped by an error",
  cancelled: "cancelled",
  outOfMemory: "too large for this device",
  lost: "engine lost",
};

/** Replaces the verdict while the figures belong to earlier settings. The message line says what comes. */
export const outdatedText = (isEarlier: boolean): string =>
  isEarlier ? "The dimmed figures are from the earlier run." : "";

/** Replaces the verdict during the first step, which may take long. */
export const FIRST_STEP = "The first step is running.";

export const statusText = (label: StatusLabel): string => WORDS[label];
