/** docs/reproduction.md and the gallery's records must match the current claims, and each other. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reportOf } from "../../../src/cli/reproduce/report.ts";
import { isRecordOf } from "../../../src/cli/reproduce/run-metric-claim.ts";
import {
  runExperiment,
  verdictOf,
  verdictWord,
  type Claim,
  type ClaimRun,
  type ClaimText,
  type RunResult,
} from "../../../src/experiment/claims/claim.ts";
import type { MetricClaim, MetricRecord } from "../../../src/experiment/claims/metric-claim.ts";
import { METRIC_CLAIMS } from "../../../src/workloads/claims.ts";
import { CLAIMS } from "../../../src/workloads/mf/claims/claims.ts";
import { isOf, runsOf, type ClaimRecord, type RecordText } from "../../../src/experiment/claims/record.ts";
import type { Problem } from "../../../src/workloads/mf/data/problem.ts";
import { runNorms } from "../../../src/workloads/mf/entries.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { readBundled } from "../../hosts/bundled.ts";

const fileOf = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const textOf = (path: string): string => readFileSync(fileOf(path), "utf8");
const recordOf = ({ id }: ClaimText): RecordText =>
  JSON.parse(textOf(`public/data/claims/${id}.json`)) as RecordText;
const ALL: readonly (Claim | MetricClaim)[] = [...CLAIMS, ...METRIC_CLAIMS];

/** Judges of these claims need norms of the target. The norms follow from the settings, so the records leave them out. */
const NEED_NORMS = ["burer-monteiro", "depth", "kwon-depth", "kwon-error"];
const NO_NORMS = { count: NaN, squares: NaN };

async function judgedAgain(claim: Claim, record: ClaimRecord) {
  const norms = new Map<number, Pick<RunResult, "entries" | "recoveryRms">>();
  const [run] = NEED_NORMS.includes(claim.id) ? runsOf(claim, record.size) : [];
  for (const seed of run?.seeds ?? []) {
    const { problems } = await buildTraining({
      config: runExperiment(run as ClaimRun, seed),
      load: readBundled,
    });
    norms.set(seed, runNorms(problems[0] as Problem));
  }
  const unknown = { entries: { all: NO_NORMS, seen: NO_NORMS }, recoveryRms: NaN };
  return verdictOf(
    claim,
    record.results.map((result) => ({ ...result, ...(norms.get(result.seed) ?? unknown), values: {} })),
  );
}

describe("the records", () => {
  it.each(CLAIMS.map((claim) => [claim.id, claim] as const))("%s is of the current claim", (id, claim) => {
    const record = recordOf(claim) as ClaimRecord;
    const { criterion } = claim;
    expect(record).toMatchObject({ schema: 1, id, size: "scaled", criterion });
    expect(isOf(record, runsOf(claim, "scaled")), "the recorded settings").toBe(true);
    if (!record.full) return;
    expect(record.full).toMatchObject({ id, size: "full", criterion });
    expect(isOf(record.full, runsOf(claim, "full")), "the recorded settings of the full size").toBe(true);
  });

  // The records leave probed values out, so only a new run can judge the other claims.
  const unprobed = CLAIMS.filter(({ runs }) => !runs.some(({ probe }) => probe));
  it.each(unprobed.map((claim) => [claim.id, claim] as const))(
    "%s: figures and verdict follow from the recorded results",
    async (_id, claim) => {
      const { full, ...record } = recordOf(claim) as ClaimRecord;
      for (const one of [record, ...(full ? [full] : [])])
        expect(await judgedAgain(claim, one)).toEqual({ ours: one.ours, verdict: one.verdict });
    },
  );

  it.each(METRIC_CLAIMS.map((claim) => [claim.id, claim] as const))(
    "%s is of the current claim, and its verdict follows from its figures",
    (id, claim) => {
      const record = recordOf(claim) as MetricRecord;
      expect(record.id).toBe(id);
      expect(isRecordOf(record, claim)).toBe(true);
      const judged = claim.judge(record.results);
      expect([record.ours, record.verdict]).toEqual([judged.ours, verdictWord(judged)]);
    },
  );

  it("do not count as those of other settings", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "theorem");
    if (!claim) throw new Error("theorem is a claim");
    const other = runsOf(claim, "scaled").map((run) => ({ ...run, fields: { ...run.fields, steps: 51 } }));
    expect(isOf(recordOf(claim) as ClaimRecord, other)).toBe(false);
  });
});

describe("docs/reproduction.md", () => {
  it("is what the records give", () => {
    expect(textOf("docs/reproduction.md"), "dmf reproduce --report --out public/data/claims").toBe(
      reportOf(ALL, recordOf),
    );
  });

  it("has every figure of a record", () => {
    const report = reportOf(CLAIMS, (claim) => ({ ...recordOf(claim), ours: `figures of ${claim.id}` }));
    for (const { id } of CLAIMS) expect(report).toContain(`figures of ${id} `);
  });

  it("says what is not run", () => {
    expect(reportOf(CLAIMS.slice(0, 1), () => undefined)).toContain("Not run.");
  });
});
