/** Describes a classifier to the peers, as plain float32 arrays, with one mini-batch. */
import { invariant } from "../../src/core/errors.ts";
import type { Built } from "../../src/workloads/digits/build.ts";

/** One layer, h ← relu(W h + b). The layers of a linear block have neither b nor the ReLU. */
interface DenseLayer {
  readonly rows: number;
  readonly cols: number;
  readonly weight: Float32Array<ArrayBuffer>;
  readonly bias?: Float32Array<ArrayBuffer>;
  readonly relu: boolean;
  /** Learning rate of the weight. */
  readonly rate: number;
}

export interface Network {
  readonly batch: number;
  readonly features: number;
  readonly classes: number;
  /** batch × features. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** batch × classes, with a 1 at each sample's class. */
  readonly oneHot: Float32Array<ArrayBuffer>;
  readonly layers: readonly DenseLayer[];
  /** Learning rate of the biases. */
  readonly rate: number;
}

/** The first network. Its mini-batch is the whole pool, so that every step sees the same samples. */
export function networkOf({ data, arms, batchSize }: Built): Network {
  const [arm] = arms;
  const layers = arm?.runs[0];
  const { inputs, labels } = data.train;
  invariant(layers && labels.length === batchSize, "the network's mini-batch is the whole pool");
  const rate = arm.optimizer.rate.eta;
  const oneHot = new Float32Array(batchSize * data.classes);
  labels.forEach((label, i) => (oneHot[i * data.classes + label] = 1));
  return {
    batch: batchSize,
    features: data.features,
    classes: data.classes,
    inputs: Float32Array.from(inputs),
    oneHot,
    rate,
    layers: layers.map(({ weight: { rows, cols, data: weight }, bias, relu, rateScale, gain }) => {
      invariant(gain === 1, "the block is inserted");
      return {
        rows,
        cols,
        weight: Float32Array.from(weight),
        ...(bias ? { bias: Float32Array.from(bias) } : {}),
        relu,
        rate: rate * rateScale,
      };
    }),
  };
}
