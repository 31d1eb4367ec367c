/** The claims for the page: the verdict on the run on the screen, and the dots of a record's picture. */
import { mean, type RunResult } from "../experiment/claims/claim.ts";
import { linkOfAll, type ClaimRecord } from "../experiment/claims/record.ts";
import { CLAIMS } from "../workloads/claims.ts";
import type { ModelNow } from "./state.ts";

export { figureRows } from "../workloads/paper-figures.ts";
export { CLAIMS };

/** The claim that a finished experiment tests by itself, and the verdict on it. */
export function judgedClaim(link: string, models: readonly ModelNow[]) {
  const claim = CLAIMS.find((one) => linkOfAll(one) === link);
  const [run] = claim?.runs ?? [];
  if (!claim || !run) return undefined;
  const { label, seeds } = run;
  if (models.some(({ progressBySeed }) => progressBySeed.length !== seeds.length)) return undefined;
  const results = seeds.map((seed, b): RunResult => ({
    label,
    seed,
    // A model that diverged has no result, because its last test came before it diverged.
    models: models.map(({ id, progress, progressBySeed }) => ({
      id,
      metrics: progress?.diverged
        ? {}
        : Object.fromEntries(
            Object.entries(progressBySeed[b]?.evaluated ?? {}).map(([metric, { value }]) => [metric, value]),
          ),
    })),
  }));
  return { claim, judgement: claim.judge(results) };
}

/** The metrics that a record's picture can show. The picture shows the first of them that the record has. */
const METRICS = [
  { id: "testError", name: "Relative test error", isFraction: false },
  { id: "testAccuracy", name: "Test accuracy", isFraction: true },
] as const;

export interface DotRow {
  /** The run's name. */
  readonly label: string;
  readonly model: string;
  /** One value per seed. */
  readonly values: readonly number[];
  readonly mean: number;
}

/** The last test of every model in each run, seed by seed. Undefined if the record has none. */
export function dotsOf({ results }: ClaimRecord) {
  const labels = [...new Set(results.map(({ label }) => label))];
  const metric = METRICS.find(({ id }) =>
    results.some(({ models }) => models.some(({ metrics }) => typeof metrics[id] === "number")),
  );
  if (!metric) return undefined;
  const rows = labels.flatMap((label) => {
    const runs = results.filter((result) => result.label === label);
    return (runs[0]?.models ?? []).map(({ id }): DotRow => {
      const values = runs.flatMap(
        ({ models }) => models.find((model) => model.id === id)?.metrics[metric.id] ?? [],
      );
      return { label, model: id, values, mean: mean(values) };
    });
  });
  return { metric, rows };
}
