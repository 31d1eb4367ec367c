/** Follows one golden trajectory on a session and compares all of its outputs. */
import { expect } from "vitest";
import type { Session } from "../../src/workloads/mf/session.ts";
import { frobeniusNorm, fromRows, subtract, sumOfSquares } from "../../src/math/matrix.ts";
import { errorNorms } from "../../src/workloads/mf/data/problem.ts";
import { goldenTraining, type GoldenCase } from "./cases.ts";

export interface Tolerance {
  /** Tolerance of the end-to-end matrix and the singular values, relative to ‖Φ‖. */
  readonly matrix: number;
  /** Relative tolerance of losses, as squared errors. */
  readonly loss: number;
  /**
   * Tolerance relative to the target: how much an error changes when f is rounded, however small the error
   * is.
   */
  readonly rounding: number;
  /** Tolerance relative to the largest gradient norm of the layer's trajectory. */
  readonly gradient: number;
}

export async function followGolden(
  golden: GoldenCase,
  session: Session,
  tolerance: Tolerance,
): Promise<void> {
  const [problem] = goldenTraining(golden).problems;
  if (!problem) throw new Error("a golden case has a problem");
  const norm = frobeniusNorm(problem.target);
  const norms = errorNorms(problem);
  const [network] = session.plan.models;
  const learning = (network?.G ?? []).flatMap((gradient, l) => (gradient ? [l] : []));
  let step = 0;
  for (const output of golden.outputs) {
    if (output.step > step) await session.advance(0, output.step - step);
    const { train = [], recovery = [] } = (await session.evaluate(0)).columns;
    const trainSum = (train[0] ?? NaN) ** 2 * norms.train;
    const at = `${golden.name} at step ${output.step}`;
    /** Unsquared errors, relative to the target. */
    const same = (error: number, wanted: number, relative: number, what: string): void =>
      expect(Math.abs(error - wanted), `${what}, ${at}`).toBeLessThan(relative * wanted + tolerance.rounding);
    const lossOfZero = 0.5 * problem.lossScale * norms.train;
    const ofLoss = (loss: number): number => Math.sqrt(loss / lossOfZero);
    same(ofLoss(0.5 * problem.lossScale * trainSum), ofLoss(output.loss), tolerance.loss / 2, "loss");
    same(train[0] ?? NaN, Math.sqrt(output.rel_masked), tolerance.loss / 2, "train");
    same(recovery[0] ?? NaN, output.rel_err, tolerance.loss, "recovery");

    const difference = subtract(await session.endToEnd(0), fromRows(output.e2e));
    expect(frobeniusNorm(difference) / norm, `f, ${at}`).toBeLessThan(tolerance.matrix);

    const { layers } = await session.spectraOf(await session.capture(0));
    expect(layers.length).toBe(output.singular_values.length);
    output.singular_values.forEach((sigma, l) =>
      sigma.forEach((value, i) =>
        expect(
          Math.abs((layers[l]?.[i] ?? NaN) - value) / norm,
          `σ${i + 1} of W[${l + 1}], ${at}`,
        ).toBeLessThan(tolerance.matrix),
      ),
    );

    await session.advance(0, 1);
    step = output.step + 1;
    const gradients = await session.gradients(0);
    expect(gradients.length).toBe(learning.length);
    learning.forEach((l, i) => {
      const wanted = output.grad_norms[l] ?? NaN;
      const largest = Math.max(...golden.outputs.map(({ grad_norms }) => grad_norms[l] ?? 0));
      const found = Math.sqrt(sumOfSquares(gradients[i] ?? fromRows([])));
      expect(Math.abs(found - wanted) / largest, `‖G[${l + 1}]‖, ${at}`).toBeLessThan(tolerance.gradient);
    });
  }
}
