/**
 * The jax-js engine: compiled by `jit`, differentiated by `valueAndGrad`. Using an array consumes it; `.ref`
 * keeps a reference.
 */
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { chainOf } from "../chain.ts";
import { networkOf } from "../network.ts";
import type { Classifier, Device, Engine, Trainer } from "../engine.ts";

type Arr = np.Array;

export function jax(on: Device & ("WebGPU" | "WebAssembly")): Engine {
  const device = on === "WebGPU" ? "webgpu" : "wasm";
  // The library has one global default device, so it is set again before each use.
  const select = (): void => void defaultDevice(device);
  const matrix = (values: ArrayLike<number>, rows: number, cols: number): Arr =>
    np.array(Float32Array.from(values), { device }).reshape([rows, cols]);

  return {
    name: "jax-js",
    on,
    open: async () => {
      const devices = await init("wasm", "webgpu");
      if (!devices.includes(device)) throw new Error(`jax-js has no ${device} here`);
    },
    multiplier: async ({ transposeA, transposeB }, a, b) => {
      select();
      const left = matrix(a.data, a.rows, a.cols);
      const right = matrix(b.data, b.rows, b.cols);
      const multiply = jit((x: Arr, y: Arr) =>
        np.matmul(transposeA ? x.transpose() : x, transposeB ? y.transpose() : y),
      );
      let last: Arr | undefined;
      return {
        run: async (count) => {
          select();
          const products = Array.from({ length: count }, () => multiply(left.ref, right.ref));
          await blockUntilReady(products);
          last?.dispose();
          last = products.pop();
          for (const product of products) product.dispose();
        },
        result: async () => (await last?.ref.data()) ?? [],
        destroy: () => {
          for (const array of [left, right, last]) array?.dispose();
        },
      };
    },
    trainer: async (training): Promise<Trainer> => {
      select();
      const { rows, cols, target, mask, factors } = chainOf(training);
      const constants = [matrix(target, rows, cols), matrix(mask, rows, cols)] as const;
      const loss = (W: Arr[], wanted: Arr, observed: Arr): Arr => {
        const [first, ...later] = W as [Arr, ...Arr[]];
        const f = later.reduce((product, factor) => np.matmul(factor, product), first);
        const residual = f.sub(wanted).mul(observed);
        return residual.ref.mul(residual).sum().mul(0.5);
      };
      const step = jit((W: Arr[], wanted: Arr, observed: Arr): [Arr[], Arr] => {
        const kept = W.map((factor) => factor.ref);
        const [value, gradients] = valueAndGrad(loss)(kept, wanted, observed) as [Arr, Arr[]];
        const rate = (l: number): number => factors[l]?.rate ?? 0;
        return [W.map((factor, l) => factor.sub((gradients[l] as Arr).mul(rate(l)))), value];
      });
      let W = factors.map((factor) => matrix(factor.values, factor.rows, factor.cols));
      let last: Arr | undefined;
      return {
        run: async (count) => {
          select();
          for (let i = 0; i < count; i++) {
            const [next, value] = step(W, constants[0].ref, constants[1].ref);
            W = next;
            last?.dispose();
            last = value;
            // Waits for a turn of the microtask queue, in which the library frees unused arrays.
            await Promise.resolve();
          }
          await blockUntilReady(W);
        },
        squaredError: async () => 2 * Number((await last?.ref.data())?.[0]),
        destroy: () => {
          for (const array of [...W, ...constants, last]) array?.dispose();
          step.dispose();
        },
      };
    },
    classifier: async (built): Promise<Classifier> => {
      select();
      const { batch, features, classes, inputs, oneHot, layers, rate } = networkOf(built);
      const constants = [matrix(inputs, batch, features), matrix(oneHot, batch, classes)] as const;
      // Weights and biases in one flat list, with the rate of each.
      const flat = layers.flatMap(({ weight, bias, rows, cols, rate: own }) => [
        { values: weight, shape: [rows, cols], rate: own },
        ...(bias ? [{ values: bias, shape: [rows], rate }] : []),
      ]);
      const loss = (parameters: Arr[], x: Arr, y: Arr): Arr => {
        const left = [...parameters];
        let h = x;
        for (const { bias, relu } of layers) {
          h = np.matmul(h, (left.shift() as Arr).transpose());
          if (bias) h = h.add(left.shift() as Arr);
          if (relu) h = nn.relu(h);
        }
        return nn
          .logSoftmax(h)
          .mul(y)
          .sum()
          .mul(-1 / batch);
      };
      const step = jit((parameters: Arr[], x: Arr, y: Arr): [Arr[], Arr] => {
        const kept = parameters.map((one) => one.ref);
        const [value, gradients] = valueAndGrad(loss)(kept, x, y) as [Arr, Arr[]];
        return [parameters.map((one, i) => one.sub((gradients[i] as Arr).mul(flat[i]?.rate ?? 0))), value];
      });
      let parameters = flat.map(({ values, shape }) => np.array(values, { device }).reshape(shape));
      let last: Arr | undefined;
      return {
        run: async (count) => {
          select();
          for (let i = 0; i < count; i++) {
            const [next, value] = step(parameters, constants[0].ref, constants[1].ref);
            parameters = next;
            last?.dispose();
            last = value;
            // Lets the library free unused arrays, as in `trainer`.
            await Promise.resolve();
          }
          await blockUntilReady(parameters);
        },
        loss: async () => Number((await last?.ref.data())?.[0]),
        destroy: () => {
          for (const array of [...parameters, ...constants, last]) array?.dispose();
          step.dispose();
        },
      };
    },
  };
}
