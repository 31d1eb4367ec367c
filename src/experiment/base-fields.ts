/** The settings of `BaseConfig`, which every workload shares. Each workload adds its own explanations. */
import { integer, real } from "./fields.ts";

/**
 * The rule that ends training before its last step: when `All` networks meet it, or when `Any` of them does. A new rule
 * needs its condition in training/early-stopping.ts, its option in workloads/mf/config/fields.ts, its message in store/kinds/mf.ts,
 * its name and its number box in ui/workloads/mf/controls/ (presentation.ts, groups.ts), and a line in docs/cli.md.
 */
export const STOP_RULES = [
  "none",
  "recoveryAll",
  "recoveryAny",
  "trainAll",
  "trainAny",
  "plateau",
  "validation",
  "divergence",
] as const;
export type StopRule = (typeof STOP_RULES)[number];

export const PATIENCE = {
  key: "patience",
  ...integer(1, 10_000_000),
  because: "whole steps",
  label: "Steps without progress",
} as const;

export const SECONDS = {
  key: "secs",
  ...real(0, 1e6),
  because: "a million seconds are eleven days",
  ends: "0: no limit.",
  label: "Stop after seconds",
  help: "Time limit for the whole run. 0 means no limit.",
} as const;

export const SEED = {
  key: "seed",
  ...integer(0, 2 ** 31 - 1),
  because: "a whole number of 31 bits",
  ends: "Only the random numbers depend on it.",
  label: "Seed",
} as const;

export const SEEDS = {
  key: "B",
  ...integer(1, 64),
  because: "more than 64 runs cannot be told apart; memory may run out earlier",
  label: "Runs together B",
} as const;

export const FILE = {
  key: "file",
  kind: "text",
  pattern: /^([0-9a-f]{16})?$/,
  label: "File",
  help: "The start of your file’s SHA-256 checksum. Links do not contain the file, and it never leaves your device.",
  fallback: () => "",
} as const;
