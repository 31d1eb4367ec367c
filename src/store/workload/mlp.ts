/**
 * The digits workload for the page: settings, presets, a user's table, and a network's answer for a picture.
 */
import { sha256 } from "../../core/sha256.ts";
import { listFields } from "../../experiment/fields.ts";
import { ARM_LABELS, MLP_FIELDS, type MlpConfig } from "../../workloads/mlp/config.ts";
import { MLP_PRESETS } from "../../workloads/mlp/presets.ts";
import { parseLabelledTable, TABLE_LIMITS, type LabelledTable } from "../../workloads/mlp/table.ts";
import type { WorkloadKind } from "./kind.ts";

export { answerOf } from "../../workloads/mlp/answer.ts";
export { OWN_RATES, SHARED_RATES } from "../../workloads/mlp/presets.ts";
export { ARM_LABELS, TABLE_LIMITS };

export const MLP: WorkloadKind = {
  id: "mlp",
  label: "Digits",
  fields: listFields(MLP_FIELDS) as unknown as WorkloadKind["fields"],
  presets: MLP_PRESETS,
};

/** The largest table that is read, in bytes. */
const BYTES_MAX = 64 * 2 ** 20;
/** Fraction of the rows that is used for training. The other rows are used for testing. */
const TRAINED = 0.8;

/** A user's table, and settings to train on it. Throws an error whose message has whole sentences. */
export function readTable(bytes: Uint8Array): {
  readonly table: LabelledTable;
  readonly changes: Partial<MlpConfig>;
} {
  if (bytes.length > BYTES_MAX) throw new Error("The file is larger than 64 MB. Remove some rows.");
  const table = parseLabelledTable(new TextDecoder().decode(bytes));
  return {
    table,
    changes: {
      data: "file",
      file: sha256(bytes).slice(0, 16),
      samples: Math.max(2, Math.floor(TRAINED * table.labels.length)),
    },
  };
}
