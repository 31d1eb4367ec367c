/** The settings shared by all workloads that train on mini-batches. */
import { SEEDS } from "../experiment/base-fields.ts";
import { choice, real } from "../experiment/fields.ts";
import type { Schedule } from "../training/rates.ts";

const SCHEDULES = ["constant", "linear", "cosine", "warmup"] as const;
type BatchSchedule = (typeof SCHEDULES)[number];

/** The warm-up raises the rate to its full value over this fraction of the steps. */
const WARM_UP = 0.1;

export const scheduleOf = (schedule: BatchSchedule, lastStep: number): Schedule =>
  schedule === "warmup"
    ? { kind: "constant", warmUp: Math.ceil(WARM_UP * lastStep), lastStep }
    : { kind: schedule, warmUp: 0, lastStep };

export const BATCH_SCHEDULE = {
  key: "sched",
  ...choice(...SCHEDULES),
  label: "Schedule",
  help: "The learning rate stays constant, falls to 0 linearly or as a cosine, or rises linearly in the first tenth of the run.",
  isLive: true,
} as const;

export const BATCH_STOP = {
  key: "stop",
  ...choice("none", "trainAll", "trainAny", "divergence"),
  label: "Stop early",
} as const;

export const BATCH_STOP_LOSS = {
  key: "below",
  ...real(1e-12, 10),
  label: "Stop below loss",
  help: "The level for the rules about the loss.",
} as const;

export const BATCH_SEEDS = {
  ...SEEDS,
  help: "Trains seeds s … s + B − 1 together and shows their mean and spread.",
} as const;
