/**
 * The benchmark compares engines. An engine multiplies matrices and trains a network; a suite times engines and
 * yields rows.
 */
import type { OpenExecutor, Product, Tune } from "../../src/jobs/benchmark/work.ts";
import type { TimingSetting, Work } from "../../src/jobs/benchmark/timing.ts";
import type { Built } from "../../src/workloads/digits/build.ts";
import type { Cells } from "../../src/workloads/mf/data/cells.ts";
import type { Training } from "../../src/workloads/mf/training.ts";
import type { Matrix } from "../../src/math/matrix.ts";
import type { PoolWorkers } from "../../src/wasm/thread-pool.ts";

export type Device = "WebGPU" | "WebAssembly" | "JavaScript" | "native";

export interface Multiplier {
  /** Computes the same product `count` times. */
  readonly run: Work;
  /** The product computed last, row-major. */
  result(): Promise<ArrayLike<number>>;
  destroy(): void | Promise<void>;
}

export interface Trainer {
  /** Makes `count` steps of gradient descent on ½ s ‖M ⊙ (W_n ⋯ W_1 − Φ)‖². */
  readonly run: Work;
  /** ‖M ⊙ (W_n ⋯ W_1 − Φ)‖² before the last step. */
  squaredError(): Promise<number>;
  destroy(): void | Promise<void>;
}

export interface Classifier {
  /** Makes `count` steps of gradient descent on the mean cross-entropy of a mini-batch. */
  readonly run: Work;
  /** The mean loss before the last step. */
  loss(): Promise<number>;
  destroy(): void | Promise<void>;
}

export interface Engine {
  readonly name: string;
  readonly on: Device;
  /** Called once, before any other method. */
  open(): Promise<void>;
  readonly multiplier?: (product: Product, a: Matrix, b: Matrix) => Promise<Multiplier>;
  /** A wrong result means that the engine does not support this shape. It does not count as a failure. */
  readonly isSpecial?: boolean;
  /** Trains the first network, with one seed. */
  readonly trainer?: (training: Training) => Promise<Trainer>;
  /** Fits known cells with factors of a rank. Returns the estimate at a cell. */
  readonly factorizer?: (cells: Cells, rank: number) => Promise<(i: number, j: number) => number>;
  /** Trains the first network. */
  readonly classifier?: (built: Built) => Promise<Classifier>;
}

export interface OwnEngine extends Engine {
  readonly openExecutor: OpenExecutor;
  /** Tunes the program as `openExecutor` does. */
  readonly tune: Tune;
}

/** Describes a dispatch and counts its work. */
export interface DispatchFacts {
  readonly kernel: string;
  /** The sizes of a product, or the number of elements. */
  readonly size: string;
  /** Number of equal dispatches in a step. */
  readonly calls: number;
  readonly flops: number;
  /** The name of the limit on its arithmetic, which depends on the number of sums that an invocation keeps. */
  readonly arithmetic: string;
  /** Bytes of its tensors, each counted once. */
  readonly bytes: number;
  /** Numbers that its invocations read and store, cached or not, and the width of these accesses. */
  readonly reads: number;
  readonly stores: number;
  readonly access: Access;
}

/** Numbers are read and stored one by one, or four at a time. */
export type Access = "f32" | "vec4f";

export interface Row {
  readonly what: string;
  readonly shape: string;
  readonly engine: string;
  readonly on: Device;
  readonly value: number;
  readonly unit: string;
  /** The values in the slowest and the fastest round. */
  readonly range?: readonly [number, number];
  /** Number of operations of the timed work, to which its time should be proportional. */
  readonly flops?: number;
  /** One dispatch of a step, whose milliseconds are the row's value. */
  readonly dispatch?: DispatchFacts;
  /** Why a value is missing (NaN), or another remark. */
  readonly note?: string;
}

export interface SuiteSetting extends TimingSetting {
  /** Parts of engine names to select. Absent means all engines. */
  readonly only?: readonly string[];
  /** Sizes n or d, used instead of the suite's own. */
  readonly sizes?: readonly number[];
  readonly quick: boolean;
}

export interface SuiteContext {
  readonly setting: SuiteSetting;
  /** All engines. Ours on WebGPU comes first, because every other engine is compared with it. */
  readonly engines: readonly Engine[];
  /** Our own engines, on WebGPU and in WebAssembly. */
  readonly own: readonly OwnEngine[];
  readonly gpu: GPU | undefined;
  /** The pool workers of our CPU engine; undefined for one thread. */
  readonly poolWorkers: PoolWorkers | undefined;
  log(message: string): void;
}

export type Suite = (context: SuiteContext) => AsyncGenerator<Row, void, undefined>;
