/**
 * Compares a whole training step, all gradients, and then 50 steps (in Chromium 10) with float64, for every problem,
 * network and optimizer. Longer paths: golden.test.ts, theorem.test.ts.
 */
import { HOST } from "#gpu-host";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { afterAll, describe, expect, it } from "vitest";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { NETWORK_NAMES } from "../../../src/workloads/mf/config/fields.ts";
import { frobeniusNorm, subtract } from "../../../src/math/matrix.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { advanceBy, closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";

afterAll(closeTestDevice);

const STEPS = HOST === "node" ? 50 : 10;

// GaLore refreshes its projection only once here. Later, near-equal singular values of a gradient let
// rounding choose another subspace, and the paths separate. test/golden (p11) compares refreshes with
// float64.
// Alternating minimization has no gradients and does not support sensing, so it has its own setting.
const BY_GRADIENTS = NETWORK_NAMES.filter((id) => id !== "altmin");
const base = { galoreGap: 1000, data: "random", rows: 24, rank: 2, epsilon: 0.2, networks: BY_GRADIENTS };
const settings: readonly [name: string, fields: Record<string, unknown>][] = [
  // On factorization, the spectral start is the target itself.
  [
    "factorization",
    {
      ...base,
      task: "mf",
      gamma: 0,
      networks: BY_GRADIENTS.filter((id) => id !== "spectral" && id !== "scaledGd"),
    },
  ],
  ["completion", { ...base, task: "mc", observed: 0.6 }],
  ["completion, 23 × 17, width 29", { ...base, task: "mc", rows: 23, cols: 17, width: 29, observed: 0.7 }],
  ["sensing", { ...base, task: "ms", rows: 12, cols: 10, measurements: 90 }],
  ["depth 5", { ...base, task: "mc", depth: 5, epsilon: 0.5 }],
  ["heavy ball with weight decay", { ...base, task: "mc", optimizer: "momentum", weightDecay: 0.01 }],
  ["Adam", { ...base, task: "mc", optimizer: "adam", rate: 0.01 }],
  // GaLore is left out: RMSprop scales the near-zero entries of a projected gradient to full steps.
  [
    "RMSprop",
    {
      ...base,
      task: "mc",
      optimizer: "rmsprop",
      rate: 0.001,
      networks: BY_GRADIENTS.filter((id) => id !== "galore"),
    },
  ],
  [
    "noise, a mask by rows, a uniform start",
    { ...base, task: "mc", noise: 0.2, mask: "rows", start: "uniform" },
  ],
  [
    "a different number of observed entries for each seed, 23 × 17",
    { ...base, task: "mc", rows: 23, cols: 17, mask: "uniform", observed: 0.7 },
  ],
  ["the Law's mean", { ...base, task: "mc", loss: "lawMean", spectrum: "gaussian", rate: 4, rows: 16 }],
  // At the rate of photographs, ScaledGD is near its limit: rounding in its weak directions grows.
  [
    "a photograph",
    { data: "alpine", rows: 32, rank: 4, networks: BY_GRADIENTS.filter((id) => id !== "scaledGd") },
  ],
  ["alternating minimization", { ...base, task: "mc", observed: 0.6, ridge: 1e-3, networks: ["altmin"] }],
];

describe.each(settings)("%s", (_name, fields) => {
  it(`has the gradients of one step and the path of ${STEPS} steps, for two seeds at once`, async () => {
    const { config, repairs } = MF_CODEC.repair(fields);
    expect(repairs).toEqual([]);
    const training = await buildTraining({ config: config, load: readBundled, seeds: [1, 2] });
    const cpu = cpuSession(training, { keepGradients: true });
    const keeping = await gpuSession(training, { keepGradients: true });
    // As in training, plain descent happens in the products that compute the gradients.
    const gpu = await gpuSession(training);
    for (const [network, id] of config.networks.entries()) {
      const first = [await advanceBy(cpu, network, 1), await advanceBy(gpu, network, 1)] as const;
      await advanceBy(keeping, network, 1);
      const norm = frobeniusNorm(
        training.problems[0]?.target ?? { rows: 0, cols: 0, data: new Float64Array() },
      );
      for (const b of [0, 1]) {
        const wanted = await cpu.gradients(network, b);
        const found = await keeping.gradients(network, b);
        expect(found.length).toBe(wanted.length);
        expect(found.length > 1).toBe(id !== "altmin");
        wanted.forEach((G, l) => {
          const size = frobeniusNorm(G);
          expect(size).toBeGreaterThan(0);
          expect(frobeniusNorm(subtract(found[l] ?? G, G)) / size, `${id} G ${l} of seed ${b}`).toBeLessThan(
            1e-5,
          );
        });
      }
      const rest = [
        await advanceBy(cpu, network, STEPS - 1),
        await advanceBy(gpu, network, STEPS - 1),
      ] as const;
      for (const key of ["train", "recovery"] as const) {
        const wanted = [...first[0][key], ...rest[0][key]];
        const found = [...first[1][key], ...rest[1][key]];
        expect(found).toHaveLength(2 * STEPS);
        // 1e-4 of the loss, plus the 1e-5 of ‖Φ‖ by which f itself may differ.
        found.forEach((value, i) => {
          const expected = wanted[i] ?? NaN;
          const allowed = 1e-4 * expected + 1e-5;
          expect(Math.abs(value - expected), `${id} ${key} at step ${i >> 1}`).toBeLessThan(allowed);
        });
      }
      await cpu.evaluate(network);
      await gpu.evaluate(network);
      for (const b of [0, 1]) {
        const difference = subtract(await gpu.endToEnd(network, b), await cpu.endToEnd(network, b));
        expect(frobeniusNorm(difference) / norm, `${id} f of seed ${b}`).toBeLessThan(1e-5);
      }
    }
    for (const session of [cpu, keeping, gpu]) session.destroy();
  });
});
