/** Spectra of updates against the singular values of ΔW itself. */
import { expect, test } from "vitest";
import { mapElements, type Matrix } from "../../../../src/math/matrix.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { singularValues } from "../../../../src/math/svd.ts";
import { deltaOf, type Adaptation, type Factor } from "../../../../src/models/parametrizations/adapted.ts";
import { spectrumOf } from "../../../../src/workloads/finetune/probes.ts";

const random = randomStream(1, "test");
const factor = (name: string, rows: number, cols: number): Factor => ({
  name,
  runs: [gaussian(random, rows, cols)],
  rateScale: 1,
});
const lora = [factor("A", 3, 12), factor("B", 10, 3)];
const CASES: Readonly<Record<string, Adaptation>> = {
  dense: { kind: "dense" },
  "one term": { kind: "terms", terms: [{ scale: 0.5, factors: lora, trained: true }] },
  "a term less its start": {
    kind: "terms",
    terms: [
      { scale: 0.5, factors: lora, trained: true },
      { scale: -0.5, factors: lora, trained: false },
    ],
  },
  "three factors": {
    kind: "terms",
    terms: [
      { scale: 1, factors: [factor("W1", 4, 12), factor("W2", 4, 4), factor("W3", 10, 4)], trained: true },
    ],
  },
  "an edit of the input": { kind: "input", scale: 2, phi: factor("phi", 3, 12), psi: factor("psi", 3, 12) },
};

test.each(Object.entries(CASES))("%s", (_name, adaptation) => {
  const base = gaussian(random, 10, 12);
  const moved = new Map<string, Matrix>();
  const present = (name: string): Matrix => {
    const factors =
      adaptation.kind === "terms"
        ? adaptation.terms.flatMap((term) => term.factors)
        : adaptation.kind === "input"
          ? [adaptation.phi, adaptation.psi]
          : [];
    const start = factors.find((one) => one.name === name)?.runs[0] ?? base;
    const value = moved.get(name) ?? mapElements(start, (entry) => entry + 0.1 * random.normal());
    moved.set(name, value);
    return value;
  };
  const wanted = singularValues(deltaOf(adaptation, base, 0, present));
  const found = spectrumOf(adaptation, base, present);
  expect(found.length).toBeGreaterThanOrEqual(3);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] as number, 10));
  for (const rest of wanted.slice(found.length)) expect(rest).toBeLessThan(1e-10);
});

test("nothing is seen of an encoder that is frozen, or not yet moved", () => {
  const base = gaussian(random, 10, 12);
  expect(spectrumOf({ kind: "none" }, base, () => base)).toEqual([]);
  expect(spectrumOf({ kind: "dense" }, base, () => base)).toEqual([]);
});
