/**
 * A published claim in a form that can be checked: the training, the measurement, and a criterion over the
 * measured numbers. This module has no side effects. `dmf reproduce` trains the
 * runs; the gallery shows the results.
 */
import { invariant } from "../../core/errors.ts";
import { halfInterval } from "../student.ts";
import type { Codec } from "../codec.ts";

/** “in part”: some of the judged cases meet the criterion. “counted”: arithmetic without training. */
export type Verdict = "pass" | "in part" | "fails" | "counted" | "needs a large machine" | "needs your file";

export type Size = "scaled" | "full";

/** The facts about a user file on which a claim's runs depend. */
export interface FileShape {
  /** The file's checksum, as in an experiment. */
  readonly checksum: string;
  readonly rows: number;
  readonly cols: number;
}

/** One experiment of a claim, trained once for each seed. */
export interface ClaimRun {
  /** Unique within the claim, e.g. “γ = 0”. */
  readonly label: string;
  readonly fields: object;
  readonly seeds: readonly number[];
  /** Training of a model stops when its recovery error falls below this value, because the criterion needs no more. */
  readonly stopBelow?: number;
  /**
   * Training of a model stops when its training loss, as the experiment scales it, falls below this value.
   * This is the authors' own rule.
   */
  readonly stopLoss?: number;
  /** The workload's name of a measurement besides the metrics, taken at regular steps. */
  readonly probe?: string;
}

/** A model's figures after its run: its metrics, and what its workload adds to them. */
interface ModelResult {
  readonly id: string;
  /** Null for a figure that is not finite, and for a step that was not reached. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

export interface RunResult {
  readonly label: string;
  readonly seed: number;
  readonly models: readonly ModelResult[];
  /** Numbers that follow from the settings, such as norms of the data. Records leave them out. */
  readonly facts?: Readonly<Record<string, number>>;
  /** The probe's values. Each name has a list over the probed steps. Records leave them out. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
}

export interface Judgement {
  /** Our figures, in a few words. */
  readonly ours: string;
  readonly passed: boolean | "in part";
  /** The cases whose 95 % interval has values on both sides of the criterion. */
  readonly undecided?: readonly string[];
  /** The number of conditions that are not met, if there are several. */
  readonly failed?: number;
}

export const verdictWord = ({ passed }: Judgement): Verdict =>
  passed === "in part" ? passed : passed ? "pass" : "fails";

/** The verdict in words. A reconstruction says nothing against the paper whose method it follows. */
export const verdictText = (
  { isReconstruction }: Pick<ClaimText, "isReconstruction">,
  verdict: string,
): string => (isReconstruction ? `our reconstruction: ${verdict}; the paper’s method: not tested` : verdict);

/** The figures and the verdict that follow from the results of all runs. */
export function verdictOf(
  claim: Claim,
  results: readonly RunResult[],
): { readonly ours: string; readonly verdict: Verdict; readonly undecided?: readonly string[] } {
  const judgement = claim.judge(results);
  const { ours, undecided = [] } = judgement;
  if (claim.onFile && results.length === 0) return { ours, verdict: "needs your file" };
  return {
    ours,
    verdict: claim.counted && judgement.passed === true ? "counted" : verdictWord(judgement),
    ...(undecided.length > 0 ? { undecided } : {}),
  };
}

/** The judgement of a claim with several cases. */
export function inCases(cases: readonly boolean[]): Judgement["passed"] {
  return cases.every(Boolean) || (cases.some(Boolean) ? "in part" : false);
}

/** Judges several cases, each with its figures in words. */
export const judgeCases = (
  what: string,
  cases: readonly { readonly text: string; readonly passed: boolean }[],
): Judgement => ({
  ours: `${what}: ${cases.map(({ text }) => text).join("; ")}`,
  passed: inCases(cases.map(({ passed }) => passed)),
});

/** Judges several cases. If one of the `required` conditions is not met, the claim fails. */
export const byCases = (
  cases: readonly boolean[],
  required: readonly boolean[] = [],
): Pick<Judgement, "passed" | "failed"> => ({
  passed: required.every(Boolean) && inCases(cases),
  failed: [...cases, ...required].filter((met) => !met).length,
});

/** A row for each difference from the paper: what the paper has, and what we have. */
export type Differences = Readonly<Record<string, readonly [paper: string, ours: string]>>;

/** The paper's own size, run with `--full`. */
interface FullSize {
  readonly runs: readonly ClaimRun[];
  /** The size of the runs, or the time or memory that they need. */
  readonly needs: string;
}

/**
 * Whose sentence is tested. “paper”: the paper's, on its problem, and at its size, at least with `--full`. “control”:
 * our sentence or criterion. “surrogate”: the paper's, on another problem, at another size, with other data or another
 * model, or with our reconstruction of an unpublished method or setting.
 */
export const WHOSE = ["paper", "control", "surrogate"] as const;
export type Whose = (typeof WHOSE)[number];
export const WHOSE_NAMES: Readonly<Record<Whose, string>> = {
  paper: "the paper’s",
  control: "our control",
  surrogate: "surrogate",
};

/** The text of a claim, whatever it trains. */
export interface ClaimText {
  readonly id: string;
  readonly whose: Whose;
  readonly title: string;
  /** Whether the method is our reconstruction, because the paper has no public code. */
  readonly isReconstruction?: true;
  /** The claim, in one sentence. */
  readonly claim: string;
  /** The paper, its figure and the value it reports. */
  readonly paper: string;
  /** The paper's setting in words. Absent for our own claims. */
  readonly paperSetting?: string;
  /** Our setting in words, without `--full`. */
  readonly setting: string;
  /** All differences from the paper's setting. */
  readonly differences?: Differences;
  /** The condition for passing, in words. */
  readonly criterion: string;
  /** The limits of the verdict. Measured figures belong to the record, not here. */
  readonly notes?: readonly string[];
  /** The changes after an earlier run, with their reasons. */
  readonly changed?: string;
  /** Absent if the reduced setting is already the paper's. */
  readonly full?: FullSize;
  /** Id of the claim whose runs this claim judges, too. */
  readonly runsOf?: string;
}

/** The settings that every workload has. */
export interface ClaimConfig {
  readonly seed: number;
  readonly seeds: number;
  readonly steps: number;
}

export interface Claim extends ClaimText {
  /** Reads and writes the settings of the claim's runs. */
  readonly codec: Pick<Codec<ClaimConfig>, "id" | "stepName" | "encode" | "decode" | "repair">;
  /** Whether the criterion's figures come from the errors of every step, not from the metrics of the last test. */
  readonly needsEveryStep?: true;
  readonly runs: readonly ClaimRun[];
  /** The experiment that the gallery opens on the page. By default the first run. */
  readonly here?: object;
  /** Runs on a user file, instead of `runs`, which are those of our record. Without a file the verdict is “needs your file”. */
  readonly onFile?: (file: FileShape, size: Size) => readonly ClaimRun[];
  /** Whether the float64 engine is used, because float32 could not decide the claim. */
  readonly float64?: boolean;
  /** Whether the claim is arithmetic. If it is met, its verdict is “counted”. */
  readonly counted?: true;
  /** The small picture over the steps. Without it, a dot for each seed shows the last test. */
  readonly picture?: Picture;
  readonly judge: (results: readonly RunResult[]) => Judgement;
}

export type DefinedClaim = Omit<Claim, "codec" | "needsEveryStep">;

interface Picture {
  /** Lines over a quantity other than the step, e.g. over p, and the label for the end of the x axis. */
  readonly sweep?: {
    readonly lines: (
      results: readonly RunResult[],
    ) => readonly { readonly label: string; readonly x: readonly number[]; readonly y: readonly number[] }[];
    readonly right: string;
  };
  /** The probed values to draw. If absent, the picture shows a metric. */
  readonly values?: readonly string[];
  /** The metric to draw, by default the recovery error. */
  readonly metric?: string;
  readonly label: string;
  readonly linear?: boolean;
  /** Levels to mark, e.g. a floor predicted by theory. */
  readonly marks?: (
    results: readonly RunResult[],
  ) => readonly { readonly label: string; readonly value: number }[];
}

/** The complete config of a run with one of its seeds. */
export const configOf = ({ codec }: Pick<Claim, "codec">, run: ClaimRun, seed: number): ClaimConfig =>
  codec.repair({ ...run.fields, seed }).config;

export const seededRuns = (
  runs: readonly ClaimRun[],
): readonly { readonly run: ClaimRun; readonly seed: number }[] =>
  runs.flatMap((run) => run.seeds.map((seed) => ({ run, seed })));

/** The results of one run, one per seed. */
export function resultsOf(results: readonly RunResult[], label: string): RunResult[] {
  const found = results.filter((result) => result.label === label);
  invariant(found.length > 0, `the run “${label}” was made`);
  return found;
}

/** A model's values of a metric, one for each seed in order; NaN for a missing value. */
export const valuesOf = (
  results: readonly RunResult[],
  label: string,
  id: string,
  metric: string,
): number[] =>
  resultsOf(results, label).map(
    ({ models }) => models.find((model) => model.id === id)?.metrics[metric] ?? NaN,
  );

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** A number with a few digits for “ours”; “never” for a level that was not reached. */
export function show(value: number, digits = 3): string {
  if (value === Infinity) return "never";
  if (Number.isNaN(value)) return "–";
  const rounded = Number(value.toPrecision(digits));
  if (rounded !== 0 && Math.abs(rounded) < 1e-3) return rounded.toExponential();
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString("en") : String(rounded);
}

export const showAll = (values: readonly number[], digits = 3): string =>
  values.map((value) => show(value, digits)).join(", ");

/** a − b, seed by seed. */
export const differences = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] as number));

/** The mean of paired differences, and half the length of its 95 % interval. */
export interface Paired {
  readonly gaps: readonly number[];
  readonly gap: number;
  /** NaN unless there are five or ten seeds. */
  readonly half: number;
}

export function paired(a: readonly number[], b: readonly number[]): Paired {
  const gaps = differences(a, b);
  const isWhole = gaps.length === 5 || gaps.length === 10;
  return { gaps, gap: mean(gaps), half: isWhole ? halfInterval(gaps) : NaN };
}

/** A mean difference whose 95 % interval must lie above a bound, below it, or within ± the bound. */
export interface Condition {
  readonly name: string;
  readonly lead: Paired;
  readonly lies: "above" | "below" | "within";
  readonly bound: number;
}

function isMet({ lead: { gap, half }, lies, bound }: Condition): boolean {
  if (lies === "within") return Math.abs(gap) + half <= bound;
  return lies === "above" ? gap - half > bound : gap + half < bound;
}

/** Whether the interval has values on both sides of the bound. */
const straddles = ({ lead: { gap, half }, lies, bound }: Condition): boolean =>
  [bound, lies === "within" ? -bound : bound].some((end) => Math.abs(gap - end) < half);

/** Judges cases by their intervals. If one of the `required` conditions is not met, the claim fails. */
export const byIntervals = (
  cases: readonly Condition[],
  required: readonly Condition[] = [],
): Omit<Judgement, "ours"> => ({
  ...byCases(cases.map(isMet), required.map(isMet)),
  undecided: [...cases, ...required].filter(straddles).map(({ name }) => name),
});

/** A mean difference with its interval, in words. */
export const plusMinus = ({ gap, half }: Pick<Paired, "gap" | "half">): string =>
  `${gap.toFixed(3)} ± ${half.toFixed(3)}`;

export const points = (fraction: number): string => (100 * fraction).toFixed(2);
/** A mean difference in points, with its interval. */
export const pointsPlusMinus = ({ gap, half }: Pick<Paired, "gap" | "half">): string =>
  `${points(gap)} ± ${points(half)}`;
export const percent = (values: readonly number[]): string => `${points(mean(values))} %`;
