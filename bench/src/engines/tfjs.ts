/**
 * TensorFlow.js on WebGPU. Gradients come from `variableGrads`; the update is our own, because factors have
 * different rates.
 */
import * as tf from "@tensorflow/tfjs";
// oxlint-disable-next-line import/no-unassigned-import -- it registers its backend
import "@tensorflow/tfjs-backend-webgpu";
import { chainOf } from "../chain.ts";
import { networkOf } from "../network.ts";
import type { Engine } from "../engine.ts";

/** Waits for all earlier work by reading one element. The library cannot wait for the device itself. */
async function done(tensor: tf.Tensor): Promise<void> {
  const one = tf.tidy(() => tensor.reshape([-1]).slice([0], [1]));
  await one.data();
  one.dispose();
}

export function tfjs(): Engine {
  return {
    name: "TensorFlow.js",
    on: "WebGPU",
    open: async () => {
      if (!(await tf.setBackend("webgpu"))) throw new Error("TensorFlow.js has no WebGPU here");
      await tf.ready();
    },
    multiplier: async ({ transposeA, transposeB }, a, b) => {
      const left = tf.tensor2d(Float32Array.from(a.data), [a.rows, a.cols]);
      const right = tf.tensor2d(Float32Array.from(b.data), [b.rows, b.cols]);
      let last: tf.Tensor | undefined;
      return {
        run: async (count) => {
          for (let i = 0; i < count; i++) {
            last?.dispose();
            last = tf.matMul(left, right, transposeA, transposeB);
          }
          if (last) await done(last);
        },
        result: async () => (await last?.data()) ?? [],
        destroy: () => tf.dispose([left, right, ...(last ? [last] : [])]),
      };
    },
    trainer: async (training) => {
      const { rows, cols, target, mask, factors } = chainOf(training);
      const wanted = tf.tensor2d(target, [rows, cols]);
      const observed = tf.tensor2d(mask, [rows, cols]);
      const W = factors.map((factor) => tf.variable(tf.tensor2d(factor.values, [factor.rows, factor.cols])));
      const loss = (): tf.Scalar => {
        const first = W[0] as tf.Tensor2D;
        const f = W.slice(1).reduce<tf.Tensor2D>((product, factor) => tf.matMul(factor, product), first);
        return tf.mul(0.5, tf.sum(tf.square(tf.mul(observed, tf.sub(f, wanted)))));
      };
      let last: tf.Tensor | undefined;
      const step = (): void => {
        const { value, grads } = tf.variableGrads(loss, W);
        tf.tidy(() =>
          W.forEach((factor, l) => {
            const gradient = grads[factor.name] as tf.Tensor;
            factor.assign(tf.sub(factor, tf.mul(factors[l]?.rate ?? 0, gradient)));
          }),
        );
        tf.dispose(grads);
        last?.dispose();
        last = value;
      };
      return {
        run: async (count) => {
          for (let i = 0; i < count; i++) step();
          await done(W.at(-1) as tf.Tensor);
        },
        squaredError: async () => 2 * ((await last?.data())?.[0] ?? Number.NaN),
        destroy: () => tf.dispose([...W, wanted, observed, ...(last ? [last] : [])]),
      };
    },
    classifier: async (built) => {
      const { batch, features, classes, inputs, oneHot, layers, rate } = networkOf(built);
      const x = tf.tensor2d(inputs, [batch, features]);
      const y = tf.tensor2d(oneHot, [batch, classes]);
      const network = layers.map(({ weight, bias, rows, cols, relu, rate: own }) => ({
        W: tf.variable(tf.tensor2d(weight, [rows, cols])),
        ...(bias ? { b: tf.variable(tf.tensor1d(bias)) } : {}),
        relu,
        own,
      }));
      const parameters = network.flatMap(({ W, b, own }) => [
        { variable: W, rate: own },
        ...(b ? [{ variable: b, rate }] : []),
      ]);
      const variables = parameters.map(({ variable }) => variable);
      const loss = (): tf.Scalar => {
        let h: tf.Tensor = x;
        for (const { W, b, relu } of network) {
          h = tf.matMul(h, W, false, true);
          if (b) h = tf.add(h, b);
          if (relu) h = tf.relu(h);
        }
        return tf.losses.softmaxCrossEntropy(y, h);
      };
      let last: tf.Tensor | undefined;
      const step = (): void => {
        const { value, grads } = tf.variableGrads(loss, variables);
        tf.tidy(() =>
          parameters.forEach(({ variable, rate: own }) =>
            variable.assign(tf.sub(variable, tf.mul(own, grads[variable.name] as tf.Tensor))),
          ),
        );
        tf.dispose(grads);
        last?.dispose();
        last = value;
      };
      return {
        run: async (count) => {
          for (let i = 0; i < count; i++) step();
          await done(variables.at(-1) as tf.Tensor);
        },
        loss: async () => (await last?.data())?.[0] ?? Number.NaN,
        destroy: () => tf.dispose([...variables, x, y, ...(last ? [last] : [])]),
      };
    },
  };
}
