/**
 * Trains all runs of a claim about named metrics and judges them. Until the claim's record exists,
 * `<id>.runs.jsonl` holds one line for each finished run, as in a sweep. An interrupted run keeps its state
 * beside that file.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { verdictWord } from "../../experiment/claims/claim.ts";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import type { RunConfig } from "../../training/plan.ts";
import type { MetricClaim, MetricRecord, MetricRun } from "../../experiment/claims/metric-claim.ts";
import type { BackendChoice, RunReport } from "../../library/api.ts";
import { writeWhole } from "../output.ts";
import { duration } from "../run/progress.ts";
import { readLines, shortHash, SweepFile } from "../sweep/sweep-file.ts";
import { train } from "../run/train.ts";
import { cliWorkload } from "../workloads.ts";
import { engineName } from "../../jobs/claims/open-session.ts";
import { Interrupted } from "./run-claim.ts";
import { readRecord } from "./store.ts";

interface Order {
  readonly backend: BackendChoice;
  readonly out: string | undefined;
  /** Reports by link, so that claims with the same runs train them only once. */
  readonly made: Map<string, RunReport>;
}

const metricConfig = ({ workload }: MetricClaim, run: MetricRun, seed: number): RunConfig =>
  cliWorkload(workload).codec.repair({ ...run.fields, seed }).config;

/** Links of all runs, one for each seed of each run. */
const metricLinks = (claim: MetricClaim): string[] =>
  claim.runs.flatMap((run) =>
    run.seeds.map((seed) => cliWorkload(claim.workload).codec.encode(metricConfig(claim, run, seed))),
  );

/** Whether a record matches the claim's current runs and criterion. */
export const isRecordOf = (record: MetricRecord, claim: MetricClaim): boolean =>
  record.schema === 2 &&
  record.criterion === claim.criterion &&
  JSON.stringify(record.settings) === JSON.stringify(metricLinks(claim));

export async function runMetricClaim(
  claim: MetricClaim,
  { backend, out, made }: Order,
  interrupted: () => boolean,
): Promise<MetricRecord> {
  const say = (text: string): void => void process.stderr.write(`${claim.id}: ${text}\n`);
  const path = out === undefined ? undefined : join(out, claim.id);
  const before = out === undefined ? undefined : await readRecord<MetricRecord>(out, claim.id);
  if (before && isRecordOf(before, claim)) {
    say(`${before.verdict}, from ${before.date}`);
    return before;
  }
  const startedAt = performance.now();
  const kept = path === undefined ? undefined : new SweepFile(`${path}.runs.jsonl`, say);
  await kept?.open();
  for await (const { link, report } of kept ? readLines(kept.path) : []) made.set(link, report);
  const runs = claim.runs.flatMap((run) => run.seeds.map((seed) => ({ run, seed })));
  const links = metricLinks(claim);
  let engine = "";
  const results = [];
  for (const [i, { run, seed }] of runs.entries()) {
    const link = links[i] as string;
    const report = made.get(link) ?? (await makeRun(run, seed, link));
    made.set(link, report);
    engine = engineName(report.adapter);
    results.push({ label: run.label, seed, models: report.models });
  }
  const judgement = claim.judge(results);
  const seconds = (performance.now() - startedAt) / 1e3;
  const record: MetricRecord = {
    schema: 2,
    id: claim.id,
    workload: claim.workload,
    ours: judgement.ours,
    verdict: verdictWord(judgement),
    criterion: claim.criterion,
    settings: links,
    date: new Date().toISOString().slice(0, 10),
    engine,
    seconds: Number(seconds.toFixed(1)),
    results: results.map(({ label, seed, models }) => ({
      label,
      seed,
      models: models.map(({ id, metrics, best, bestStep }) => ({ id, metrics, best, bestStep })),
    })),
  };
  if (path !== undefined) {
    await writeWhole(`${path}.json`, `${JSON.stringify(record)}\n`);
    await rm(`${path}.runs.jsonl`, { force: true });
  }
  say(`${record.verdict} in ${duration(seconds)}: ${record.ours}`);
  return record;

  async function makeRun(run: MetricRun, seed: number, link: string): Promise<RunReport> {
    if (interrupted()) throw new Interrupted();
    const trained = await train(metricConfig(claim, run, seed), {
      backend,
      label: `${claim.id}, ${run.label}, seed ${seed}`,
      ...(path === undefined ? {} : { statePath: `${path}.${shortHash(link)}.state.bin` }),
    });
    const { report } = trained;
    const line: SweepLine = { link, varied: { run: run.label, seed: String(seed) }, report };
    if (report.stopReason !== "interrupted") await kept?.append(line);
    if ((await trained.conclude()) || report.stopReason === "interrupted") throw new Interrupted();
    return report;
  }
}
