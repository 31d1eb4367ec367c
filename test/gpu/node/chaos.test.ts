/** Faults in any order while the playground trains on WebGPU must change nothing but the time. */
import { getGpu } from "#gpu-host";
import { expect, test } from "vitest";
import { problemsOf, walk } from "../../hosts/chaos.ts";

/** Without LONG, each of the eleven faults strikes once. */
const FAULTS = import.meta.env["LONG"] ? 1000 : 11;

test(`${FAULTS} faults on WebGPU`, { timeout: 600_000 + 20_000 * FAULTS }, async () => {
  const seen = await walk(getGpu(), FAULTS, 1);
  console.log(seen.faults, `${seen.step} steps`);
  expect(problemsOf(seen, FAULTS)).toEqual([]);
});
