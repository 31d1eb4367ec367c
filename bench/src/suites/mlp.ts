/**
 * Steps per second of a classifier 784-256-256-10: plain, with a deep linear block inserted, and with a
 * compressed block. Then the time of the main exhibit, digits-same-rate, with these three networks.
 */
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { randomStream } from "../../../src/math/random.ts";
import { ModelSession } from "../../../src/training/session.ts";
import {
  buildMlp,
  type Built,
  type Classification,
  type Samples,
} from "../../../src/workloads/digits/build.ts";
import { ARM_LABELS, mlpConfig } from "../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../src/workloads/digits/plan.ts";
import type { Row, Suite, SuiteContext } from "../engine.ts";
import { trainAndTest } from "./own-steps.ts";
import { compare } from "./ready.ts";

const ARMS = ["plain", "dln", "cdln"] as const;
const BATCH = 100;
/** Number of steps before losses are compared. */
const CHECKED = 5;
const TOLERANCE = 1e-3;

export const mlp: Suite = async function* (context) {
  for (const arm of ARMS) {
    // The pool has as many samples as a mini-batch, so the peers need no new mini-batch at each step. Our
    // engine still gathers one.
    const config = mlpConfig({ size: "full", arms: [arm], samples: BATCH, batch: BATCH, steps: 1_000_000 });
    const built = await buildMlp(config, pictures(28, BATCH, 1));
    const expected = await lossInFloat64(built, CHECKED);
    yield* compare(context, {
      what: "classifier",
      shape: ARM_LABELS[arm],
      unit: "steps/s",
      start: (engine) => engine.classifier?.(built),
      check: async (candidate) => {
        await candidate.run(CHECKED);
        const error = Math.abs((await candidate.loss()) / expected - 1);
        return error < TOLERANCE
          ? undefined
          : `wrong: the loss has a relative error of ${error.toExponential(1)}`;
      },
      value: (ms) => 1e3 / ms,
    });
  }
  yield* exhibit(context);
};

/** The whole run of digits-same-rate from its data, for one seed. Its time does not depend on the pictures. */
async function* exhibit({ own, setting: { quick } }: SuiteContext): AsyncGenerator<Row> {
  const config = mlpConfig({ arms: ARMS, steps: quick ? 20 : 400 });
  const data = pictures(14, 8000, 2000);
  for (const { name, on, openExecutor } of own) {
    const startedAt = performance.now();
    const plan = planMlp(await buildMlp(config, data));
    const session = new ModelSession(plan, await openExecutor(plan.program));
    await trainAndTest(session, config.steps);
    const seconds = (performance.now() - startedAt) / 1e3;
    session.destroy();
    yield {
      what: "main exhibit, from the data to the last test",
      shape: `Plain, DLN and C-DLN, ${config.steps} steps`,
      engine: name,
      on,
      value: seconds,
      unit: "s",
    };
  }
}

/** Random pictures of `side` × `side` pixels. */
function pictures(side: number, train: number, test: number): Classification {
  const random = randomStream(0, "pictures");
  const [features, classes] = [side * side, 10];
  const samples = (count: number): Samples => ({
    inputs: Float32Array.from({ length: count * features }, () => random.uniform()),
    labels: Uint32Array.from({ length: count }, () => random.integer(classes)),
  });
  return { features, classes, train: samples(train), test: samples(test) };
}

/** The mean loss before the last of `steps` steps. */
async function lossInFloat64(built: Built, steps: number): Promise<number> {
  const plan = planMlp(built);
  const session = new ModelSession(plan, createCpuExecutor(plan.program));
  const { columns } = await session.advance(0, steps);
  session.destroy();
  return columns["loss"]?.at(-1) ?? Number.NaN;
}
