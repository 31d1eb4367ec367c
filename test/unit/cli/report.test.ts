/** docs/reproduction.md and the gallery's records must match the current claims, and each other. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reportOf } from "../../../src/cli/reproduce/report.ts";
import { configOf, verdictOf, type Claim, type ClaimRun } from "../../../src/experiment/claims/claim.ts";
import { isOf, runsOf, settingsOf, type ClaimRecord } from "../../../src/experiment/claims/record.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import { figureRows } from "../../../src/workloads/paper-figures.ts";
import type { Problem } from "../../../src/workloads/mf/data/problem.ts";
import { runNorms, type RunNorms } from "../../../src/workloads/mf/entries.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import { readBundled } from "../../hosts/bundled.ts";

const fileOf = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const textOf = (path: string): string => readFileSync(fileOf(path), "utf8");
const recordOf = ({ id }: Pick<Claim, "id">): ClaimRecord =>
  JSON.parse(textOf(`public/data/claims/${id}.json`)) as ClaimRecord;
/** Their criteria are written, and their runs are still to be made. */
const NOT_RUN: readonly string[] = [];
const isRecorded = ({ id }: Pick<Claim, "id">): boolean => !NOT_RUN.includes(id);
const RECORDED = CLAIMS.filter(isRecorded);
const reportNow = (of: (claim: Pick<Claim, "id">) => ClaimRecord = recordOf): string =>
  reportOf(CLAIMS, (claim) => (isRecorded(claim) ? of(claim) : undefined));

/** Judges of these claims need norms of the target. The norms follow from the settings, so the records leave them out. */
const NEED_NORMS = ["burer-monteiro", "depth", "kwon-depth", "kwon-error"];

async function judgedAgain(claim: Claim, record: ClaimRecord) {
  const facts = new Map<number, RunNorms>();
  const [run] = NEED_NORMS.includes(claim.id) ? runsOf(claim, record.size) : [];
  for (const seed of run?.seeds ?? []) {
    const config = configOf(claim, run as ClaimRun, seed) as Experiment;
    const { problems } = await buildTraining({ config, load: readBundled });
    facts.set(seed, runNorms(problems[0] as Problem));
  }
  return verdictOf(
    claim,
    record.results.map((result) => ({ ...result, facts: { ...facts.get(result.seed) } })),
  );
}

describe("the records", () => {
  it.each(RECORDED.map((claim) => [claim.id, claim] as const))("%s is of the current claim", (id, claim) => {
    const record = recordOf(claim);
    const { criterion } = claim;
    expect(record).toMatchObject({ schema: 3, id, size: "scaled", criterion });
    expect(isOf(record, claim, runsOf(claim, "scaled")), "the recorded settings").toBe(true);
    if (!record.full) return;
    expect(record.full).toMatchObject({ id, size: "full", criterion });
    expect(isOf(record.full, claim, runsOf(claim, "full")), "the recorded settings of the full size").toBe(
      true,
    );
  });

  // The records leave probed values out, so only a new run can judge the other claims.
  const unprobed = RECORDED.filter(({ runs }) => !runs.some(({ probe }) => probe));
  it.each(unprobed.map((claim) => [claim.id, claim] as const))(
    "%s: figures and verdict follow from the recorded results",
    async (_id, claim) => {
      const { full, ...record } = recordOf(claim);
      for (const one of [record, ...(full ? [full] : [])])
        expect(await judgedAgain(claim, one)).toEqual({
          ours: one.ours,
          verdict: one.verdict,
          ...(one.undecided ? { undecided: one.undecided } : {}),
        });
    },
  );

  it.each([
    ["narrow-vs-compressed", "many samples, r̂ = r"],
    ["completion-path", "many samples, r̂ = 2r"],
  ])("a note of %s has the steps of the baselines’ record", (id, label) => {
    const steps = recordOf({ id: "completion-baselines" }).results.flatMap(({ models, ...result }) =>
      result.label === label
        ? [models.find((model) => model.id === "yaras")?.metrics["to_1e-3"]?.toLocaleString("en")]
        : [],
    );
    const notes = CLAIMS.find((claim) => claim.id === id)?.notes?.join(" ");
    expect(steps).toHaveLength(3);
    expect(notes).toContain(`needed ${steps[0]}, ${steps[1]} and ${steps[2]} steps`);
  });

  it("are missing for no claim but those that are still to be run", () => {
    const missing = CLAIMS.filter(({ id }) => !existsSync(fileOf(`public/data/claims/${id}.json`)));
    expect(missing.map(({ id }) => id)).toEqual(NOT_RUN);
  });

  it("do not count as those of other settings", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "theorem");
    if (!claim) throw new Error("theorem is a claim");
    const other = runsOf(claim, "scaled").map((run) => ({ ...run, fields: { ...run.fields, steps: 51 } }));
    expect(isOf(recordOf(claim), claim, other)).toBe(false);
    expect(isOf({ ...recordOf(claim), criterion: "another" }, claim, runsOf(claim, "scaled"))).toBe(false);
    expect(isOf({ ...recordOf(claim), settings: settingsOf(claim, other) }, claim, other)).toBe(true);
  });
});

describe("docs/reproduction.md", () => {
  it("is what the records give", () => {
    expect(textOf("docs/reproduction.md"), "dmf reproduce --report --out public/data/claims").toBe(
      reportNow(),
    );
  });

  it("names the undecided cases of the records", () => {
    const [first, second, third] = CLAIMS as [Claim, Claim, Claim];
    const undecided = new Map([
      [first.id, ["a", "b"]],
      [second.id, ["c"]],
    ]);
    const of = (found: ReadonlyMap<string, readonly string[]>): string =>
      reportOf([first, second, third], (claim) => {
        const { undecided: _, ...record } = recordOf(claim);
        const own = found.get(claim.id);
        return { ...record, ...(own ? { undecided: own } : {}) };
      });
    expect(of(undecided)).toContain(`the case is undecided: a, b of \`${first.id}\`; c of \`${second.id}\`.`);
    expect(of(new Map())).toContain("the case is undecided: there is none.");
  });

  it("has every figure of a record", () => {
    const report = reportNow((claim) => ({ ...recordOf(claim), ours: `figures of ${claim.id}` }));
    for (const { id } of RECORDED) expect(report).toContain(`figures of ${id} `);
  });

  it("gives the state of each figure and table, by claims that exist", () => {
    const rows = figureRows(CLAIMS, (id) => (isRecorded({ id }) ? recordOf({ id }) : undefined));
    const of = (figure: string) => rows.find((row) => row.figure.startsWith(figure));
    expect(of("fig_equiv_traj_L2")).toMatchObject({
      covered: "at the notebook’s size; surrogate",
      claims: [{ id: "equal-path", verdict: "pass" }, { id: "path-components" }],
    });
    expect(of("error_plot_ml100k")?.covered).toBe("needs your file");
    expect(of("glue_fewshot")?.covered).toMatch(/^no: /);
    expect(figureRows(CLAIMS, () => undefined)[0]?.claims[0]?.verdict).toBe("not run");
  });

  it("says what is not run", () => {
    expect(reportOf(CLAIMS.slice(0, 1), () => undefined)).toContain("Not run.");
  });
});
