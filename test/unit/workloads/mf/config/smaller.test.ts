/**
 * The nearest size that a device can run. The test compares it with the plan, whose largest tensor is what a
 * device may refuse.
 */
import { expect, it } from "vitest";
import { readUserFile } from "../../../../../src/workloads/mf/user-file.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { largestTensor } from "../../../../../src/gpu/compile.ts";
import { planTraining } from "../../../../../src/workloads/mf/plan/plan.ts";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { smallerToFit } from "../../../../../src/workloads/mf/config/smaller.ts";
import type { Experiment } from "../../../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../../../../hosts/bundled.ts";

const of = (link: string): Experiment => MF_CODEC.decode(`v=2&${link}`).config;
const bytesOf = async (experiment: Experiment): Promise<number> =>
  largestTensor(planTraining(await buildTraining({ config: experiment, load: readBundled })).program);

it.each([
  ["the target and square factors", "data=random&d=160&r=2", 40_000],
  ["another shape", "data=random&task=mf&d=128&n=200&r=2&L=4", 50_000],
  ["a width of its own", "data=random&d=64&r=2&width=150", 40_000],
  ["a photograph", "d=160&nets=thin", 40_000],
  ["measurements", "data=random&task=ms&d=24&r=1&nets=original", 40_000],
])("fits, and is the largest that does: %s", async (_, link, limit) => {
  const experiment = of(link);
  const needed = await bytesOf(experiment);
  expect(needed).toBeGreaterThan(limit);
  const smaller = smallerToFit(experiment, limit / needed) as Experiment;
  expect(await bytesOf(smaller)).toBeLessThanOrEqual(limit);
  const larger = smallerToFit(experiment, (1.4 * limit) / needed) as Experiment;
  expect(larger.rows).toBeGreaterThan(smaller.rows);
  expect(await bytesOf(larger)).toBeGreaterThan(limit);
});

it("keeps the rest of the experiment, and shapes in proportion", () => {
  const smaller = smallerToFit(of("data=random&d=128&n=256&r=3&width=512&rhat=7&seed=5"), 0.25);
  expect(smaller).toMatchObject({ rows: 64, cols: 128, width: 256, rank: 3, rHat: 7, seed: 5 });
});

it.each([
  // 900 measurements cannot determine 2,048 × 2,048 entries of rank 2. The usual number for the new size can.
  ["d=2048&N=900", { rows: 237, measurements: 4720 }],
  // A chosen number keeps its ratio to the degrees of freedom.
  ["d=512&N=65536", { rows: 128, measurements: 16_288 }],
])("keeps sensing solvable: %s", (link, expected) => {
  const experiment = of(`data=random&task=ms&r=2&nets=thin&${link}`);
  const { measurements, rows, cols } = experiment;
  expect(smallerToFit(experiment, 2 ** 28 / (measurements * rows * cols))).toMatchObject(expected);
});

it("averages an own file, and takes the same part of it", async () => {
  const line = Array.from({ length: 96 }, (_, j) => j).join(",");
  const bytes = new TextEncoder().encode(Array.from({ length: 130 }, () => line).join("\n"));
  const file = await readUserFile("mine.csv", bytes);
  const experiment = of(`data=file&file=${file.checksum}&crop=2,0,128,96&d=128&n=96&nets=original`);
  const smaller = smallerToFit(experiment, 0.25) as Experiment;
  expect(smaller).toMatchObject({ rows: 64, cols: 48, file: file.checksum, crop: [2, 0, 128, 96] });
  const tensor = async (one: Experiment): Promise<number> =>
    largestTensor(
      planTraining(await buildTraining({ config: one, load: readBundled, seeds: [0], file })).program,
    );
  expect(await tensor(smaller)).toBe((await tensor(experiment)) / 4);
});

it("offers nothing where the size is not to be chosen, or where nothing would fit", () => {
  expect(smallerToFit(of("data=airports"), 0.5)).toBeUndefined();
  expect(smallerToFit(of("data=random&d=16"), 1e-6)).toBeUndefined();
});
