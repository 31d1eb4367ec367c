/**
 * A workload's state as React sees it: its config, a coarse status, and version numbers that tell when to read
 * the run's data again.
 */
import type { Backend, BackendChoice, EngineStatus } from "../../library/api.ts";
import type { Preparing } from "../../training/plan.ts";
import type { ModelSummary } from "../../training/run-summary.ts";
import type { Progress } from "../../training/progress.ts";
import type { Stopped } from "../../training/early-stopping.ts";
import type { Speed } from "../run/speed.ts";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Config } from "./kind.ts";
import type { NamedPin } from "../pins/kept-pins.ts";
import type { MetricCurve, WorkloadData } from "./run-data.ts";

/** A model: its facts, and values that change during training. */
export interface ModelNow extends ModelSummary {
  /** Progress of the first seed, or of a seed that diverged. */
  readonly progress: Progress | undefined;
  /** Progress of every seed. */
  readonly progressBySeed: readonly Progress[];
  readonly msPerStep: number;
}

export interface WorkloadRun {
  /** The config with its current rates. */
  readonly config: Config;
  readonly backend: Backend;
  readonly threads?: number;
  readonly adapter: string | null;
  readonly byteLength: number;
  readonly models: readonly ModelSummary[];
  /** The engine's whole summary of the run. The workload's own views read their facts from it. */
  readonly facts: unknown;
}

/** The changes of live settings after the first step of a run. */
export interface Retuned {
  readonly firstStep: number;
  readonly lastStep: number;
  /** The config of the run's first step. */
  readonly before: Config;
}

interface PinnedModel {
  readonly id: string;
  readonly flopsPerStep: number;
  /** Curves by metric. */
  readonly curves: Readonly<Record<string, MetricCurve>>;
}

export interface WorkloadPin extends NamedPin {
  readonly config: Config;
  readonly backend: Backend;
  readonly models: readonly PinnedModel[];
}

export interface WorkloadOutcome {
  readonly run: WorkloadRun;
  readonly step: number;
  readonly models: readonly ModelNow[];
  /** The run's data. The last payloads may still arrive. */
  readonly data: WorkloadData;
}

type WorkloadOutcomes = ReadonlyMap<string, WorkloadOutcome>;

export interface WorkloadState {
  /** The config that the controls show. The run follows within a moment. */
  readonly config: Config;
  readonly backend: BackendChoice;
  readonly speed: Speed;
  readonly status: EngineStatus;
  /** The work in progress while the status is `loading`. */
  readonly preparing: Preparing | undefined;
  readonly step: number;
  /** Whether the run goes back to its start. Until it is there, its figures are from before. */
  readonly isRestarting: boolean;
  readonly stopped: Stopped | undefined;
  readonly run: WorkloadRun | undefined;
  /** Undefined while the run has had the same rates at every step. */
  readonly retuned: Retuned | undefined;
  readonly models: readonly ModelNow[];
  /** Increases when curves have grown, at most ten times a second. */
  readonly version: number;
  /** Increases when a probe has a new payload. */
  readonly viewsVersion: number;
  readonly pins: readonly WorkloadPin[];
  readonly repairs: readonly string[];
  readonly notice: string | undefined;
  readonly failure: { readonly code: string; readonly message: string } | undefined;
  /** The lesson screen that is open beside the page. */
  readonly lesson: LessonPlace | undefined;
  readonly outcomes: WorkloadOutcomes;
  /** Text of the live region: milestones only. */
  readonly announcement: string;
}
