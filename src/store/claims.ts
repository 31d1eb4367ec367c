/**
 * The claims about digits, fine-tuning and federated fine-tuning for the page: links that run them, and the
 * verdict on the run on the screen.
 */
import type { Judgement } from "../experiment/claims/claim.ts";
import type { RunConfig } from "../training/plan.ts";
import type { MetricClaim, MetricRecord, MetricRun } from "../experiment/claims/metric-claim.ts";
import { METRIC_CLAIMS } from "../workloads/claims.ts";
import { codecFor } from "../workloads/codecs.ts";
import type { ModelNow } from "./state.ts";

export { METRIC_CLAIMS };
export { CLAIMS } from "../workloads/mf/claims/claims.ts";
export type { MetricClaim, MetricRecord };

/** A claim's run as one experiment: all seeds train together. If a workload cannot do that, the first seed trains. */
const togetherOf = ({ workload }: Pick<MetricClaim, "workload">, { fields, seeds }: MetricRun): RunConfig =>
  codecFor(workload).repair({ ...fields, seed: seeds[0], seeds: seeds.length }).config;

export const claimLink = (claim: Pick<MetricClaim, "workload">, run: MetricRun): string =>
  codecFor(claim.workload).encode(togetherOf(claim, run));

/** Whether the page can judge the claim: it trains all seeds of one run together. */
export const isJudgedHere = (claim: MetricClaim): boolean =>
  claim.runs.length === 1 && togetherOf(claim, runOf(claim)).seeds === runOf(claim).seeds.length;

/** The claim that a finished experiment tests by itself, and the verdict on it. */
export function judgedClaim(
  link: string,
  models: readonly ModelNow[],
): { readonly claim: MetricClaim; readonly judgement: Judgement } | undefined {
  const claim = METRIC_CLAIMS.find((one) => isJudgedHere(one) && claimLink(one, runOf(one)) === link);
  if (!claim) return undefined;
  const { label, seeds } = runOf(claim);
  if (models.some(({ progressBySeed }) => progressBySeed.length !== seeds.length)) return undefined;
  const results = seeds.map((seed, b) => ({
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

const runOf = ({ runs }: MetricClaim): MetricRun => runs[0] as MetricRun;

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
export function dotsOf({
  results,
}: MetricRecord):
  { readonly metric: (typeof METRICS)[number]; readonly rows: readonly DotRow[] } | undefined {
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
      return {
        label,
        model: id,
        values,
        mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      };
    });
  });
  return { metric, rows };
}
