/** Gradient descent on ‖BA − Δ‖²/2 with one column B and one row A of two numbers each. */
export type Pair = readonly [number, number];

interface AdapterStep {
  readonly A: Pair;
  readonly B: Pair;
  readonly dA: Pair;
  readonly dB: Pair;
  /** BA, by rows. */
  readonly product: readonly [Pair, Pair];
}

const DELTA: readonly [Pair, Pair] = [
  [1, 0],
  [0.5, 0],
];
const ETA = 0.5;

export function adapterSteps(A0: Pair, B0: Pair, steps: number): AdapterStep[] {
  const all: AdapterStep[] = [];
  let [A, B] = [A0, B0];
  for (let step = 0; step <= steps; step++) {
    const product = B.map((b) => A.map((a) => b * a)) as unknown as [Pair, Pair];
    const D = product.map((line, i) => line.map((value, j) => value - (DELTA[i]?.[j] ?? 0)));
    const at = (i: number, j: number): number => D[i]?.[j] ?? 0;
    const dA: Pair = [B[0] * at(0, 0) + B[1] * at(1, 0), B[0] * at(0, 1) + B[1] * at(1, 1)];
    const dB: Pair = [at(0, 0) * A[0] + at(0, 1) * A[1], at(1, 0) * A[0] + at(1, 1) * A[1]];
    all.push({ A, B, dA, dB, product });
    [A, B] = [
      [A[0] - ETA * dA[0], A[1] - ETA * dA[1]],
      [B[0] - ETA * dB[0], B[1] - ETA * dB[1]],
    ];
  }
  return all;
}
