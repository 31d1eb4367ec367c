/** Turns a run into the result that a claim's criterion judges, for `dmf reproduce` and for the page. */
import { LEVELS, type ClaimRun, type NetworkResult } from "../../experiment/claims/claim.ts";
import { hasDivergedAt } from "../../training/progress.ts";
import type { RunNorms } from "./entries.ts";

/** Relative errors below which a network stops. */
export interface StopBelow {
  readonly recovery: number;
  readonly train: number;
}

export const stopOf = ({ stopBelow, stopLoss }: ClaimRun, { unitLoss }: RunNorms): StopBelow => ({
  recovery: stopBelow ?? 0,
  train: Math.sqrt((stopLoss ?? 0) / unitLoss),
});

/** An error log as plain data, which can be sent as a message. */
export interface ErrorLogState {
  readonly train: readonly number[];
  readonly recovery: readonly number[];
  readonly firstBelow: readonly (number | null)[];
  readonly stoppedAt: number | null;
  readonly stopped: boolean;
}

/** The errors of one network at every step, starting at step 0. */
export class ErrorLog {
  readonly #stop: StopBelow;
  readonly #train: number[] = [];
  readonly #recovery: number[] = [];
  readonly #firstBelow: (number | null)[] = LEVELS.map(() => null);
  #stoppedAt: number | null = null;
  #stopped = false;

  constructor(stop: StopBelow, from?: ErrorLogState) {
    this.#stop = stop;
    if (!from) return;
    this.#train = [...from.train];
    this.#recovery = [...from.recovery];
    this.#firstBelow = [...from.firstBelow];
    this.#stoppedAt = from.stoppedAt;
    this.#stopped = from.stopped;
  }

  state(): ErrorLogState {
    return {
      train: this.#train,
      recovery: this.#recovery,
      firstBelow: this.#firstBelow,
      stoppedAt: this.#stoppedAt,
      stopped: this.#stopped,
    };
  }

  /** Whether the network has met its stopping level or has diverged. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The next step whose errors are expected. */
  get next(): number {
    return this.#train.length;
  }

  take(train: number, recovery: number): void {
    const step = this.next;
    this.#train.push(train);
    this.#recovery.push(recovery);
    LEVELS.forEach((level, i) => {
      if (recovery < level) this.#firstBelow[i] ??= step;
    });
    if (train < this.#stop.train) this.#stoppedAt ??= step;
    if (recovery < this.#stop.recovery || this.#stoppedAt !== null || hasDivergedAt(train))
      this.#stopped = true;
  }

  /** The result, including the errors after the last update. */
  result(): Omit<NetworkResult, "id" | "flopsPerStep" | "msPerStep"> {
    const bestStep = this.#recovery.reduce(
      (best, value, t, all) => (value < (all[best] ?? NaN) ? t : best),
      0,
    );
    return {
      steps: this.next - 1,
      trainError: this.#train.at(-1) ?? NaN,
      recoveryError: this.#recovery.at(-1) ?? NaN,
      bestRecoveryError: this.#recovery[bestStep] ?? NaN,
      bestStep,
      firstBelow: this.#firstBelow,
      stoppedAt: this.#stoppedAt,
    };
  }
}
