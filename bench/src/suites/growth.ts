/** The growth of a step's time: with d for both networks, and with the observed fraction p for the compressed one. */
import type { CompletionSetting } from "../../../src/jobs/benchmark/work.ts";
import type { Suite } from "../engine.ts";
import { timeSteps } from "./own-steps.ts";

const DIMS = [128, 256, 512, 1024];
const SHARES = [0.01, 0.03, 0.1, 0.3, 1];
const SHARES_AT = 512;

export const growth: Suite = async function* ({ own, setting }) {
  const { sizes = setting.quick ? DIMS.slice(0, 2) : DIMS, quick } = setting;
  const byShare = quick ? Math.max(...sizes) : SHARES_AT;
  for (const engine of own) {
    const all: [what: string, shape: string, setting: CompletionSetting][] = [
      ...sizes.map((d) => ["growth original", String(d), { d, network: "original" }] as const),
      ...sizes.map((d) => ["growth compressed", String(d), { d, network: "compressed" }] as const),
      ...SHARES.map((observed) => {
        const completion = { d: byShare, network: "compressed", observed } as const;
        return [`growth compressed in p, d = ${byShare}`, String(observed), completion] as const;
      }),
    ].map((entry) => [...entry]);
    const timings = await timeSteps(
      engine,
      all.map(([, , completion]) => completion),
      setting,
    );
    for (const [i, [what, shape]] of all.entries()) {
      const { median, least, most } = timings[i] as (typeof timings)[number];
      const { name, on } = engine;
      yield { what, shape, engine: name, on, value: median, unit: "ms per step", range: [least, most] };
    }
  }
};
