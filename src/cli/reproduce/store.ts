/**
 * The files of `dmf reproduce`: <id>.json for both sizes, and <id>.csv (<id>-full.csv with --full). Each is written whole
 * or not at all. The JSON comes last, because it marks the claim as done.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Claim, ClaimRun, Size } from "../../experiment/claims/claim.ts";
import { isOf, type ClaimRecord } from "../../experiment/claims/record.ts";
import { ifPresent, writeWhole } from "../output.ts";
import type { RecordedCurve } from "../../jobs/claims/measure.ts";

/** The record of an earlier run, if its settings, criterion and size are the same. */
export async function finishedRecord(
  folder: string,
  claim: Claim,
  size: Size,
  runs: readonly ClaimRun[],
): Promise<ClaimRecord | undefined> {
  const stored = await readRecord(folder, claim.id);
  const record = [stored, stored?.full].find((one) => one?.size === size);
  return record && isOf(record, claim, runs) ? record : undefined;
}

/** Returns undefined if the file does not exist, or is no record of this schema. */
export async function readRecord(folder: string, id: string): Promise<ClaimRecord | undefined> {
  const path = join(folder, `${id}.json`);
  const text = await ifPresent(path, readFile(path, "utf8"));
  try {
    const record = JSON.parse(text ?? "") as ClaimRecord;
    return record.schema === 3 ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The path of an interrupted claim's state. */
export function statePathOf(folder: string | undefined, { id }: Claim): string | undefined {
  return folder === undefined ? undefined : join(folder, `${id}.state.bin`);
}

export async function writeClaim(
  folder: string,
  record: ClaimRecord,
  curves: readonly RecordedCurve[],
): Promise<void> {
  const stored = await readRecord(folder, record.id);
  const full = stored?.size === "full" ? stored : stored?.full;
  // Both sizes share one file. The record of the reduced size contains the record of the full size, which stands
  // alone until a reduced size has been run.
  const whole =
    record.size === "scaled"
      ? { ...record, ...(full ? { full } : {}) }
      : stored?.size === "scaled"
        ? { ...stored, full: record }
        : record;
  const name = record.size === "full" ? `${record.id}-full` : record.id;
  if (curves.length > 0) await writeWhole(join(folder, `${name}.csv`), curvesCsv(curves));
  await writeWhole(join(folder, `${record.id}.json`), `${JSON.stringify(whole)}\n`);
}

function curvesCsv(curves: readonly RecordedCurve[]): string {
  const metrics = [...new Set(curves.flatMap(({ columns }) => Object.keys(columns)))];
  const lines = curves.flatMap(({ label, seed, id, step, columns }) =>
    step.map((at, i) =>
      [`"${label}"`, seed, id, at, ...metrics.map((metric) => columns[metric]?.[i] ?? "")].join(","),
    ),
  );
  return [["run", "seed", "network", "step", ...metrics].join(","), ...lines, ""].join("\n");
}
