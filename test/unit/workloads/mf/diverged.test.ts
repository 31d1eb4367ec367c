/** The product of a diverged network is old but finite. Its pictures and singular values must not be shown. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { UNSEEN } from "../../../../src/workloads/mf/probes/colours.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../hosts/bundled.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";

it("a diverged network shows no numbers, although its product is finite", async () => {
  const { config } = MF_CODEC.repair({
    data: "random",
    rows: 8,
    rank: 1,
    rate: 3,
    epsilon: 0.5,
    networks: ["original"],
  });
  const session = cpuSession(await buildTraining({ config: config, load: readBundled }));
  const norm = async (): Promise<number> => Math.hypot(...(await session.endToEnd(0)).data);
  const seen = async () => {
    const { estimate, difference, values } = await session.pictures(0);
    const { endToEnd } = await session.spectraOf(await session.capture(0));
    const pixels = [estimate, difference].map(({ buffer }) => new Set(new Uint32Array(buffer)));
    return { pixels, values, endToEnd };
  };
  await session.advance(0, 1);
  const first = await seen();
  expect([...first.values, ...first.endToEnd].every(Number.isFinite)).toBe(true);
  for (let step = 0; step < 200 && (await norm()) < 1e4; step++) await session.advance(0, 1);
  expect(await norm()).toBeGreaterThan(1e4);
  const { pixels, values, endToEnd } = await seen();
  expect(pixels).toEqual([new Set([UNSEEN]), new Set([UNSEEN])]);
  expect(values).toEqual(new Float32Array(64).fill(NaN));
  expect(endToEnd).toEqual(Array.from({ length: 8 }, () => NaN));
});
