/** Products of square matrices: A·B (nn), Aᵀ·B (tn) and A·Bᵀ (nt), in GFLOP/s. */
import { operandsOf } from "../../../src/jobs/benchmark/work.ts";
import { multiply, transpose } from "../../../src/math/matrix.ts";
import type { Suite } from "../engine.ts";
import { compare } from "./ready.ts";

const SIZES = [128, 256, 512, 1024];
const FORMS = [
  { name: "nn", transposeA: false, transposeB: false },
  { name: "tn", transposeA: true, transposeB: false },
  { name: "nt", transposeA: false, transposeB: true },
];
/** Largest permitted error relative to the largest entry: ten times the error of float32 sums of this length. */
const TOLERANCE = 1e-4;

export const matmul: Suite = async function* (context) {
  const { sizes = context.setting.quick ? SIZES.slice(0, 3) : SIZES } = context.setting;
  for (const n of sizes)
    for (const { name, transposeA, transposeB } of FORMS) {
      const product = { m: n, n, k: n, transposeA, transposeB };
      const { a, b } = operandsOf(product);
      const expected = multiply(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b).data;
      yield* compare(context, {
        what: `matmul ${name}`,
        shape: String(n),
        unit: "GFLOP/s",
        start: (engine) => engine.multiplier?.(product, a, b),
        check: async (candidate) => {
          await candidate.run(1);
          const error = relativeError(await candidate.result(), expected);
          return error < TOLERANCE ? undefined : `wrong: relative error ${error.toExponential(1)}`;
        },
        value: (ms) => (2 * n ** 3) / ms / 1e6,
      });
    }
};

/** Largest error, relative to the largest entry. A NaN makes it infinite. */
function relativeError(values: ArrayLike<number>, expected: Float64Array): number {
  let error = 0;
  let largest = 0;
  expected.forEach((truth, i) => {
    const difference = Math.abs((values[i] ?? Number.NaN) - truth);
    error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
    largest = Math.max(largest, Math.abs(truth));
  });
  return error / largest;
}
