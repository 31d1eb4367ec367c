/** The compared parts: an engine multiplies matrices and trains a network; a suite times engines and yields rows. */
import type { OpenExecutor, Product, Tune } from "../../src/jobs/benchmark/work.ts";
import type { TimingSetting, Work } from "../../src/jobs/benchmark/timing.ts";
import type { Built } from "../../src/workloads/mlp/built.ts";
import type { Training } from "../../src/workloads/mf/training.ts";
import type { Matrix } from "../../src/math/matrix.ts";
import type { Helpers } from "../../src/wasm/team.ts";

export type Device = "WebGPU" | "WebAssembly" | "JavaScript";

export interface Multiplier {
  /** Repeats the same product `count` times. */
  readonly run: Work;
  /** The last product, row-major. */
  result(): Promise<ArrayLike<number>>;
  destroy(): void | Promise<void>;
}

export interface Trainer {
  /** `count` steps of gradient descent on ½ s ‖M ⊙ (W_n ⋯ W_1 − Φ)‖². */
  readonly run: Work;
  /** ‖M ⊙ (W_n ⋯ W_1 − Φ)‖² before the last step. */
  squaredError(): Promise<number>;
  destroy(): void | Promise<void>;
}

export interface Classifier {
  /** `count` steps of gradient descent on the mean cross-entropy of a mini-batch. */
  readonly run: Work;
  /** The mean loss before the last step. */
  loss(): Promise<number>;
  destroy(): void | Promise<void>;
}

export interface Engine {
  readonly name: string;
  readonly on: Device;
  /** Called once, before anything else. */
  open(): Promise<void>;
  readonly multiplier?: (product: Product, a: Matrix, b: Matrix) => Promise<Multiplier>;
  /** A wrong result means that it does not support this shape; it is no failure. */
  readonly isSpecial?: boolean;
  /** Trains the first network of a batch of one. */
  readonly trainer?: (training: Training) => Promise<Trainer>;
  /** Trains the first network. */
  readonly classifier?: (built: Built) => Promise<Classifier>;
}

export interface OwnEngine extends Engine {
  readonly openExecutor: OpenExecutor;
  /** Tunes like `openExecutor`. */
  readonly tune: Tune;
}

export interface Row {
  readonly what: string;
  readonly shape: string;
  readonly engine: string;
  readonly on: Device;
  readonly value: number;
  readonly unit: string;
  /** The value in the slowest and in the fastest round. */
  readonly range?: readonly [number, number];
  /** Operations of the timed work, which its time should follow. */
  readonly flops?: number;
  /** The reason for a missing value (NaN), or another remark. */
  readonly note?: string;
}

export interface SuiteSetting extends TimingSetting {
  /** Parts of engine names; absent means all. */
  readonly only?: readonly string[];
  /** n or d, replacing the suite's own. */
  readonly sizes?: readonly number[];
  readonly quick: boolean;
}

export interface SuiteContext {
  readonly setting: SuiteSetting;
  /** All engines, ours on WebGPU first: every other is compared with it. */
  readonly engines: readonly Engine[];
  /** Our own, on WebGPU and in WebAssembly. */
  readonly own: readonly OwnEngine[];
  readonly gpu: GPU | undefined;
  /** Threads for our engine on the CPU. */
  readonly helpers: Helpers | undefined;
  log(message: string): void;
}

export type Suite = (context: SuiteContext) => AsyncGenerator<Row, void, undefined>;
