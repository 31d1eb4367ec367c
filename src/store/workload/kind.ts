/** The facts about a workload that the page's store needs. The workload's engine code stays in the worker. */
import type { Field } from "../../experiment/fields.ts";
import type { WorkloadId } from "../../experiment/link-keys.ts";
import type { SweepExample } from "../../experiment/sweep-examples.ts";
import type { RunConfig } from "../../training/plan.ts";

/** A config of any workload. Only the workload's own views know its fields. */
export type Config = RunConfig & Readonly<Record<string, unknown>>;

export interface WorkloadPreset {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Only the differences from the defaults. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The models that learn little or nothing here on some seeds, as `about` or the recorded claim says. */
  readonly failing?: readonly string[];
  /** The two models that the result compares, if more are trained. */
  readonly compares?: readonly [string, string];
}

export interface WorkloadKind {
  readonly id: WorkloadId;
  readonly label: string;
  readonly fields: readonly Field<Config>[];
  readonly presets: readonly [WorkloadPreset, ...WorkloadPreset[]];
  /** Ready-made sweeps. */
  readonly sweeps?: readonly SweepExample<WorkloadPreset["fields"]>[];
  /** Live settings that only views read. Training does not depend on them. */
  readonly viewed?: readonly string[];
}
