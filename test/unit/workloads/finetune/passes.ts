/**
 * The whole encoder on one mini-batch as a program, for tests. The list `forward` has the forward pass and the loss, the
 * list `backward` the backward pass after it.
 */
import { ProgramBuilder, type MatrixRef } from "../../../../src/models/builder.ts";
import type { Executor, Program } from "../../../../src/kernels/program.ts";
import { softmaxCrossEntropy, squaredDistance } from "../../../../src/models/operations/losses.ts";
import type { Adaptation, Trained } from "../../../../src/models/parametrizations/adapted.ts";
import { LAYER_WIDTHS, type LayerIndex } from "../../../../src/workloads/finetune/asset.ts";
import {
  embedBackward,
  embedForward,
  embedTokens,
  layerBackward,
  layerForward,
  packSpans,
  planFrozen,
  planLayerWeights,
  type MatrixName,
} from "../../../../src/workloads/finetune/encoder.ts";

interface PassesInput {
  readonly weights: ReadonlyMap<string, ArrayLike<number>>;
  readonly frequencies: readonly number[];
  readonly tokens: readonly (readonly number[])[];
  readonly adaptation: (name: MatrixName) => Adaptation;
  /** The layers that are adapted. If there are none, the program has only a forward pass. */
  readonly layers: readonly LayerIndex[];
  /** Rows after the tokens. They must not count. */
  readonly padding?: number;
  /** The loss is the cross-entropy of z Hᵀ √512/4, otherwise the squared distance to `targets`. */
  readonly head?: { readonly H: Float64Array; readonly labels: readonly number[] };
  readonly targets?: Float64Array;
}

export interface Passes {
  readonly program: Program;
  readonly z: MatrixRef;
  readonly dz: MatrixRef;
  readonly partials: string;
  readonly trained: readonly {
    readonly name: MatrixName;
    readonly factor: MatrixRef;
    readonly gradient: MatrixRef;
    readonly factorName: string;
  }[];
}

export function planPasses({
  weights,
  frequencies,
  tokens,
  adaptation,
  layers,
  padding = 0,
  head,
  targets,
}: PassesInput): Passes {
  const program = new ProgramBuilder(1);
  const lengths = tokens.map(({ length }) => length);
  const rows = lengths.reduce((a, b) => a + b) + padding;
  const { rowSpans, sentenceSpans } = packSpans(lengths, rows);
  const u32 = (name: string, values: ArrayLike<number>) =>
    program.tensor({ name, type: "u32", length: values.length, initial: values });
  const packing = {
    rows,
    rowSpans: u32("rowSpans", rowSpans),
    maxSpan: Math.max(...lengths),
    sentences: { spans: u32("sentenceSpans", sentenceSpans), count: tokens.length },
  };
  const embedding = weights.get("embedding") as ArrayLike<number>;
  const input = new Float64Array(rows * LAYER_WIDTHS[0]);
  input.set(tokens.flatMap((ids) => [...embedTokens({ embedding, frequencies }, ids)]));
  const x = program.matrix("x", rows, LAYER_WIDTHS[0], [input]);
  const made = new Map<string, MatrixRef>();
  const scratch = (name: string, m: number, n: number): MatrixRef => {
    const key = `${name} ${m} × ${n}`;
    const ref = made.get(key) ?? program.matrix(`scratch/${key}`, m, n);
    made.set(key, ref);
    return ref;
  };
  const frozen = planFrozen(program, weights);
  const planned = ([0, 1] as const).map((layer) =>
    planLayerWeights(program, "model", layer, frozen, adaptation, scratch),
  );
  const common = { program, id: "model", frozen, packing, scratch };
  program.list("nothing");
  program.list("forward");
  const first = { ...common, layer: 0 as const, weights: planned[0] as (typeof planned)[number] };
  const second = { ...common, layer: 1 as const, weights: planned[1] as (typeof planned)[number] };
  const saved0 = layerForward(first, x);
  const saved1 = layerForward(second, saved0.x2);
  const embedded = embedForward(common, saved1.x2);
  const { z } = embedded;
  const partials = program.tensor({ name: "partials", length: 2 * tokens.length });
  const dz = program.matrix("dz", z.rows, z.cols);
  if (head) {
    const classes = head.H.length / z.cols;
    const H = program.matrix("H", classes, z.cols, [head.H]);
    const logits = program.matrix("logits", z.rows, classes);
    const dLogits = program.matrix("dlogits", z.rows, classes);
    const alpha = Math.sqrt(z.cols) / 4;
    program.matmul("logits", z, H, logits, { transposeB: true, alpha });
    softmaxCrossEntropy(
      program,
      "model",
      logits,
      { tensor: u32("labels", head.labels), shared: true },
      dLogits,
      partials,
    );
    program.matmul("dz", dLogits, H, dz, { alpha });
  } else if (targets) {
    squaredDistance(program, "model", z, program.matrix("targets", z.rows, z.cols, [targets]), dz, partials);
  }
  program.list("backward");
  if (layers.length > 0) {
    const d = embedBackward(common, embedded, dz);
    layerBackward(second, saved1, d, layers.includes(0));
    if (layers.includes(0)) layerBackward(first, saved0, d, false);
  }
  const trained = layers.flatMap((layer) =>
    Object.entries(planned[layer] as (typeof planned)[number]).flatMap(([kind, weight]) =>
      weight.trained.map(({ name, factor, gradient }: Trained) => ({
        name: `${layer}.${kind}` as MatrixName,
        factorName: name,
        factor,
        gradient,
      })),
    ),
  );
  return { program: program.build(), z, dz, partials, trained };
}

/** Computes nothing and reads zeros, for tests that need only a run's shapes. */
export const zeros = (program: Program): Promise<Executor> =>
  Promise.resolve({
    backend: "cpu",
    byteLength: 0,
    run: (_list, _times, reads = []) =>
      Promise.resolve({
        reads: reads.map(({ tensor, length }) => {
          const whole = program.tensors.find(({ name }) => name === tensor)?.length ?? 0;
          return new Float32Array(length ?? whole);
        }),
        elapsedMs: 0,
      }),
    write: () => undefined,
    destroy: () => undefined,
  });
