/** Shows in numbers the first steps of an adapter with a column B and a row A, from B = 0 or from A = B = 0. */
import { useState } from "react";

const STARTS = {
  lora: { name: "B = 0, A random", A: [0.6, 0.8] as Pair },
  zero: { name: "B = 0 and A = 0", A: [0, 0] as Pair },
} as const;
const STEPS = 8;

export function FirstSteps() {
  const [start, choose] = useState<keyof typeof STARTS>("lora");
  const [step, setStep] = useState(0);
  const now = adapterSteps(STARTS[start].A, [0, 0], STEPS)[step];
  if (!now) return null;
  return (
    <figure className="lesson-figure adapter-steps" aria-label="The first steps of an adapter">
      <div className="row">
        {(Object.keys(STARTS) as (keyof typeof STARTS)[]).map((id) => (
          <button
            key={id}
            type="button"
            aria-pressed={start === id}
            onClick={() => {
              choose(id);
              setStep(0);
            }}
          >
            {STARTS[id].name}
          </button>
        ))}
        <button type="button" className="primary" disabled={step === STEPS} onClick={() => setStep(step + 1)}>
          One step
        </button>
      </div>
      <table>
        <tbody>
          <Row name="A" values={now.A} change={now.dA} />
          <Row name="B" values={now.B} change={now.dB} />
          <Row name="BA" values={now.product.flat()} />
        </tbody>
      </table>
      <figcaption role="status">
        Step {step}. The target of BA is (1, 0; 0.5, 0), the learning rate 0.5. BA is written row by row.
      </figcaption>
    </figure>
  );
}

const digits = (value: number): string => value.toFixed(2).replace("-", "−");

function Row({
  name,
  values,
  change,
}: {
  readonly name: string;
  readonly values: readonly number[];
  readonly change?: readonly number[];
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td colSpan={change ? 1 : 2}>{values.map(digits).join("  ")}</td>
      {change && <td>gradient {change.map(digits).join("  ")}</td>}
    </tr>
  );
}

/** Gradient descent on ‖BA − Δ‖²/2 with one column B and one row A of two numbers each. */
type Pair = readonly [number, number];

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
