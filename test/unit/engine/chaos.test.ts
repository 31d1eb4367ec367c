/** Faults in any order while the playground trains on the CPU change nothing but time. */
import { expect, test } from "vitest";
import { walk } from "../../hosts/chaos.ts";

const FAULTS = Number(process.env["CHAOS_FAULTS"] ?? (process.env["LONG"] ? 10_000 : 100));
const SEED = Number(process.env["CHAOS_SEED"] ?? 1);

test(`${FAULTS} faults on the CPU, seed ${SEED}`, { timeout: 60_000 + 2000 * FAULTS }, async () => {
  const seen = await walk(undefined, FAULTS, SEED);
  console.log(seen.faults, `${seen.step} steps`);
  expect(seen.broken).toEqual([]);
  expect([...seen.faults.values()].reduce((sum, one) => sum + one, 0)).toBe(FAULTS);
  for (const [id, curve] of seen.undisturbed)
    expect(seen.disturbed.get(id)?.slice(0, curve.length), id).toEqual(curve);
});
