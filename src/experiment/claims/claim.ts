/**
 * A published claim in a form that can be checked: the training, the measurement, and a criterion over the
 * measured numbers, written down before the runs. This module has no side effects. `dmf reproduce` trains the
 * runs; the gallery shows the results.
 */
import { invariant } from "../../core/errors.ts";
import type { Experiment, NetworkName } from "../experiment.ts";
import { repairExperiment } from "../changes.ts";

/** “in part”: some of the judged cases meet the criterion. “counted”: arithmetic without training. */
export type Verdict = "pass" | "in part" | "fails" | "counted" | "needs a large machine" | "needs your file";

/** The recovery errors for which a record contains the first step below them. */
export const LEVELS = [1e-1, 1e-2, 1e-3] as const;

/** Names of the quantities that are measured during a run besides the errors, at regular steps. */
export type Probe = "layer spectra" | "difference" | "modes" | "alignment" | "leak";

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
  readonly fields: Partial<Experiment>;
  readonly seeds: readonly number[];
  /**
   * Training of a network stops when its recovery error falls below this value, because the criterion needs
   * no more.
   */
  readonly stopBelow?: number;
  /**
   * Training of a network stops when its training loss, as the experiment scales it, falls below this value.
   * This is the authors' own rule.
   */
  readonly stopLoss?: number;
  readonly probe?: Probe;
}

/** Largest number of runs of a claim that the page shows together. */
export const MAX_ARMS = 10;

export interface NetworkResult {
  readonly id: NetworkName;
  readonly steps: number;
  /** Errors after the last update, relative and unsquared. */
  readonly trainError: number;
  readonly recoveryError: number;
  /** The smallest error of all steps, and its step. */
  readonly bestRecoveryError: number;
  readonly bestStep: number;
  /** First step with a recovery error below each of LEVELS; every step is checked. */
  readonly firstBelow: readonly (number | null)[];
  /** First step with a training loss below the run's stopLoss. */
  readonly stoppedAt: number | null;
  /** Computed from the shapes, not measured. */
  readonly flopsPerStep: number;
  readonly msPerStep: number;
}

/**
 * The number of entries of Φ in a set, such as the observed ones, and the sum of their squares. Both turn relative errors
 * into the papers' losses.
 */
export interface Entries {
  readonly count: number;
  readonly squares: number;
}

export interface RunResult {
  readonly label: string;
  readonly seed: number;
  readonly entries: { readonly all: Entries; readonly seen: Entries };
  /**
   * Root mean square of the entries that recovery counts, in the data's unit. It turns relative recovery
   * errors into RMSE.
   */
  readonly recoveryRms: number;
  readonly networks: readonly NetworkResult[];
  /** The probe's values. Each name has a list over the probed steps. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

export interface Judgement {
  /** Our figures, in a few words. */
  readonly ours: string;
  readonly passed: boolean | "in part";
}

export const verdictWord = ({ passed }: Judgement): Verdict =>
  passed === "in part" ? passed : passed ? "pass" : "fails";

/** The figures and the verdict that follow from the results of all runs. */
export function verdictOf(
  claim: Claim,
  results: readonly RunResult[],
): { readonly ours: string; readonly verdict: Verdict } {
  const judgement = claim.judge(results);
  const { ours } = judgement;
  if (claim.onFile && results.length === 0) return { ours, verdict: "needs your file" };
  return { ours, verdict: claim.counted && judgement.passed === true ? "counted" : verdictWord(judgement) };
}

/** The judgement of a claim with several cases. */
export function inCases(cases: readonly boolean[]): Judgement["passed"] {
  return cases.every(Boolean) || (cases.some(Boolean) ? "in part" : false);
}

/** One difference from the paper. */
export interface Difference {
  readonly what: string;
  readonly paper: string;
  readonly ours: string;
}

/** The paper's own size, run with `--full`. */
interface FullSize {
  readonly runs: readonly ClaimRun[];
  /** The size of the runs, or the time or memory that they need. */
  readonly needs: string;
}

/** The text of a claim, whatever it trains. */
export interface ClaimText {
  readonly id: string;
  readonly title: string;
  /** The claim, in one sentence. */
  readonly claim: string;
  /** The paper, its figure and the value it reports. */
  readonly paper: string;
  /** The paper's setting in words. Absent for our own claims. */
  readonly paperSetting?: string;
  /** Our setting in words, without `--full`. */
  readonly setting: string;
  /** All differences from the paper's setting. */
  readonly differences: readonly Difference[];
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

export interface Claim extends ClaimText {
  readonly runs: readonly ClaimRun[];
  /** The experiment that the gallery opens on the page. By default the first run. */
  readonly here?: Partial<Experiment>;
  /** Runs on a user file, instead of `runs`. Without a file the verdict is “needs your file”. */
  readonly onFile?: (file: FileShape, size: Size) => readonly ClaimRun[];
  /** Whether the float64 engine is used, because float32 could not decide the claim. */
  readonly float64?: boolean;
  /** Whether the criterion counts over many seeds, so that a single seed cannot meet it. */
  readonly countsSeeds?: true;
  /** Whether the claim is arithmetic. If it is met, its verdict is “counted”. */
  readonly counted?: true;
  /** The small picture over the steps. By default it shows the recovery error. */
  readonly picture?: Picture;
  readonly judge: (results: readonly RunResult[]) => Judgement;
}

/** One curve of a picture whose x axis is not the step. */
interface PictureLine {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Picture {
  /** Lines over a quantity other than the step, e.g. over p, and the label for the end of the x axis. */
  readonly sweep?: {
    readonly lines: (results: readonly RunResult[]) => readonly PictureLine[];
    readonly right: string;
  };
  /** The probed values to draw. If absent, the picture shows the networks' errors. */
  readonly values?: readonly string[];
  readonly error?: "train" | "recovery";
  readonly label: string;
  readonly linear?: boolean;
  /** Levels to mark, e.g. a floor predicted by theory. */
  readonly marks?: (results: readonly RunResult[]) => readonly Mark[];
}

interface Mark {
  readonly label: string;
  readonly value: number;
}

/** The complete experiment of a run with one of its seeds. */
export function runExperiment(run: ClaimRun, seed: number): Experiment {
  return repairExperiment({ ...run.fields, seed }).config;
}

/** Every run with each of its seeds. */
export const seededRuns = (
  runs: readonly ClaimRun[],
): readonly { readonly run: ClaimRun; readonly seed: number }[] =>
  runs.flatMap((run) => run.seeds.map((seed) => ({ run, seed })));

/** The experiment that “Train one run” opens. Undefined if nothing is trained. */
export function experimentHere({ here, runs }: Claim): Experiment | undefined {
  const fields = here ?? runs[0]?.fields;
  return fields && repairExperiment(fields).config;
}

/** The results of one run, one per seed. */
export function resultsOf(results: readonly RunResult[], label: string): RunResult[] {
  const found = results.filter((result) => result.label === label);
  invariant(found.length > 0, `the run “${label}” was made`);
  return found;
}

export function networkOf({ networks, label }: RunResult, id: NetworkName): NetworkResult {
  const network = networks.find((candidate) => candidate.id === id);
  invariant(network, `the run “${label}” trained ${id}`);
  return network;
}

/** First step below one of LEVELS. Infinity if it was not reached. */
export function stepsTo(result: RunResult, id: NetworkName, level: (typeof LEVELS)[number]): number {
  return networkOf(result, id).firstBelow[LEVELS.indexOf(level)] ?? Infinity;
}

export function probed({ values, label }: RunResult, name: string): readonly number[] {
  const list = values[name];
  invariant(list, `the run “${label}” measured ${name}`);
  return list;
}

/** First step with a training loss below the run's stopLoss. Infinity if it was not reached. */
export function stepsToLoss(result: RunResult, id: NetworkName): number {
  return networkOf(result, id).stoppedAt ?? Infinity;
}

/** Σ (f − Φ)² over the hidden entries, in the data's own units. */
function hiddenSquares(result: RunResult, id: NetworkName): number {
  const { recoveryError, trainError } = networkOf(result, id);
  const { all, seen } = result.entries;
  return Math.max(0, recoveryError ** 2 * all.squares - trainError ** 2 * seen.squares);
}

/** The test loss of Law of Parsimony: half of the sum over the hidden entries, divided by the number of all entries. */
export function lawTestLoss(result: RunResult, id: NetworkName): number {
  return hiddenSquares(result, id) / (2 * result.entries.all.count);
}

/** The test loss of Kwon et al.: half of the mean squared residual over the hidden entries. */
export function kwonTestLoss(result: RunResult, id: NetworkName): number {
  const { all, seen } = result.entries;
  return hiddenSquares(result, id) / (2 * (all.count - seen.count));
}

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
