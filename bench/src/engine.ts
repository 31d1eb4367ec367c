/** What is compared: an engine multiplies matrices and trains a network; a suite times engines and yields rows. */
import type { OpenExecutor, Product, Tune } from "../../src/jobs/benchmark/work.ts";
import type { TimingSetting, Work } from "../../src/jobs/benchmark/timing.ts";
import type { Training } from "../../src/workloads/mf/training.ts";
import type { Matrix } from "../../src/math/matrix.ts";
import type { Helpers } from "../../src/wasm/team.ts";

export type Device = "WebGPU" | "WebAssembly" | "JavaScript";

export interface Multiplier {
  /** Makes the same product `count` times. */
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

export interface Engine {
  readonly name: string;
  readonly on: Device;
  /** Called once, before anything else. */
  open(): Promise<void>;
  readonly multiplier?: (product: Product, a: Matrix, b: Matrix) => Promise<Multiplier>;
  /** Wrong results say that it does not serve this shape, and are no failure. */
  readonly isSpecial?: boolean;
  /** Trains the first network of a batch of one. */
  readonly trainer?: (training: Training) => Promise<Trainer>;
}

export interface OwnEngine extends Engine {
  readonly openExecutor: OpenExecutor;
  /** As `openExecutor` tunes. */
  readonly tune: Tune;
}

export interface Row {
  readonly what: string;
  readonly shape: string;
  readonly engine: string;
  readonly on: Device;
  readonly value: number;
  readonly unit: string;
  /** Of the same value in the slowest and in the fastest round. */
  readonly range?: readonly [number, number];
  /** Why there is no value (it is NaN then), or what else to know. */
  readonly note?: string;
}

export interface SuiteSetting extends TimingSetting {
  /** Parts of names of engines; all when absent. */
  readonly only?: readonly string[];
  /** n or d, in place of the suite's own. */
  readonly sizes?: readonly number[];
  readonly quick: boolean;
}

export interface SuiteContext {
  readonly setting: SuiteSetting;
  /** All, our own on WebGPU first: everything is set beside it. */
  readonly engines: readonly Engine[];
  /** Our own: on WebGPU and in WebAssembly. */
  readonly own: readonly OwnEngine[];
  readonly gpu: GPU | undefined;
  /** Threads for our engine on the CPU. */
  readonly helpers: Helpers | undefined;
  log(message: string): void;
}

export type Suite = (context: SuiteContext) => AsyncGenerator<Row, void, undefined>;
