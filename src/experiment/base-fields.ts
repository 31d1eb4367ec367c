/** The settings of `BaseConfig`, which every workload shares. Each workload adds its own explanations. */
import { constant } from "./fields.ts";

export const PATIENCE = {
  key: "patience",
  kind: "integer",
  min: constant(1),
  max: constant(10_000_000),
  because: "whole steps",
  label: "Steps without progress",
} as const;

export const SECONDS = {
  key: "secs",
  kind: "real",
  min: constant(0),
  max: constant(1e6),
  because: "a million seconds are eleven days",
  ends: "0: no limit.",
  label: "Stop after seconds",
  fallback: constant(0),
} as const;

export const SEED = {
  key: "seed",
  kind: "integer",
  min: constant(0),
  max: constant(2 ** 31 - 1),
  because: "a whole number of 31 bits",
  ends: "Only the random numbers depend on it.",
  label: "Seed",
  fallback: constant(0),
} as const;

export const SEEDS = {
  key: "B",
  kind: "integer",
  min: constant(1),
  max: constant(64),
  because: "more than 64 runs cannot be told apart; memory may run out earlier",
  label: "Runs together B",
  fallback: constant(1),
} as const;
