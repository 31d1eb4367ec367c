/**
 * Reads the two errors of matrix factorization from a session's or an event's metrics, and makes models for
 * the stop rules to watch.
 */
import type { Watched } from "../../src/training/early-stopping.ts";

interface HasColumns {
  readonly columns: Readonly<Record<string, Float64Array>>;
}

export const errorsOf = ({ columns }: HasColumns): { train: Float64Array; recovery: Float64Array } => ({
  train: columns["train"] ?? new Float64Array(0),
  recovery: columns["recovery"] ?? new Float64Array(0),
});

const error = { better: "lower", scale: "log", start: 1 } as const;
const validation = { id: "validation", label: "Validation error", ...error } as const;

/** A network with this name, as the stop rules watch it. */
export const followed = (id = "original"): Watched => ({
  id,
  metrics: [
    { id: "train", label: "Train error", ...error },
    { id: "recovery", label: "Recovery error", ...error },
  ],
  headline: "recovery",
  evaluations: [{ every: 10, metrics: [validation], measure: () => Promise.resolve([]) }],
});
