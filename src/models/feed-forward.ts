/**
 * A feed-forward network as a flat list of layers, h[l] = relu(gain · h[l−1] W[l]ᵀ + b[l]). Bias and ReLU are
 * optional. A deep linear block is a sequence of layers that have neither (models/parametrizations/).
 */
import { planUpdate, type PlannedRates, type Optimizer } from "./update.ts";
import type { MatrixRef, ProgramBuilder, RatesRef } from "./builder.ts";
import { invariant } from "../core/errors.ts";
import type { Matrix } from "../math/matrix.ts";
import {
  biasBackward,
  biasForward,
  linearBackward,
  linearForward,
  reluBackward,
  reluForward,
} from "./operations/layers.ts";

/** One layer of one run. */
export interface Layer {
  /** out × in. */
  readonly weight: Matrix;
  readonly bias?: Float64Array;
  readonly relu: boolean;
  /** Factor of the weight's learning rate; 0 freezes the weight and the bias. */
  readonly rateScale: number;
  /** Factor of x Wᵀ. It may differ from 1 only in a layer with a bias and a ReLU. */
  readonly gain: number;
}

/** A layer's parameters on the device. One tensor holds the same parameter of all runs. */
export interface PlannedLayer {
  /** B × out × in. */
  readonly W: MatrixRef;
  /** B × 1 × out. */
  readonly b: MatrixRef | undefined;
  readonly relu: boolean;
  readonly rateScale: number;
  readonly gain: number;
}

/**
 * The tensors of a layer's gradients. A frozen layer has none. A weight has none if the product that would
 * compute its gradient updates it instead.
 */
export interface LayerGradients {
  readonly dW: MatrixRef | undefined;
  readonly db: MatrixRef | undefined;
}

/** Declares a network's parameters `<id>/W[1]`, `<id>/b[1]` …; `runs` lists the layers of each run. */
export function planLayers(
  program: ProgramBuilder,
  id: string,
  runs: readonly (readonly Layer[])[],
): PlannedLayer[] {
  const [first] = runs;
  invariant(first, "a network has a list of layers for each run");
  return first.map(({ weight, bias, relu, rateScale, gain }, l) => {
    invariant(gain === 1 || (bias && relu), "only a layer with a bias and a ReLU has a gain");
    const layers = runs.map((layersOfRun) => layersOfRun[l] as Layer);
    const W = program.matrix(
      `${id}/W[${l + 1}]`,
      weight.rows,
      weight.cols,
      layers.map((layer) => layer.weight.data),
    );
    const b =
      bias &&
      program.matrix(
        `${id}/b[${l + 1}]`,
        1,
        weight.rows,
        layers.map((layer) => layer.bias as Float64Array),
      );
    return { W, b, relu, rateScale, gain };
  });
}

/** Declares a tensor for a layer's output. Called once per layer, first with l = 1. */
type Allocate = (l: number, rows: number, cols: number) => MatrixRef;

interface Forward {
  /** h[0] = x, then h[1] … up to the logits. */
  readonly h: readonly MatrixRef[];
  readonly logits: MatrixRef;
}

/** Appends the forward pass from the input x. */
export function planForward(
  program: ProgramBuilder,
  id: string,
  layers: readonly PlannedLayer[],
  x: MatrixRef,
  allocate: Allocate,
): Forward {
  const h = [x];
  let logits = x;
  layers.forEach(({ W, b, relu, gain }, index) => {
    const l = index + 1;
    const label = `${id}[${l}]`;
    const y = allocate(l, x.rows, W.rows);
    linearForward(program, label, h[index] as MatrixRef, W, y);
    if (b) biasForward(program, label, y, b, { gain, relu });
    else if (relu) reluForward(program, label, y);
    h.push(y);
    logits = y;
  });
  return { h, logits };
}

/**
 * Appends the backward pass from the gradient of the logits, which it may overwrite. It computes no gradients
 * of frozen weights and biases, and it stops at the lowest trained layer. With `descent` (plain gradient
 * descent), the product that would compute a weight's gradient updates the weight instead.
 */
export function planBackward(
  program: ProgramBuilder,
  id: string,
  layers: readonly PlannedLayer[],
  h: readonly MatrixRef[],
  dLogits: MatrixRef,
  descent?: (rateScale: number) => RatesRef,
): LayerGradients[] {
  const lowest = layers.findIndex(({ rateScale }) => rateScale !== 0);
  const gradients: LayerGradients[] = layers.map(() => ({ dW: undefined, db: undefined }));
  let dy = dLogits;
  for (let index = layers.length - 1; index >= lowest; index--) {
    const { W, b, relu, rateScale, gain } = layers[index] as PlannedLayer;
    const l = index + 1;
    const label = `${id}[${l}]`;
    const x = h[index] as MatrixRef;
    const learns = rateScale !== 0;
    if (relu) reluBackward(program, label, h[l] as MatrixRef, dy, gain);
    const db = b && learns ? program.matrix(`${id}/db[${l}]`, 1, W.rows) : undefined;
    if (db) biasBackward(program, label, dy, db, gain);
    const dW = learns && !descent ? program.matrix(`${id}/dW[${l}]`, W.rows, W.cols) : undefined;
    const weight = dW ? { dW } : descent && learns ? { rates: descent(rateScale) } : undefined;
    const dx = index > lowest ? program.matrix(`${id}/dh[${index}]`, x.rows, x.cols) : undefined;
    linearBackward(program, label, { x, W, dy }, dx, weight);
    gradients[index] = { dW, db };
    if (dx) dy = dx;
  }
  return gradients;
}

/** Appends the updates. Returns the tensors of the optimizer's own state. */
export function planUpdates(
  program: ProgramBuilder,
  optimizer: Optimizer,
  { hyper, rates }: { readonly hyper: string | undefined; readonly rates: PlannedRates },
  layers: readonly PlannedLayer[],
  gradients: readonly LayerGradients[],
): string[] {
  const update = (factor: MatrixRef, gradient: MatrixRef, rate: number): string[] =>
    planUpdate(program, optimizer, { hyper, rates: rates.optimizer(), factor, gradient, rate });
  return layers.flatMap(({ W, b, rateScale }, index) => {
    const { dW, db } = gradients[index] as LayerGradients;
    return [...(dW ? update(W, dW, rateScale) : []), ...(b && db ? update(b, db, 1) : [])];
  });
}
