/** Faults in any order while the playground trains on the CPU must change nothing but the time. */
import { expect, test } from "vitest";
import { problemsOf, walk } from "../../hosts/chaos.ts";

const FAULTS = Number(process.env["CHAOS_FAULTS"] ?? (process.env["LONG"] ? 10_000 : 30));
const SEED = Number(process.env["CHAOS_SEED"] ?? 1);

test(`${FAULTS} faults on the CPU, seed ${SEED}`, { timeout: 600_000 + 20_000 * FAULTS }, async () => {
  const seen = await walk(undefined, FAULTS, SEED);
  console.log(seen.faults, `${seen.step} steps`);
  expect(problemsOf(seen, FAULTS)).toEqual([]);
});
