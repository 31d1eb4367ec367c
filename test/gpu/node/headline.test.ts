/**
 * Tests the page's central claim on preset mc-d64 with seeds 0 … 7, which were fixed beforehand and train
 * together. The compressed network needs about as many steps as the original, and the GPU's step counts are within
 * 1 % of float64's, which are recorded. Float64 counts again for the first seed or, with LONG=1, for all seeds.
 */
import { afterAll, describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { followProgress, NO_PROGRESS } from "../../../src/training/progress.ts";
import type { Session } from "../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { PRESETS } from "../../../src/workloads/mf/presets.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { advanceBy, closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";
import recorded from "../../fixtures/mc-d64-float64.json" with { type: "json" };
import { readBundled } from "../../hosts/bundled.ts";
import { followed } from "../../hosts/errors.ts";

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const NETWORKS = ["original", "yaras", "thin"] as const;
const STEPS = 1000;
/** The seeds for which float64 counts again. */
const COUNTED = import.meta.env["LONG"] ? SEEDS : SEEDS.slice(0, 1);

afterAll(closeTestDevice);

/** `iterationsTo` 1e-3 for each network and seed. */
async function iterations(session: Session, seeds: readonly number[]): Promise<number[][]> {
  const counts: number[][] = [];
  for (const network of NETWORKS.keys()) {
    const { train, recovery } = await advanceBy(session, network, STEPS);
    counts.push(
      seeds.map((_, b) => {
        const ofSeed = (values: number[]) => values.filter((_value, i) => i % seeds.length === b);
        const progress = followProgress(NO_PROGRESS, followed(), 0, {
          train: ofSeed(train),
          recovery: ofSeed(recovery),
        });
        return progress.iterationsTo["1e-3"] ?? NaN;
      }),
    );
  }
  session.destroy();
  return counts;
}

const preset = PRESETS.find(({ id }) => id === "mc-d64");
const { config } = MF_CODEC.repair({ ...preset?.fields, networks: NETWORKS });

describe("mc-d64, seeds 0–7", () => {
  it("float64 counts as recorded", async () => {
    const training = await buildTraining({ config: config, load: readBundled, seeds: COUNTED });
    const found = await iterations(cpuSession(training), COUNTED);
    expect(found).toEqual(NETWORKS.map((id) => recorded[id].slice(0, COUNTED.length)));
  });

  it("on the GPU each count is within 1 % of float64’s, and the compressed network keeps up with the original", async () => {
    const training = await buildTraining({ config: config, load: readBundled, seeds: SEEDS });
    const found = await iterations(await gpuSession(training), SEEDS);
    const table = NETWORKS.map(
      (id, i) => `${id}: GPU ${found[i]?.join(" ")} | float64 ${recorded[id].join(" ")}`,
    );
    console.info(table.join("\n"));

    for (const i of NETWORKS.keys())
      SEEDS.forEach((seed) => {
        const [gpu, cpu] = [found[i]?.[seed] ?? NaN, recorded[NETWORKS[i] as "original"][seed] ?? NaN];
        expect(
          Math.abs(gpu / cpu - 1),
          `${NETWORKS[i]}, seed ${seed}: ${gpu} against ${cpu}`,
        ).toBeLessThanOrEqual(0.01);
      });
    const [original = [], yaras = [], thin = []] = found;
    SEEDS.forEach((seed) => {
      const ratio = (steps: number[]) => (steps[seed] ?? NaN) / (original[seed] ?? NaN);
      expect(ratio(yaras)).toBeGreaterThanOrEqual(0.95);
      expect(ratio(yaras)).toBeLessThanOrEqual(1.08);
      expect(ratio(thin)).toBeGreaterThanOrEqual(0.99);
      expect(ratio(thin)).toBeLessThanOrEqual(1.02);
    });
    const sorted = original.toSorted((a, b) => a - b);
    const median = ((sorted[3] ?? NaN) + (sorted[4] ?? NaN)) / 2;
    expect(median).toBeGreaterThanOrEqual(700);
    expect(median).toBeLessThanOrEqual(950);
  });
});
