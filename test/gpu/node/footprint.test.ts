/** The predicted memory of a plan is within 10 % of the memory requested from the device. */
import { afterAll, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { getGpu } from "#gpu-host";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { HISTORY_CAPACITY } from "../../../src/training/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { openDevice } from "../../../src/gpu/device.ts";
import { createGpuExecutor } from "../../../src/gpu/gpu-executor.ts";
import { NETWORK_NAMES } from "../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { countingGpu } from "../../hosts/counting-gpu.ts";

const counting = countingGpu(getGpu());
const opened = openDevice(counting.gpu);
afterAll(async () => (await opened).device.destroy());

const completion = { task: "mc", data: "random", rank: 2, observed: 0.4, galoreGap: 1000 };
const each = NETWORK_NAMES.flatMap((id) =>
  [16, 64].map((rows) => [`${id}, d = ${rows}`, { ...completion, rows, networks: [id] }, 1] as const),
);
const settings: readonly (readonly [name: string, fields: Record<string, unknown>, seeds: number])[] = [
  ...each,
  [
    "networks that share scratch memory",
    { ...completion, rows: 16, networks: ["original", "yaras", "galore"] },
    1,
  ],
  ["original, d = 128", { ...completion, rows: 128, networks: ["original"] }, 1],
  ["compressed, d = 128", { ...completion, rows: 128, networks: ["yaras"] }, 1],
  ["four seeds", { ...completion, rows: 16, networks: ["original", "yaras"] }, 4],
  ["Adam, 40 × 24", { ...completion, rows: 40, cols: 24, optimizer: "adam", networks: ["original"] }, 1],
  ["sensing", { task: "ms", data: "random", rank: 2, rows: 16, networks: ["original", "yaras"] }, 1],
  [
    "sensing, four seeds",
    { task: "ms", data: "random", rank: 2, rows: 12, measurements: 90, networks: ["thin"] },
    4,
  ],
];

it.each(settings)("%s: within 10 %%", async (_name, fields, seeds) => {
  const { config } = MF_CODEC.repair(fields);
  const training = await buildTraining({
    config: config,
    load: readBundled,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
  });
  const plan = planTraining(training);
  const { device } = await opened;
  const session = new Session(plan, await createGpuExecutor(device, plan.program));
  try {
    // Everything that a run reads: errors, spectra, pictures, factors, checkpoints.
    for (const network of plan.models.keys()) {
      await session.advance(network, config.rows > 32 ? 20 : HISTORY_CAPACITY);
      await session.spectraOf(await session.capture(network));
      await Promise.all([session.advance(network, 20), session.pictures(network)]);
      await session.factors(network);
    }
    await session.allEndToEnd();
    await session.problemPictures();
    await session.checkpoint();
    const asked = counting.liveBytes();
    expect(asked / plan.byteLength).toBeGreaterThan(0.9);
    expect(asked / plan.byteLength).toBeLessThan(1.1);
  } finally {
    session.destroy();
  }
  expect(counting.liveBytes()).toBe(0);
});
