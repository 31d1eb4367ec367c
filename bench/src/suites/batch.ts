/**
 * Time per step and seed when B seeds train together, and how much faster the compressed network (r̂ = 6, d =
 * 256) is than our own original.
 */
import type { Suite } from "../engine.ts";
import { timeSteps } from "./own-steps.ts";

const DIMS = [16, 32, 64];
const BATCHES = [1, 2, 4, 8, 16, 32];

export const batch: Suite = async function* ({ own, setting }) {
  const dims = setting.sizes ?? (setting.quick ? [32] : DIMS);
  for (const { openExecutor, ...engine } of own)
    for (const network of ["original", "compressed"] as const)
      for (const d of dims) {
        // r̂ = 3 gives width 6 at every size, so that compression makes sense at d = 16.
        const settings = BATCHES.map((B) => ({ d, network, batch: B, rHat: 3 }));
        const timings = await timeSteps({ ...engine, openExecutor }, settings, setting);
        for (const [i, B] of BATCHES.entries()) {
          const { median, least, most } = timings[i] as (typeof timings)[number];
          const perSeed = (ms: number): number => (1e3 * ms) / B;
          yield {
            what: `batch ${network}, d = ${d}`,
            shape: `B = ${B}`,
            engine: engine.name,
            on: engine.on,
            value: perSeed(median),
            unit: "µs per step and seed",
            range: [perSeed(least), perSeed(most)],
          };
        }
      }
};

/** The compressed network's speed relative to the original's, both ours, measured in the same rounds. */
export const gain: Suite = async function* ({ own, setting }) {
  const dims = setting.sizes ?? [256];
  for (const engine of own)
    for (const d of dims) {
      const settings = (["original", "compressed"] as const).map((network) => ({ d, network, rHat: 6 }));
      const [original, compressed] = await timeSteps(engine, settings, setting);
      if (!original || !compressed) continue;
      yield {
        what: "gain of compression, r̂ = 6",
        shape: String(d),
        engine: engine.name,
        on: engine.on,
        value: original.median / compressed.median,
        unit: "× steps/s",
        note: `${(1e3 / original.median).toFixed(1)} → ${(1e3 / compressed.median).toFixed(1)} steps/s`,
      };
    }
};
