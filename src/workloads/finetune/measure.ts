/** Measures the updates of a claim's run: their ranks, and how their leading directions turn. */
import type { ClaimRun } from "../../experiment/claims/claim.ts";
import { EngineError } from "../../core/errors.ts";
import { columns, frobeniusNorm, multiply, transpose, type Matrix } from "../../math/matrix.ts";
import { qr } from "../../math/qr.ts";
import { svd } from "../../math/svd.ts";
import type { ModelSession } from "../../training/session.ts";
import type { Measuring } from "../workload.ts";
import { LEAST_SIGMA, numericalRank } from "./adapter.ts";
import type { LabBuilt } from "./built.ts";
import type { LabConfig } from "./config.ts";
import { planLab } from "./plan.ts";
import { updateOf } from "./probes.ts";

/** A singular value counts if it is above this fraction of the first. */
const COUNTS = 1e-2;

/** Undefined for a claim without a probe. */
export function measureUpdates(
  { probe }: ClaimRun,
  { steps }: LabConfig,
  built: LabBuilt,
  session: ModelSession,
): Measuring | undefined {
  if (!probe) return undefined;
  const { models } = planLab(built);
  /** The leading right singular vector of each update at each probe; undefined while nothing is trained. */
  const directions = new Map<string, Map<number, Matrix | undefined>>();
  let hasStart = false;
  return {
    facts: {},
    probe: async (step) => {
      if (step > 0 && !hasStart)
        throw new EngineError("foreign-state", "The directions before the interruption were not kept.");
      hasStart = true;
      const values: Record<string, number> = { step };
      for (const model of models)
        for (const [name, adaptation] of model.adaptations) {
          const update = await updateOf(built, model, name, adaptation, (requests) =>
            session.read("nothing", requests),
          );
          const isTrained = update && (update.sigma[0] ?? 0) >= LEAST_SIGMA;
          const id = `${model.id} ${name}`;
          values[`${id} rank`] = isTrained ? numericalRank(update.sigma, COUNTS) : 0;
          const known = directions.get(id) ?? new Map<number, Matrix | undefined>();
          directions.set(id, known.set(step, isTrained ? leadingRight(update) : undefined));
        }
      return step === steps ? { ...values, ...turned(directions, steps) } : values;
    },
  };
}

/** The leading right singular vector of B A, as a column. */
function leadingRight({ B, A }: { readonly B: Matrix; readonly A: Matrix }): Matrix {
  const right = qr(transpose(A));
  const { v } = svd(multiply(qr(B).r, transpose(right.r)));
  return multiply(right.q, columns(v, 0, 1));
}

/**
 * For each method and probe, “<method> cosine <step>”: the cosine between the update's leading right direction and its
 * last one, as the mean over the matrices that were trained by then.
 */
function turned(
  directions: ReadonlyMap<string, ReadonlyMap<number, Matrix | undefined>>,
  last: number,
): Record<string, number> {
  const cosines = new Map<string, number[]>();
  for (const [id, known] of directions) {
    const end = known.get(last);
    for (const [step, v] of known) {
      const name = `${id.slice(0, id.indexOf(" "))} cosine ${step}`;
      const found = cosines.get(name) ?? [];
      cosines.set(name, found);
      if (v && end) found.push(frobeniusNorm(multiply(transpose(v), end)));
    }
  }
  return Object.fromEntries(
    [...cosines]
      .filter(([, found]) => found.length > 0)
      .map(([name, found]) => [name, found.reduce((sum, value) => sum + value, 0) / found.length]),
  );
}
