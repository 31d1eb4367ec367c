/**
 * Reads every golden run in this folder as a digits experiment with one arm. README.md explains the
 * conventions.
 */
import type { Optimizer } from "../../src/models/update.ts";
import { fromRows, type Matrix } from "../../src/math/matrix.ts";
import type { Layer } from "../../src/models/feed-forward.ts";
import type { Built } from "../../src/workloads/digits/build.ts";

type Rows = number[][];

interface GoldenState {
  readonly loss: number;
  readonly acc: number;
  readonly logits: Rows;
  readonly W: Rows[];
  readonly b: (number[] | null)[];
  readonly product: Rows;
  readonly productSingularValues: number[];
}

interface GoldenRun {
  readonly arm: string;
  readonly initScale: number;
  readonly rhat?: number;
  readonly lr: number;
  readonly layers: { readonly bias: boolean; readonly relu: boolean; readonly lrMult: number }[];
  /** The block's layers in the order of application. */
  readonly productLayers: number[];
  readonly gradStep0: { readonly W: Rows[]; readonly b: (number[] | null)[] };
  readonly states: Readonly<Record<string, GoldenState>>;
  /** The full block that a compressed run was made from. */
  readonly fromDln?: {
    readonly factors: Rows[];
    readonly negGradProduct: Rows;
    readonly r: number;
    readonly projP: Rows;
    readonly projQ: Rows;
    readonly projX1?: Rows;
    readonly projX2?: Rows;
  };
}

interface GoldenFile {
  readonly X: Rows;
  readonly y: number[];
  readonly runs: GoldenRun[];
}

export interface GoldenCase {
  readonly name: string;
  readonly file: GoldenFile;
  readonly run: GoldenRun;
}

/** Every run of every file. A new file needs no code. */
export function goldenCases(): GoldenCase[] {
  const files = import.meta.glob<GoldenFile>("./*.json", { eager: true, import: "default" });
  return Object.entries(files).flatMap(([path, file]) =>
    file.runs.map((run) => ({ name: `${path.slice(2, -5)}: ${run.arm}`, file, run })),
  );
}

/**
 * The run as a built experiment. It starts from stored parameters, so it needs no random numbers and no SVD.
 */
export function goldenBuilt({ file: { X, y }, run }: GoldenCase): Built {
  const start = run.states["0"] as GoldenState;
  const layers = run.layers.map(({ relu, lrMult }, l): Layer => {
    const bias = start.b[l];
    return {
      weight: fromRows(start.W[l] as Rows),
      ...(bias ? { bias: Float64Array.from(bias) } : {}),
      relu,
      rateScale: lrMult,
      gain: 1,
    };
  });
  const samples = { inputs: Float64Array.from(X.flat()), labels: Uint32Array.from(y) };
  const optimizer: Optimizer = {
    kind: "gd",
    rate: { eta: run.lr, weightDecay: 0, schedule: { kind: "constant", warmUp: 0, lastStep: 100 } },
    beta1: 0,
    beta2: 0,
    epsilon: 0,
  };
  return {
    data: {
      features: X[0]?.length ?? 0,
      classes: start.logits[0]?.length ?? 0,
      train: samples,
      test: samples,
    },
    batchSize: X.length,
    tests: { every: 1 },
    origins: [],
    orders: { usual: (_t, into) => into.set(X.map((_, i) => i)) },
    arms: [
      {
        id: "dln",
        runs: [layers],
        block: { first: run.productLayers[0] as number, depth: run.productLayers.length },
        order: "usual",
        optimizer,
        pace: 1,
      },
    ],
  };
}

export function matrixOf(rows: Rows): Matrix {
  return fromRows(rows);
}
