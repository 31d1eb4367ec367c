/**
 * The LoRA step of the encoder's layer 1 in jax-js: forward, backward by `valueAndGrad`, and Adam on all
 * factors.
 */
import { blockUntilReady, defaultDevice, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import type { Device, Trainer } from "../engine.ts";
import { HEADS, MATRIX_KINDS, WIDTH } from "../../../src/workloads/finetune/asset.ts";
import type { LabBuilt } from "../../../src/workloads/finetune/built.ts";
import { METHODS } from "../../../src/workloads/finetune/methods.ts";
import { matrixShape } from "../../../src/workloads/finetune/asset.ts";

type Arr = np.Array;

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * Trains the first seed of the run. All sentences have `tokens` tokens, and every step sees all training
 * sentences.
 */
export function jaxLora(on: Device & ("WebGPU" | "WebAssembly"), built: LabBuilt, tokens: number) {
  const device = on === "WebGPU" ? "webgpu" : "wasm";
  defaultDevice(device);
  const { config, weights, pool, runs, targets, seeds } = built;
  const train = runs[0]?.train ?? [];
  const put = (values: ArrayLike<number>, shape: number[]): Arr =>
    np.array(Float32Array.from(values), { device }).reshape(shape);
  const x = put(pool.inputs.subarray(0, train.length * tokens * WIDTH), [train.length * tokens, WIDTH]);
  const z = targets.kind === "planted" ? targets.z : new Float32Array();
  const target = put(z.subarray(0, train.length * WIDTH), [train.length, WIDTH]);
  const names = [...weights.keys()];
  const frozen = names.map((name) => {
    const values = weights.get(name) as Float32Array;
    return put(
      values,
      values.length > 2048 ? [values.length / widthOf(name), widthOf(name)] : [values.length],
    );
  });
  // A and B of each matrix, from the same initialization.
  const start = MATRIX_KINDS.flatMap((kind) => {
    const form = METHODS.lora.adapt({
      name: `1.${kind}`,
      ...matrixShape(1, kind),
      config,
      seeds,
      weights,
      gradients: [],
    });
    return form.kind === "terms"
      ? (form.terms[0]?.factors ?? []).flatMap(({ runs: [first] }) => first ?? [])
      : [];
  });
  const scale = config.alpha / config.rank;

  const loss = (factors: Arr[], W: Arr[], input: Arr, wanted: Arr): Arr => {
    const weight = (name: string): Arr => (W[names.indexOf(name)] as Arr).ref;
    const linear = (kind: string, h: Arr): Arr => {
      const at = 2 * MATRIX_KINDS.indexOf(kind as "q");
      const [A, B] = [factors[at] as Arr, factors[at + 1] as Arr];
      const low = np.matmul(np.matmul(h.ref, A.ref.transpose()), B.ref.transpose());
      return np
        .matmul(h, weight(`1.${kind}`).transpose())
        .add(low.mul(scale))
        .add(weight(`1.${kind}.bias`));
    };
    const norm = (which: 1 | 2, h: Arr): Arr =>
      nn
        .standardize(h, -1, { epsilon: 1e-6 })
        .mul(weight(`1.norm${which}.scale`))
        .add(weight(`1.norm${which}.bias`));
    const heads = (y: Arr): Arr => y.reshape([train.length, tokens, HEADS, WIDTH / HEADS]);
    const h1 = norm(1, input.ref);
    const a = nn.dotProductAttention(
      heads(linear("q", h1.ref)),
      heads(linear("k", h1.ref)),
      heads(linear("v", h1)),
    );
    const x1 = input.add(linear("o", a.reshape([train.length * tokens, WIDTH])));
    const x2 = x1.ref.add(linear("f2", nn.relu(linear("f1", norm(2, x1)))));
    const mean = x2.reshape([train.length, tokens, WIDTH]).mean(1);
    const t = np.tanh(np.matmul(mean, weight("hidden").transpose()).add(weight("hidden.bias")));
    const unit = t.ref.div(np.sqrt(t.ref.mul(t).sum(-1, { keepdims: true })));
    const apart = unit.sub(wanted);
    return apart.ref
      .mul(apart)
      .sum()
      .mul(1 / train.length);
  };
  const step = jit(
    (factors: Arr[], first: Arr[], second: Arr[], rate: Arr, W: Arr[], input: Arr, wanted: Arr) => {
      const [value, gradients] = valueAndGrad(loss)(
        factors.map((one) => one.ref),
        W,
        input,
        wanted,
      ) as [Arr, Arr[]];
      const m = first.map((one, i) => one.mul(BETA1).add((gradients[i] as Arr).ref.mul(1 - BETA1)));
      const v = second.map((one, i) => {
        const g = gradients[i] as Arr;
        return one.mul(BETA2).add(g.ref.mul(g).mul(1 - BETA2));
      });
      const next = factors.map((one, i) =>
        one.sub((m[i] as Arr).ref.div(np.sqrt((v[i] as Arr).ref).add(EPSILON)).mul(rate.ref)),
      );
      rate.dispose();
      return [next, m, v, value];
    },
  );
  let factors = start.map(({ data, rows, cols }) => put(data, [rows, cols]));
  let first = start.map(({ rows, cols }) => put(new Float32Array(rows * cols), [rows, cols]));
  let second = start.map(({ rows, cols }) => put(new Float32Array(rows * cols), [rows, cols]));
  let last: Arr | undefined;
  let t = 0;
  const run: Trainer["run"] = async (count) => {
    defaultDevice(device);
    for (let i = 0; i < count; i++) {
      t++;
      // The bias correction is part of the rate. Unlike in standard Adam, ε is then added to the uncorrected
      // root.
      const rate = (config.rate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t);
      const result = step(
        factors,
        first,
        second,
        np.array(rate, { device }),
        frozen.map((one) => one.ref),
        x.ref,
        target.ref,
      ) as [Arr[], Arr[], Arr[], Arr];
      last?.dispose();
      [factors, first, second, last] = result;
      await Promise.resolve();
    }
    await blockUntilReady(factors);
  };
  return {
    run,
    /** The loss before the last step. */
    loss: async (): Promise<number> => Number((await last?.ref.data())?.[0]),
    destroy: (): void => {
      for (const array of [...factors, ...first, ...second, ...frozen, x, target, last]) array?.dispose();
      step.dispose();
    },
  };

  function widthOf(name: string): number {
    return name === "1.f2" ? 1536 : WIDTH;
  }
}
