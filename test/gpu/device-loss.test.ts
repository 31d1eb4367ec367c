/** The device goes away at any moment: training goes on from the last snapshot, on a new one or on the CPU, and nothing leaks. */
import { getGpu } from "#gpu-host";
import { expect, test } from "vitest";
import { loseDevices } from "../hosts/losses.ts";

test("five devices lost at random moments change nothing but time", { timeout: 60_000 }, async () => {
  const seen = await loseDevices(getGpu(), 5, 1);
  expect(seen.errors).toEqual([]);
  expect(seen.resumed).toBe(5);
  expect([...seen.backends]).toEqual(["webgpu"]);
  expect(seen.liveDevices).toBe(1);
  // Reads of other lengths have staging buffers of their own.
  expect(seen.liveBuffers).toBeLessThan(seen.buffersOfOne + 8);
  for (const [id, curve] of seen.undisturbed) {
    expect(curve.length).toBeGreaterThan(100);
    expect(seen.disturbed.get(id)).toEqual(curve);
  }
});
