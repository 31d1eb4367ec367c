/**
 * What the page and the command line see of the engine. Everything that happens is an event; the methods resolve when
 * their work is done and do not reject for what a user can cause: that arrives as an `error` event.
 */
import type { AlignedSetting } from "../network/aligned.ts";
import type { Alignment } from "../workloads/mf/probes/alignment.ts";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import type { EngineErrorCode, Room } from "../core/errors.ts";
import type { FactorView, ProblemEntries } from "../workloads/mf/entries.ts";
import type { StartFactors } from "../workloads/mf/given.ts";
import type { Insight } from "../workloads/mf/probes/insight.ts";
import type { RunNorms } from "../workloads/mf/measurement.ts";
import type { Path } from "../workloads/mf/probes/path-log.ts";
import type { PictureScale } from "../workloads/mf/plan/views.ts";
import type { Preparing } from "../workloads/mf/preparation.ts";
import type { Progress } from "../training/progress.ts";
import type { Pictures, Spectra } from "../workloads/mf/session.ts";
import type { RunSnapshot } from "../training/snapshot.ts";
import type { Stopped } from "../training/stop-watch.ts";
import type { RunConfig } from "../training/workload.ts";
import type { OwnFile } from "../workloads/mf/training.ts";
import type { RecoveryOver, Unit } from "../problem/problem.ts";

export type Backend = "webgpu" | "cpu";
export type BackendChoice = "auto" | Backend;

/** The facts that depend on a network's rate, which may change while it trains. */
export interface NetworkRate {
  readonly id: NetworkName;
  /** At its full value. */
  readonly eta: number;
  /** ηλ/2: the share of the stability limit in use. Above .8 oscillation is likely, above 1 divergence. */
  readonly stabilityShare: number;
  /** For what the recursion of aligned layers says of it; absent where that theory does not apply. */
  readonly aligned?: AlignedSetting;
}

/** Facts of one network of a run. */
export interface NetworkSummary extends NetworkRate {
  readonly label: string;
  readonly parameters: number;
  readonly flopsPerStep: number;
  /** Moved to and from memory by a step, counted: each operand of each kernel once, what changes in place twice. */
  readonly bytesPerStep: number;
  /** Of everything that its training holds on the device: factors, gradients, what is between, the optimizer's state. */
  readonly byteLength: number;
  /** [rows, cols] of W_1 …: for Yaras of Vᵀ, W̃_1 … W̃_L, U. */
  readonly layerShapes: readonly (readonly [rows: number, cols: number])[];
}

/** Fixed facts of a run, sent once when it is loaded. */
export interface RunSummary {
  readonly experiment: Experiment;
  readonly backend: Backend;
  /** That compute, on the CPU. */
  readonly threads?: number;
  /** Name of the GPU adapter; null on the CPU. */
  readonly adapter: string | null;
  /** A software adapter: WebGPU works but slowly. */
  readonly isFallback: boolean;
  /** On WebGPU the kernels that multiply matrices, as they were chosen for this adapter. */
  readonly kernels?: readonly string[];
  readonly networks: readonly NetworkSummary[];
  readonly rows: number;
  readonly cols: number;
  /** Number of entries (or measurements) that the networks see. */
  readonly observedCount: number;
  /** Least number of entries that the networks see in a row and in a column; absent where there is no mask. */
  readonly fewestSeen?: { readonly row: number; readonly column: number };
  /** Of the observed entries, those set apart for validation, which no network is trained on. */
  readonly validationCount?: number;
  readonly recoveryOver: RecoveryOver;
  /** Cells of an own file without a value, which count nowhere. */
  readonly missingCount?: number;
  readonly unit: Unit;
  /**
   * PSNR in dB of an estimate with recovery error 1, which is the mean fill; undefined without a peak value.
   * PSNR of any error e is psnrAtOne − 20 log₁₀ e.
   */
  readonly psnrAtOne?: number;
  /** Recovery error of the best rank-k approximation of the whole target, where its rank is not known. */
  readonly bestRank?: { readonly rank: number; readonly error: number };
  /** Singular values of the target, descending: all of a generated one, the leading r of data; none where cells are missing. */
  readonly targetSigmas: readonly number[];
  /** RGBA pictures of the target and of what is observed of it. */
  readonly target: Pictures["estimate"];
  readonly observed: Pictures["estimate"];
  readonly entries: ProblemEntries;
  readonly norms: RunNorms;
  readonly pictureScale: PictureScale;
  /** Bytes of all tensors. */
  readonly byteLength: number;
  /** What theory says beforehand of the original on a generated target; marks on the chart of errors. */
  readonly expected?: Expected;
}

export interface Expected {
  /** About when the original has learned σ_1, σ_2 …, as steps; empty for depth 2. */
  readonly escapes: readonly number[];
  /** Recovery error that the start's own size leaves. */
  readonly floor: number;
  /** As measured for factorization at full width, or a guide only. */
  readonly exact: boolean;
}

/** `finished` at the last step, `stopped` by the experiment's rule before or behind it. */
export type EngineStatus =
  "loading" | "ready" | "running" | "paused" | "finished" | "stopped" | "diverged" | "failed";

/** New metrics of one network: one value for each step from firstStep on. A step may come twice; the last one counts. */
export interface NetworkSteps {
  readonly id: NetworkName;
  readonly firstStep: number;
  /** By the metric's id: means over the seeds that are trained together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The same of each seed, entry i·B + b of step firstStep + i and seed b; absent for a single seed. */
  readonly bySeed?: Readonly<Record<string, Float64Array>>;
  /** Of the first seed, and of each. */
  readonly progress: Progress;
  readonly progressBySeed: readonly Progress[];
  /** Measured device time per step of one seed since the start of the run; NaN before the first step. */
  readonly msPerStep: number;
  /** These steps were sent before: training goes back along its path, and what came later stays to be seen. */
  readonly isRetraced?: true;
}

/** Pictures come often; spectra, which cost more, network by network as often as a tenth of the time allows. */
export interface NetworkView {
  readonly id: NetworkName;
  readonly spectra?: Spectra;
  readonly pictures?: Pictures;
  /** W_1 first; only while they are wanted. */
  readonly factors?: readonly FactorView[];
  /** Of the original, with its spectra: how far the theorem holds. */
  readonly insight?: Insight;
  /** How far the target's principal components have been found; of all networks at once. */
  readonly alignment?: Alignment;
}

/** Something the user should know that stops nothing: that the CPU is used, or another device, and why. */
export interface Notice {
  readonly code: EngineErrorCode | "bug" | "software-adapter";
  readonly message: string;
  /** Where WebGPU has too little of it. */
  readonly room?: Room;
}

export type EngineEvent =
  /** While status is `loading`: what is being done. */
  | { readonly kind: "preparing"; readonly preparing: Preparing }
  | { readonly kind: "loaded"; readonly summary: RunSummary }
  /** The rates of the run were changed, or hold from its start again: these facts take the place of those before. */
  | {
      readonly kind: "rates";
      readonly experiment: Experiment;
      readonly networks: readonly NetworkRate[];
      readonly expected?: Expected;
    }
  /** The run goes on from a state of `step`, after a failure or from a snapshot: facts anew, what was before stays. */
  | { readonly kind: "resumed"; readonly summary: RunSummary; readonly step: number }
  /** `stopped` says by which rule. */
  | {
      readonly kind: "status";
      readonly status: EngineStatus;
      readonly step: number;
      readonly stopped?: Stopped;
    }
  | { readonly kind: "steps"; readonly networks: readonly NetworkSteps[] }
  /** Spectra or pictures of the state at `step`, each at most about ten times a second. */
  | { readonly kind: "views"; readonly step: number; readonly networks: readonly NetworkView[] }
  /** The paths so far; networks in the order of the experiment. */
  | { readonly kind: "path"; readonly path: Path }
  /** Made every few seconds and at every stop. `steps` are those to which `restoreAt` can go back, ascending. */
  | { readonly kind: "snapshot"; readonly snapshot: RunSnapshot; readonly steps: readonly number[] }
  | ({ readonly kind: "notice" } & Notice)
  | {
      readonly kind: "error";
      readonly code: EngineErrorCode | "bug";
      readonly message: string;
      readonly room?: Room;
    };

export interface Engine {
  /**
   * Replaces the run; ends in `loaded` and status `ready`, or in `error` and status `failed`. With a snapshot it begins there
   * and ends in `resumed`; rates, steps and data may then differ from those of its run, sizes and networks may not.
   */
  load(experiment: Experiment | RunConfig, backend?: BackendChoice, from?: RunSnapshot): Promise<void>;
  /** The file that experiments with `data: "file"` are about, from now on. It is copied once and kept. */
  provide(file: OwnFile): Promise<void>;
  /** Gives up a load in progress; its promise resolves and the next load starts afresh. */
  abandonLoad(): void;
  /** Trains up to the experiment's last step or until its rule holds, or on without end when that is behind it. */
  play(): Promise<void>;
  /** Resolves when training stands still and the errors of the present state have been sent. */
  pause(): Promise<void>;
  /** Makes n steps, then pauses. */
  step(n: number): Promise<void>;
  /** At most this many steps a second from now on; Infinity for as fast as the device can. */
  setSpeed(stepsPerSecond: number): Promise<void>;
  /** Another experiment that differs in live settings alone: from the next round on, also while it trains. */
  setRates(experiment: Experiment | RunConfig): Promise<void>;
  /** Whether views bring the factors too. Resolves at once when training, else when they have been sent. */
  showFactors(wanted: boolean): Promise<void>;
  /** Back to the same start, paused. */
  reset(): Promise<void>;
  /** Back to exactly that step, paused: from the last snapshot up to it, or from the start, its steps are made again. */
  restoreAt(step: number): Promise<void>;
  /** The last snapshot up to a step, if there is one. */
  snapshotAt(step: number): Promise<RunSnapshot | undefined>;
  /** The data before anything is seen of it (given.ts); undefined where it was made, and before there is a run. */
  dataValues(): Promise<Float64Array | undefined>;
  /** The values of the data (given.ts); undefined before there is a run. */
  givenValues(): Promise<Float64Array | undefined>;
  /** Every network's factors at the start; undefined before there is a run. */
  startFactors(): Promise<readonly StartFactors[] | undefined>;
  subscribe(listen: (event: EngineEvent) => void): void;
  dispose(): Promise<void>;
}
