/** A claim's record. `dmf reproduce` writes it to public/data/claims/<id>.json, and the gallery shows it. */
import { decodeLink, encodeLink } from "../link.ts";
import type { Claim, ClaimRun, FileShape, NetworkResult, Size, Verdict } from "./claim.ts";
import { runExperiment, seededRuns } from "./claim.ts";
import type { NetworkName } from "../experiment.ts";

/** Every record contains these fields, whatever was trained. All other texts come from the claim itself. */
export interface RecordText {
  readonly id: string;
  readonly ours: string;
  readonly verdict: Verdict;
  readonly criterion: string;
  /** The links of all runs. */
  readonly settings: readonly string[];
  /** The date as year-month-day. */
  readonly date: string;
  readonly engine: string;
  readonly seconds: number;
  /** The record at the paper's own size, stored within the record of the reduced size. */
  readonly full?: RecordText;
}

export interface ClaimRecord extends RecordText {
  readonly schema: 1;
  readonly size: Size;
  readonly results: readonly {
    readonly label: string;
    readonly seed: number;
    readonly networks: readonly NetworkResult[];
  }[];
  /** Null if nothing was trained. */
  readonly picture: PictureRecord | null;
  readonly full?: ClaimRecord;
}

export interface PictureRecord {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly {
    readonly label: string;
    /** Null if the value does not belong to a network. */
    readonly network: NetworkName | null;
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

export function runsOf(claim: Claim, size: Size, file?: FileShape): readonly ClaimRun[] {
  if (file && claim.onFile) return claim.onFile(file, size);
  return size === "full" && claim.full ? claim.full.runs : claim.runs;
}

/** Whether the record's links lead to these runs, in any version of the link. */
export function isOf(record: ClaimRecord, runs: readonly ClaimRun[]): boolean {
  const experiments = seededRuns(runs).map(({ run, seed }) => runExperiment(run, seed));
  const recorded = record.settings.map((link) => decodeLink(link).config);
  return JSON.stringify(recorded) === JSON.stringify(experiments);
}

export function settingsOf(runs: readonly ClaimRun[]): string[] {
  return seededRuns(runs).map(({ run, seed }) => encodeLink(runExperiment(run, seed)));
}
