/**
 * The engine's interface, which the package offers and the page uses. The engine reports everything as an event.
 * Methods resolve when their work is done. Failures of a run arrive as `error` events. Methods reject only with
 * EngineError "bad-input", if a number is not allowed.
 */
import type { EngineErrorCode, Room } from "../core/errors.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { Stopped } from "../training/early-stopping.ts";
import type { ModelRate, RunSummary } from "../training/run-summary.ts";
import type { NetworkSteps } from "../training/seeds.ts";
import type { Preparing, RunConfig } from "../training/plan.ts";

export type { NetworkSteps };

export type Backend = "webgpu" | "cpu";
export type BackendChoice = "auto" | Backend;

/** `finished`: at the last step. `stopped`: the stopping rule ended training, before or after that step. */
export type EngineStatus =
  | "loading"
  | "ready"
  | "running"
  | "paused"
  | "finished"
  | "stopped"
  | "diverged"
  | "failed";

/**
 * Some views of one network, by name. The workload defines them: its probes, or pictures, spectra and factors.
 * `ModelProbes` of the package types them.
 */
export interface NetworkView {
  readonly id: string;
  readonly [view: string]: unknown;
}

/**
 * Tells the user about an event that does not stop the run, such as a move of training to the CPU, and about its
 * cause.
 */
export interface Notice {
  readonly code: EngineErrorCode | "bug" | "software-adapter";
  readonly message: string;
  /** If WebGPU lacks memory: the memory needed and the memory available. */
  readonly room?: Room;
}

/** The events in which an engine reports. Programs draw, log and decide from these events. */
export type EngineEvent =
  /** The work in progress while the status is `loading`. */
  | { readonly kind: "preparing"; readonly preparing: Preparing }
  /** The run is prepared. The summary also has the facts of its workload, such as `MatrixFacts`. */
  | { readonly kind: "loaded"; readonly summary: RunSummary }
  /**
   * The run's rates changed, perhaps because the run returned to an earlier step. These facts replace the
   * earlier ones. A workload may add facts of its own.
   */
  | { readonly kind: "rates"; readonly experiment: RunConfig; readonly networks: readonly ModelRate[] }
  /**
   * The run continues from `step`, after a failure or from a checkpoint. Its facts may have changed; earlier
   * results stay.
   */
  | { readonly kind: "resumed"; readonly summary: RunSummary; readonly step: number }
  /** `stopped` names the stopping rule. */
  | {
      readonly kind: "status";
      readonly status: EngineStatus;
      readonly step: number;
      readonly stopped?: Stopped;
    }
  /** New metrics of some networks. */
  | { readonly kind: "steps"; readonly networks: readonly NetworkSteps[] }
  /** Views of the state at `step`, each at most about ten times a second. */
  | { readonly kind: "views"; readonly step: number; readonly networks: readonly NetworkView[] }
  /** The trajectories so far, if the workload records them, with networks in the experiment's order. */
  | { readonly kind: "path"; readonly path: unknown }
  /**
   * Sent every .25 to 2.5 s during training, and at every stop after step 0. `steps` lists the steps of all
   * checkpoints in ascending order.
   */
  | { readonly kind: "checkpoint"; readonly checkpoint: RunCheckpoint; readonly steps: readonly number[] }
  /** A message about something that does not stop the run. */
  | ({ readonly kind: "notice" } & Notice)
  /** The run cannot continue. Status `failed` follows. */
  | {
      readonly kind: "error";
      readonly code: EngineErrorCode | "bug";
      readonly message: string;
      readonly room?: Room;
    };

/**
 * Trains one run at a time. `load`, `play`, `pause`, `step`, `probe`, `reset`, `restoreAt` and `dispose` wait for the
 * earlier ones of these commands, and all except `play` also end a `play` in progress. The other methods act at once.
 */
export interface Engine {
  /**
   * Replaces the run. Ends in `loaded` and status `ready`, or in `error` and status `failed`. With a
   * checkpoint, the run starts there, and `resumed` comes instead of `loaded`. Rates, steps and data may then
   * differ from the checkpoint's run; sizes, networks and the number of seeds may not. A later load takes the place of
   * an earlier one that has not ended, whose promise then resolves.
   */
  load(
    experiment: RunConfig,
    backend?: BackendChoice,
    from?: RunCheckpoint | Promise<RunCheckpoint | undefined>,
  ): Promise<void>;
  /**
   * Sets the file for later experiments that need one. The engine copies it once and keeps it; the workload knows
   * its type. Users of the package make the file with `readUserData`.
   */
  provide(file: unknown): Promise<void>;
  /**
   * Cancels every load that has not ended: its promise resolves, and its run does not begin. A later load does so, too.
   * In the page's engine, which runs in a worker, `checkpointAt` then still returns the last checkpoint of the previous
   * run.
   */
  abandonLoad(): void;
  /**
   * Trains until the experiment's last step or its stopping rule. Called at or after that step, it trains
   * without end.
   */
  play(): Promise<void>;
  /** Resolves when training has stopped and the errors of the current state have been sent. */
  pause(): Promise<void>;
  /** Makes n steps, then pauses. n is a whole number. */
  step(n: number): Promise<void>;
  /** Pauses and sends every view of the current state, even with `isUnseen`. */
  probe(): Promise<void>;
  /**
   * Limits the steps per second from now on, to a number above 0; Infinity means as fast as the device allows. With
   * `byEvents`, the run takes as long, but spends most of the time where its errors fall, if every step has an error.
   */
  setSpeed(stepsPerSecond: number, byEvents?: boolean): Promise<void>;
  /**
   * Sets another experiment that differs only in live settings. Its settings take effect in the next round, even
   * during training.
   */
  setRates(experiment: RunConfig): Promise<void>;
  /**
   * Sets whether the events `views` include a view that is sent only on demand: the `factors` of matrix factorization, or
   * the measured `curvature` of its loss, in pauses. Resolves at once during training, otherwise when the view has been sent.
   */
  showView(name: string, isWanted: boolean): Promise<void>;
  /** Ends training and returns to the initial state, with status `ready`. */
  reset(): Promise<void>;
  /**
   * Returns to exactly this step and pauses. The engine repeats the steps from the last checkpoint at or before
   * it, or from step 0, with the rates that they had. From there on the latest rates hold.
   */
  restoreAt(step: number): Promise<void>;
  /** The last checkpoint at or before a step, if there is one. */
  checkpointAt(step: number): Promise<RunCheckpoint | undefined>;
  /**
   * Returns a large input of the run by its name: for matrix factorization, those of `MatrixInputs`. Undefined if the
   * workload has no such input, and before a run is loaded.
   */
  read(name: string): Promise<unknown>;
  /**
   * Returns a function that ends the subscription. An error that `listen` throws does not disturb the run: it is
   * reported as uncaught.
   */
  subscribe(listen: (event: EngineEvent) => void): () => void;
  /** Ends the run, cancels loads and frees the device. */
  dispose(): Promise<void>;
}
