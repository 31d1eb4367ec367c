/** Files of `dmf reproduce`: <id>.json, <id>.csv, <id>.svg, each whole or not at all; the JSON last, since it says “done”. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Claim, ClaimRun, Size } from "../../experiment/claims/claim.ts";
import { settingsOf, type ClaimRecord } from "../../experiment/claims/record.ts";
import { writeWhole } from "../output.ts";
import type { Curve } from "./measure.ts";
import { pictureSvg } from "./picture.ts";

/** The record of an earlier run with the same setting, criterion and size. */
export async function finishedRecord(
  folder: string,
  claim: Claim,
  size: Size,
  runs: readonly ClaimRun[],
): Promise<ClaimRecord | undefined> {
  const text = await readFile(join(folder, `${claim.id}.json`), "utf8").catch(() => "");
  if (text === "") return undefined;
  let record: ClaimRecord;
  try {
    record = JSON.parse(text) as ClaimRecord;
  } catch {
    return undefined;
  }
  const same =
    record.schema === 1 &&
    record.size === size &&
    record.criterion === claim.criterion &&
    JSON.stringify(record.settings) === JSON.stringify(settingsOf(runs));
  return same ? record : undefined;
}

/** Of a claim that was interrupted. */
export function statePathOf(folder: string | undefined, { id }: Claim): string | undefined {
  return folder === undefined ? undefined : join(folder, `${id}.state.bin`);
}

export async function writeClaim(
  folder: string,
  record: ClaimRecord,
  title: string,
  curves: readonly Curve[],
): Promise<void> {
  const path = (extension: string) => join(folder, `${record.id}.${extension}`);
  if (curves.length > 0) await writeWhole(path("csv"), curvesCsv(curves));
  if (record.picture) await writeWhole(path("svg"), pictureSvg(title, record.picture));
  await writeWhole(path("json"), `${JSON.stringify(record)}\n`);
}

export function curvesCsv(curves: readonly Curve[]): string {
  const lines = curves.flatMap(({ label, seed, id, step, train, recovery }) =>
    step.map((at, i) => `"${label}",${seed},${id},${at},${train[i]},${recovery[i]}`),
  );
  return ["run,seed,network,step,train_error,recovery_error", ...lines, ""].join("\n");
}
