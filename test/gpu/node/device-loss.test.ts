/**
 * The device may be lost at any moment: training continues from the last checkpoint on a new device, and no device
 * or buffer is left behind.
 */
import { getGpu } from "#gpu-host";
import { expect, test } from "vitest";
import { loseDevices } from "../../hosts/training/losses.ts";

const LOSSES = import.meta.env["LONG"] ? 50 : 5;

test(
  `${LOSSES} devices lost at random moments change nothing but time`,
  { timeout: 600_000 + 20_000 * LOSSES },
  async () => {
    const seen = await loseDevices(getGpu(), LOSSES, 1);
    expect(seen.errors).toEqual([]);
    expect(seen.resumed).toBe(LOSSES);
    console.log(
      `${LOSSES} losses, at most ${Math.round(seen.longestMs)} ms until training went on; ${seen.liveBuffers} buffers, ${seen.buffersOfOne} of one run`,
    );
    expect([...seen.backends]).toEqual(["webgpu"]);
    expect(seen.liveDevices).toBe(1);
    // Reads of other lengths need other staging buffers.
    expect(seen.liveBuffers).toBeLessThan(seen.buffersOfOne + 8);
    for (const [id, curve] of seen.undisturbed) {
      expect(curve.length).toBeGreaterThan(100);
      expect(seen.disturbed.get(id)).toEqual(curve);
    }
  },
);
