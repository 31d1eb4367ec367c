/**
 * The size of a session's reads: no larger than its plan allows, nor than a device allows that can hold its
 * tensors.
 */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { largestTensor } from "../../../src/gpu/compile.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { NETWORK_NAMES } from "../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../../hosts/bundled.ts";

const small = { task: "mc", data: "random", rank: 2, observed: 0.5, galoreGap: 5, networks: NETWORK_NAMES };

it.each([
  ["many networks", { ...small, rows: 24, depth: 3 }],
  ["deep ones", { ...small, rows: 24, depth: 8, validation: 0.1 }],
  ["wide ones", { ...small, rows: 12, width: 40, depth: 4, networks: ["original", "yaras"] }],
  ["Adam", { ...small, rows: 24, optimizer: "adam", depth: 4 }],
  ["seeds together", { ...small, rows: 16, seeds: 5 }],
  ["sensing", { ...small, task: "ms", rows: 8, networks: ["original", "thin"] }],
])("%s", async (_name, fields) => {
  const { config } = MF_CODEC.repair(fields);
  const training = await buildTraining({ config: config, load: readBundled });
  const plan = planTraining(training);
  const executor = createCpuExecutor(plan.program);
  const lengths: number[] = [];
  const run = executor.run.bind(executor);
  executor.run = async (...call) => {
    const result = await run(...call);
    lengths.push(result.reads.reduce((sum, { length }) => sum + length, 0));
    return result;
  };
  const session = new Session(plan, executor);
  await session.problemPictures();
  for (const network of plan.models.keys()) {
    await session.advance(network, network === 0 ? HISTORY_CAPACITY : 10);
    await session.evaluate(network);
    for (const evaluation of plan.models[network]?.evaluations ?? []) await session.measure(evaluation);
    await session.spectraOf(await session.capture(network));
    await session.pictures(network);
    await session.factors(network, plan.batch - 1);
    await session.outerFactors(network);
  }
  await session.allEndToEnd();
  const { tensors } = await session.checkpoint();
  // All numbers come, although in parts.
  for (const { W } of plan.models)
    for (const { tensor, rows, cols } of W) expect(tensors[tensor]).toHaveLength(plan.batch * rows * cols);
  expect(Math.max(...lengths)).toBe(plan.readLength);
  const pictures = 3 * config.rows * config.cols;
  expect(4 * plan.readLength).toBeLessThanOrEqual(Math.max(largestTensor(plan.program), 4 * pictures));
  session.destroy();
});
