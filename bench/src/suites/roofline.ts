/** The measurement of the page's Benchmark view: our engine, compared with this device's roofline. */
import { benchmark, DEFAULT_BENCHMARK } from "../../../src/jobs/benchmark/benchmark.ts";
import type { Suite } from "../engine.ts";

const QUICK = { sizes: [128, 256], dims: [64, 128] };
const FULL = { sizes: [128, 256, 512, 1024], dims: [64, 128, 256, 512] };

export const roofline: Suite = async function* ({ own, setting }) {
  const { rounds, roundMs, quick, sizes } = setting;
  const shapes = sizes ? { sizes, dims: sizes } : quick ? QUICK : FULL;
  for (const { name, on, openExecutor, tune } of own) {
    const rows = benchmark(openExecutor, { ...DEFAULT_BENCHMARK, ...shapes, rounds, roundMs }, tune);
    for await (const row of rows)
      yield { ...row, what: "reached", shape: `${row.what}, ${row.shape}`, engine: name, on };
  }
};
