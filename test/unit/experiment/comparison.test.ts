/**
 * Claims that the page can run as a comparison. Their criteria must be able to judge what the page measures:
 * errors only, with one seed.
 */
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verdictWord, type RunResult, type Verdict } from "../../../src/experiment/claims/claim.ts";
import { MAX_ARMS } from "../../../src/experiment/claims/limits.ts";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import {
  comparisonOf,
  linkOfAll,
  seedsOf,
  whyNotInChart,
  type Arm,
} from "../../../src/experiment/claims/comparison.ts";
import type { ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { encodeLink } from "../../../src/workloads/mf/config/link.ts";
import { runNorms } from "../../../src/workloads/mf/entries.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import type { Problem } from "../../../src/workloads/mf/data/problem.ts";
import { armPinId, MAX_PINS } from "../../../src/store/pins/pins.ts";
import { readBundled } from "../../hosts/bundled.ts";

const COMPARED = [
  "depth",
  "width",
  "narrow-vs-compressed",
  "completion-path",
  "kwon-mc",
  "kwon-mf",
  "kwon-ms",
  "kwon-depth",
  "kwon-alpha",
  "kwon-2x",
  "depth-fair",
  "completion-baselines",
  "independent",
];
/** Claims that a single seed judges differently: the recorded verdict is for three or four seeds. */
const OF_ONE_SEED: Readonly<Record<string, Verdict>> = { "kwon-alpha": "fails", "depth-fair": "pass" };
const comparisons = CLAIMS.flatMap((claim) => comparisonOf(claim) ?? []);
const recordOf = (id: string): ClaimRecord =>
  JSON.parse(readFileSync(`public/data/claims/${id}.json`, "utf8")) as ClaimRecord;

it("runs these claims; of every other it says why not", () => {
  expect(comparisons.map(({ claim }) => claim.id)).toEqual(COMPARED);
  for (const claim of CLAIMS.filter(({ id }) => !COMPARED.includes(id)))
    expect(whyNotInChart(claim) ?? "").toMatch(linkOfAll(claim) === undefined ? /^[A-Z].*\.$/ : /^$/);
  const theorem = CLAIMS.find(({ id }) => id === "theorem");
  expect(theorem && whyNotInChart(theorem)).toContain("The page draws the same under “Why”");
});

describe.each(comparisons)("$claim.id", ({ claim, arms }) => {
  it("has all runs as arms, each with a label and settings of its own, and a pin for each but the last", () => {
    expect(arms.map(({ run }) => run)).toEqual(claim.runs);
    expect(new Set(arms.map(({ run }) => run.label)).size).toBe(arms.length);
    expect(new Set(arms.map(({ config }) => encodeLink(config as Experiment))).size).toBe(arms.length);
    expect(arms.length).toBeLessThanOrEqual(MAX_ARMS);
    expect(arms.length - 1).toBeLessThanOrEqual(MAX_PINS);
    expect(armPinId(claim.id, MAX_ARMS).length).toBeLessThanOrEqual(40);
    expect(seedsOf(arms)).toBe("seed 0 alone");
  });

  it("judges the records of one seed", async () => {
    const record = recordOf(claim.id);
    // In a claim about losses, all arms must have the same problem.
    const { problems } = await buildTraining({
      config: (arms[0] as Arm).config as Experiment,
      load: readBundled,
    });
    const facts = { ...runNorms(problems[0] as Problem) };
    const results = arms.map(({ run: { label }, seed }): RunResult => {
      const models = record.results.find((one) => one.label === label && one.seed === seed)?.models ?? [];
      return { label, seed, facts, models };
    });
    const judgement = claim.judge(results);
    expect(judgement.ours).not.toMatch(/NaN|undefined|–/);
    expect(verdictWord(judgement)).toBe(OF_ONE_SEED[claim.id] ?? record.verdict);
  });
});
