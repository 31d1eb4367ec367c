/**
 * Measures how the time of a step grows with d, the observed fraction p, the depth L and the number of seeds B, for
 * both networks.
 */
import type { CompletionSetting } from "../../../src/jobs/benchmark/work.ts";
import type { Suite, SuiteSetting } from "../engine.ts";
import { timeSteps } from "./own-steps.ts";

interface Curve {
  readonly along: string;
  readonly shapes: readonly number[];
  readonly settingOf: (shape: number) => Omit<CompletionSetting, "network">;
}

function curvesOf({ quick, sizes }: SuiteSetting): Curve[] {
  const dims = sizes ?? (quick ? [64, 128, 256, 512] : [64, 128, 256, 512, 1024, 2048]);
  const [atFraction, atDepth] = quick ? [256, 128] : [512, 256];
  return [
    { along: "d", shapes: dims, settingOf: (d) => ({ d }) },
    {
      along: `p, d = ${atFraction}`,
      shapes: [0.01, 0.03, 0.1, 0.3, 1],
      settingOf: (observed) => ({ d: atFraction, observed }),
    },
    { along: `L, d = ${atDepth}`, shapes: [2, 3, 4, 6, 8], settingOf: (depth) => ({ d: atDepth, depth }) },
    { along: "B, d = 64", shapes: [1, 2, 4, 8, 16, 32], settingOf: (batch) => ({ d: 64, batch }) },
  ];
}

export const growth: Suite = async function* ({ own, setting }) {
  for (const engine of own)
    for (const { along, shapes, settingOf } of curvesOf(setting))
      for (const network of ["original", "compressed"] as const) {
        const settings = shapes.map((shape) => ({ ...settingOf(shape), network }));
        const timings = await timeSteps(engine, settings, setting);
        for (const [i, { median, least, most, flops }] of timings.entries())
          yield {
            what: `growth ${network} in ${along}`,
            shape: String(shapes[i]),
            engine: engine.name,
            on: engine.on,
            value: median,
            unit: "ms per step",
            range: [least, most],
            flops,
          };
      }
};
