/** A second workload for tests: y = X Wᵀ, trained on mini-batches, with an error on held-out samples. */
import type { Fields } from "../../../src/experiment/fields.ts";
import { gather_rows } from "../../../src/kernels/nn/gather_rows.ts";
import { loss_history } from "../../../src/kernels/loss/loss_history.ts";
import { codecOf } from "../../../src/experiment/codec.ts";
import { ProgramBuilder, type MatrixRef } from "../../../src/models/builder.ts";
import { PlannedRates } from "../../../src/models/update.ts";
import { footprintOf } from "../../../src/gpu/compile.ts";
import { partialCount, residual_any } from "../../../src/kernels/loss/residual.ts";
import { randomStream } from "../../../src/math/random.ts";
import { batchOrder } from "../../../src/training/mini-batches.ts";
import type { Rate } from "../../../src/training/rates.ts";
import {
  HISTORY_CAPACITY,
  listEvaluation,
  type BaseConfig,
  type StepInput,
} from "../../../src/training/plan.ts";
import type { Workload } from "../../../src/workloads/workload.ts";

export interface RegressionConfig extends BaseConfig {
  readonly id: "regression";
  readonly size: number;
  readonly rate: number;
}

interface Samples {
  readonly X: Float64Array;
  readonly y: Float64Array;
  readonly count: number;
}

interface Built {
  readonly config: RegressionConfig;
  readonly seeds: readonly number[];
  readonly train: Samples;
  readonly heldOut: Samples;
}

const [SAMPLES, HELD_OUT, INPUTS, OUTPUTS] = [96, 32, 8, 4];

/** Draws the samples of a part. Both parts follow the same function, whose weights come from their own stream. */
function samples(part: string, count: number): Samples {
  const [random, weights] = [randomStream(0, part), randomStream(0, "weights")];
  const W = Float64Array.from({ length: OUTPUTS * INPUTS }, () => weights.normal());
  const X = Float64Array.from({ length: count * INPUTS }, () => random.normal());
  const y = Float64Array.from({ length: count * OUTPUTS }, (_, i) => {
    const [sample, output] = [Math.floor(i / OUTPUTS), i % OUTPUTS];
    let sum = 0;
    for (let j = 0; j < INPUTS; j++)
      sum += (X[sample * INPUTS + j] as number) * (W[output * INPUTS + j] as number);
    return sum;
  });
  return { X, y, count };
}

const rateOf = ({ rate, steps }: RegressionConfig): Rate => ({
  eta: rate,
  weightDecay: 0,
  schedule: { kind: "constant", warmUp: 0, lastStep: steps },
});

const whole = {
  kind: "integer",
  min: () => 0,
  max: () => 1e6,
  because: "whole",
  ends: "",
  help: "",
} as const;
const real = { ...whole, kind: "real" } as const;

export const REGRESSION_FIELDS: Fields<RegressionConfig> = {
  id: {
    key: "id",
    kind: "choice",
    options: ["regression"],
    label: "Kind",
    help: "",
    fallback: () => "regression",
  },
  size: {
    ...whole,
    key: "size",
    label: "Mini-batch",
    min: () => 1,
    max: () => SAMPLES,
    fallback: () => 16,
  },
  rate: { ...real, key: "eta", label: "Rate", isLive: true, fallback: () => 0.05 },
  steps: { ...whole, key: "T", label: "Steps", fallback: () => 200 },
  stop: { key: "stop", kind: "choice", options: ["none"], label: "Stop", help: "", fallback: () => "none" },
  stopError: { ...real, key: "below", label: "Below", fallback: () => 0.1 },
  seconds: { ...real, key: "secs", label: "Seconds", fallback: () => 0 },
  seed: { ...whole, key: "seed", label: "Seed", fallback: () => 0 },
  seeds: { ...whole, key: "B", label: "Runs", min: () => 1, fallback: () => 1 },
};

export const regression: Workload<RegressionConfig, Built> = {
  id: "regression",
  label: "Linear regression",
  build: ({ config, seeds }) =>
    Promise.resolve({
      config,
      seeds,
      train: samples("train", SAMPLES),
      heldOut: samples("held out", HELD_OUT),
    }),
  plan: ({ config, seeds, train, heldOut }) => {
    const program = new ProgramBuilder(seeds.length);
    const { batch } = program;
    const all = (values: Float64Array) => seeds.map(() => values);
    const scales = (name: string, count: number): string =>
      program.tensor({ name, length: batch, initial: seeds.map(() => 1 / count) });
    const W = program.matrix("model/W", OUTPUTS, INPUTS);
    const step = program.tensor({ name: "model/step", type: "u32", length: batch });
    const history = program.tensor({ name: "model/history", length: HISTORY_CAPACITY * batch * 2 });
    const rates = new PlannedRates(program, "model", step, rateOf(config));
    const orders = seeds.map((seed) => batchOrder(seed, train.count, config.size));
    const input: StepInput = {
      tensor: program.tensor({ name: "order", type: "u32", length: HISTORY_CAPACITY * batch * config.size }),
      capacity: HISTORY_CAPACITY,
      perStep: batch * config.size,
      fill: (t, values) => orders.forEach((of, b) => values.set(of(t), b * config.size)),
    };
    const shared = (name: string, values: Float64Array): string =>
      program.tensor({ name, length: values.length, initial: values });
    const [allX, allY] = [shared("X", train.X), shared("y", train.y)];
    const gather = (source: string, out: MatrixRef): void =>
      program.dispatch(
        gather_rows,
        `gather ${source}`,
        { rows: out.rows, cols: out.cols, batch, capacity: HISTORY_CAPACITY },
        {},
        [source, input.tensor, step, out.tensor],
      );
    /** Computes f = X Wᵀ and its residual, and records the sums of squares. */
    const forward = (part: string, X: MatrixRef, y: MatrixRef) => {
      const f = program.matrix(`${part}/f`, X.rows, OUTPUTS);
      const D = program.matrix(`${part}/D`, X.rows, OUTPUTS);
      const count = X.rows * OUTPUTS;
      const partials = program.tensor({ name: `${part}/partials`, length: batch * partialCount(count) * 2 });
      const scale = scales(`${part}/scales`, X.rows);
      return {
        D,
        run: (counter: string, to: string, capacity: number, advance: boolean): void => {
          program.matmul(`${part}/forward`, X, W, f, { transposeB: true });
          program.dispatch(
            residual_any,
            `${part}/residual`,
            { count, batch, partial_count: partialCount(count) },
            {},
            [f.tensor, y.tensor, y.tensor, scale, D.tensor, partials],
          );
          const counts = { train_count: partialCount(count), recovery_count: partialCount(count) };
          const tensors = [partials, partials, counter, to];
          program.dispatch(
            loss_history,
            `${part}/history`,
            { ...counts, capacity, batch },
            { ADVANCE: Number(advance) },
            tensors,
          );
        },
      };
    };
    const X = program.matrix("batch/X", config.size, INPUTS);
    const y = program.matrix("batch/y", config.size, OUTPUTS);
    const training = forward("batch", X, y);
    for (const [list, advance] of [
      ["model/evaluate", false],
      ["model/step", true],
    ] as const) {
      program.list(list);
      gather(allX, X);
      gather(allY, y);
      training.run(step, history, HISTORY_CAPACITY, advance);
      if (advance)
        program.matmul("model/gradient", training.D, X, W, { transposeA: true, rates: rates.descent(1) });
    }
    const apart = forward(
      "held out",
      program.matrix("held out/X", heldOut.count, INPUTS, all(heldOut.X)),
      program.matrix("held out/y", heldOut.count, OUTPUTS, all(heldOut.y)),
    );
    const looked = program.tensor({ name: "held out/sums", length: batch * 2 });
    const still = program.tensor({ name: "held out/counter", type: "u32", length: batch });
    program.list("model/held out");
    apart.run(still, looked, 1, false);
    program.list("nothing");
    const error = { better: "lower", scale: "log" } as const;
    const mean = (count: number) => (sum: number) => sum / (count * OUTPUTS);
    const built = program.build();
    const readLength = HISTORY_CAPACITY * batch * 2;
    const parameters = OUTPUTS * INPUTS;
    return {
      program: built,
      batch,
      readLength,
      byteLength: footprintOf(built, readLength),
      models: [
        {
          id: "model",
          label: "Linear model",
          step: "model/step",
          evaluate: "model/evaluate",
          history,
          counter: step,
          metrics: [
            { id: "loss", label: "Loss", ...error, value: mean(config.size) },
            { id: "sum", label: "Sum of squares", ...error },
          ],
          headline: "heldOut",
          evaluations: [
            listEvaluation(
              { every: 20, last: config.steps },
              [
                { id: "heldOut", label: "Held-out error", ...error, value: mean(heldOut.count) },
                { id: "heldOutSum", label: "Held-out sum", ...error },
              ],
              "model/held out",
              looked,
            ),
          ],
          state: [step, W.tensor],
          rate: rateOf(config),
          rates: rates.slots,
          inputs: [input],
          cost: {
            parameters,
            trainedParameters: parameters,
            flopsPerStep: program.flopsOf("model/step") / batch,
            bytesPerStep: program.bytesOf("model/step") / batch,
            byteLength: program.bytesHeld("model/"),
          },
        },
      ],
    };
  },
  rates: (_built, config) => [rateOf(config)],
  probes: () => [
    {
      budget: { fraction: 0.1, intervalMs: 50 },
      inTurn: true,
      measure: async ({ run }) => ({
        weights: Array.from((await run("nothing", [{ tensor: "model/W" }]))[0] ?? []),
      }),
    },
  ],
  describe: () => ({ samples: SAMPLES }),
};

export const REGRESSION_CODEC = codecOf<RegressionConfig>("regression", REGRESSION_FIELDS);
