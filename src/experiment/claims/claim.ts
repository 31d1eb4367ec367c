/**
 * A published claim as something that can be checked: what is trained, what is measured, and a criterion over the measured numbers
 * that was written down before the runs. Pure; `dmf reproduce` trains, the gallery shows.
 */
import { invariant } from "../../core/errors.ts";
import type { Experiment, NetworkName } from "../experiment.ts";
import { repairExperiment } from "../repair.ts";

/** “in part”: some of the judged cases meet the criterion. “counted”: arithmetic that nothing was trained for. */
export type Verdict = "pass" | "in part" | "fails" | "counted" | "needs a large machine" | "needs your file";

/** Recovery errors whose first step is looked for. */
export const LEVELS = [1e-1, 1e-2, 1e-3] as const;

/** What is looked at beside the errors, at regular steps, by name. */
export type Probe = "layer spectra" | "difference" | "modes" | "alignment" | "leak";

export type Size = "scaled" | "full";

/** What runs on a person's file are made from. */
export interface FileShape {
  /** As in an experiment. */
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
  /** A network stops once its recovery error is below this: the criterion needs no more. */
  readonly stopBelow?: number;
  /** A network stops once its training loss, as the experiment scales it, is below this: the authors' own rule. */
  readonly stopLoss?: number;
  readonly probe?: Probe;
}

/** The page shows at most so many runs of a claim together. */
export const MOST_ARMS = 10;

export interface NetworkResult {
  readonly id: NetworkName;
  readonly steps: number;
  /** Relative, unsquared, after the last update. */
  readonly trainError: number;
  readonly recoveryError: number;
  /** Smallest of all steps, and where. */
  readonly bestRecoveryError: number;
  readonly bestStep: number;
  /** First step with recovery error below each of LEVELS; every step is looked at. */
  readonly firstBelow: readonly (number | null)[];
  /** First step with a training loss below the run's stopLoss. */
  readonly stoppedAt: number | null;
  /** Counted on paper. */
  readonly flopsPerStep: number;
  readonly msPerStep: number;
}

/** Number of some entries of Φ and the sum of their squares: turns relative errors into the papers' losses. */
export interface Entries {
  readonly count: number;
  readonly squares: number;
}

export interface RunResult {
  readonly label: string;
  readonly seed: number;
  readonly entries: { readonly all: Entries; readonly seen: Entries };
  /** Root mean square of what recovery errors are relative to, in the data's unit: turns them into RMSE. */
  readonly recoveryRms: number;
  readonly networks: readonly NetworkResult[];
  /** What the probe measured, each a list over the looks. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

export interface Judgement {
  /** Our figures, in a few words. */
  readonly ours: string;
  readonly passed: boolean | "in part";
}

export const verdictWord = ({ passed }: Judgement): Verdict =>
  passed === "in part" ? passed : passed ? "pass" : "fails";

/** The judgement of a claim with several cases. */
export function inCases(cases: readonly boolean[]): Judgement["passed"] {
  return cases.every(Boolean) || (cases.some(Boolean) ? "in part" : false);
}

/** One thing that is not as in the paper. */
export interface Difference {
  readonly what: string;
  readonly paper: string;
  readonly ours: string;
}

/** The paper's own size, for `--full`. */
export interface FullSize {
  readonly runs: readonly ClaimRun[];
  /** What it takes. */
  readonly needs: string;
}

export interface Claim {
  readonly id: string;
  readonly title: string;
  /** In one sentence. */
  readonly claim: string;
  /** The paper, its figure and its value. */
  readonly paper: string;
  /** The paper's setting, in words; absent where the claim is our own. */
  readonly paperSetting?: string;
  /** Our setting without `--full`, in words. */
  readonly setting: string;
  /** All that is not as in the paper's setting. */
  readonly differences: readonly Difference[];
  /** When it passes, in words. */
  readonly criterion: string;
  /** What the verdict does not say. Without measured figures: those belong to the record. */
  readonly notes?: readonly string[];
  /** What was changed after an earlier run, and why. */
  readonly changed?: string;
  readonly runs: readonly ClaimRun[];
  /** What the gallery runs on the page; the first run unless said otherwise. */
  readonly here?: Partial<Experiment>;
  /** Absent where the scaled setting is the paper's. */
  readonly full?: FullSize;
  /** The runs on a file that a person brings, in place of `runs`; without one the verdict is “needs your file”. */
  readonly onFile?: (file: FileShape, size: Size) => readonly ClaimRun[];
  /** The float64 engine, where float32 could not decide. */
  readonly float64?: boolean;
  /** The criterion counts over many seeds, so that one seed cannot meet it. */
  readonly countsSeeds?: true;
  /** Arithmetic: met, its verdict is “counted”. */
  readonly counted?: true;
  /** What the small picture shows over the steps; the recovery error unless said otherwise. */
  readonly picture?: Picture;
  readonly judge: (results: readonly RunResult[]) => Judgement;
}

/** One curve of a picture that is not over the steps. */
export interface PictureLine {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Picture {
  /** Lines over something else than the steps, e.g. over p, and how far right they go, in words. */
  readonly sweep?: {
    readonly lines: (results: readonly RunResult[]) => readonly PictureLine[];
    readonly right: string;
  };
  /** Names of probed values; absent: errors of the networks. */
  readonly values?: readonly string[];
  readonly error?: "train" | "recovery";
  readonly label: string;
  readonly linear?: boolean;
  /** Levels to be marked, e.g. a floor that theory gives. */
  readonly marks?: (results: readonly RunResult[]) => readonly Mark[];
}

export interface Mark {
  readonly label: string;
  readonly value: number;
}

/** The whole experiment of a run at one of its seeds. */
export function runExperiment(run: ClaimRun, seed: number): Experiment {
  return repairExperiment({ ...run.fields, seed }).experiment;
}

/** What “Run it here” opens; undefined where nothing is trained. */
export function experimentHere({ here, runs }: Claim): Experiment | undefined {
  const fields = here ?? runs[0]?.fields;
  return fields && repairExperiment(fields).experiment;
}

/** Results of one run, one for each seed. */
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

/** First step below one of LEVELS; Infinity where it was not reached. */
export function stepsTo(result: RunResult, id: NetworkName, level: (typeof LEVELS)[number]): number {
  return networkOf(result, id).firstBelow[LEVELS.indexOf(level)] ?? Infinity;
}

export function probed({ values, label }: RunResult, name: string): readonly number[] {
  const list = values[name];
  invariant(list, `the run “${label}” measured ${name}`);
  return list;
}

/** First step with a training loss below the run's stopLoss; Infinity where it was not reached. */
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

/** The test loss of Kwon et al.: half of the mean over the hidden entries. */
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

/** For “ours”: a few digits, “never” for what was not reached. */
export function show(value: number, digits = 3): string {
  if (value === Infinity) return "never";
  if (Number.isNaN(value)) return "–";
  const rounded = Number(value.toPrecision(digits));
  if (rounded !== 0 && Math.abs(rounded) < 1e-3) return rounded.toExponential();
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString("en") : String(rounded);
}

export const showAll = (values: readonly number[], digits = 3): string =>
  values.map((value) => show(value, digits)).join(", ");
