/** A claim's record. `dmf reproduce` writes it to public/data/claims/<id>.json, and the gallery shows it. */
import {
  configOf,
  seededRuns,
  type Claim,
  type ClaimConfig,
  type ClaimRun,
  type FileShape,
  type RunResult,
  type Size,
  type Verdict,
} from "./claim.ts";

/** Everything that belongs to the runs. All other texts come from the claim itself. */
export interface ClaimRecord {
  readonly schema: 3;
  readonly id: string;
  readonly ours: string;
  readonly verdict: Verdict;
  /** The cases whose 95 % interval has values on both sides of the criterion. */
  readonly undecided?: readonly string[];
  readonly criterion: string;
  readonly size: Size;
  /** The links of all runs. */
  readonly settings: readonly string[];
  /** The date as year-month-day. */
  readonly date: string;
  readonly engine: string;
  /** Null if runs of different dates were judged together. */
  readonly seconds: number | null;
  readonly results: readonly Pick<RunResult, "label" | "seed" | "models">[];
  /** Null if there are no curves to draw. */
  readonly picture: PictureRecord | null;
  /** The record at the paper's own size, stored within the record of the reduced size. */
  readonly full?: ClaimRecord;
}

export interface PictureRecord {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly {
    readonly label: string;
    /** Null if the value does not belong to a model. */
    readonly model: string | null;
    readonly path: string;
  }[];
  readonly marks: readonly { readonly label: string; readonly y: number }[];
  readonly axis: {
    readonly label: string;
    readonly top: string;
    readonly bottom: string;
    readonly right: string;
  };
}

export const FAILS_UNDECIDED = "fails, undecided";

/** The verdict of a claim without a record. */
export const NOT_RUN = "not run";

/** The recorded verdict, or “fails, undecided” if undecided cases alone fail. An undecided case always fails. */
export function recordedVerdict({ judge }: Pick<Claim, "judge">, record: ClaimRecord | undefined): string {
  if (!record) return NOT_RUN;
  const { verdict, undecided, results } = record;
  const isOpen = verdict === "fails" && undecided && (judge(results).failed ?? 1) === undecided.length;
  return isOpen ? FAILS_UNDECIDED : verdict;
}

export function runsOf(claim: Claim, size: Size, file?: FileShape): readonly ClaimRun[] {
  if (file && claim.onFile) return claim.onFile(file, size);
  return size === "full" && claim.full ? claim.full.runs : claim.runs;
}

/**
 * Whether a record has the claim's criterion, and its links lead to these runs, in any version of the link. Without a file,
 * the runs of a claim that needs one are those on the record's file.
 */
export function isOf(record: ClaimRecord, claim: Claim, runs: readonly ClaimRun[]): boolean {
  const recorded = record.settings.map((link) => claim.codec.decode(link).config);
  const [first] = recorded as (ClaimConfig & Partial<FileShape & { readonly file: string }>)[];
  const { file: checksum = "", rows = 0, cols = 0 } = first ?? {};
  const isOnFile = runs.length === 0 && checksum !== "";
  const wanted = isOnFile ? runsOf(claim, record.size, { checksum, rows, cols }) : runs;
  const configs = seededRuns(wanted).map(({ run, seed }) => configOf(claim, run, seed));
  return record.criterion === claim.criterion && JSON.stringify(recorded) === JSON.stringify(configs);
}

export const settingsOf = (claim: Pick<Claim, "codec">, runs: readonly ClaimRun[]): string[] =>
  seededRuns(runs).map(({ run, seed }) => claim.codec.encode(configOf(claim, run, seed)));

/** A run as one experiment: all seeds train together. If a workload cannot do that, the first seed trains. */
const togetherOf = ({ codec }: Claim, { fields, seeds }: ClaimRun): ClaimConfig =>
  codec.repair({ ...fields, seed: seeds[0], seeds: seeds.length }).config;

/** The link to the one run that tests the claim by its metrics, with all its seeds. Undefined if one run cannot test it. */
export function linkOfAll(claim: Claim): string | undefined {
  const [run, ...others] = claim.runs;
  if (!run || run.probe || others.length > 0 || claim.needsEveryStep) return undefined;
  const config = togetherOf(claim, run);
  return config.seeds === run.seeds.length ? claim.codec.encode(config) : undefined;
}

/** Every run with its seeds; only one run, with one seed, of a claim that judges every step. */
export function offeredRuns(
  claim: Claim,
): readonly { readonly label: string; readonly config: ClaimConfig }[] {
  const { codec, needsEveryStep, here, runs } = claim;
  if (!needsEveryStep) return runs.map((run) => ({ label: run.label, config: togetherOf(claim, run) }));
  const fields = here ?? runs[0]?.fields;
  return fields ? [{ label: "", config: codec.repair(fields).config }] : [];
}
