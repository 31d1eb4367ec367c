/** Fine-tuning for the page: settings, presets, and a user's texts. */
import { sha256 } from "../../core/sha256.ts";
import { listFields } from "../../experiment/fields.ts";
import { LAB_FIELDS, type LabConfig } from "../../workloads/finetune/config.ts";
import { LAB_PRESETS } from "../../workloads/finetune/presets.ts";
import { parseTexts, TEXT_LIMITS, type LabelledTexts } from "../../workloads/finetune/texts.ts";
import type { WorkloadKind } from "./kind.ts";

export { TEXT_LIMITS };

export const FINETUNE: WorkloadKind = {
  id: "finetune",
  label: "Fine-tuning",
  fields: listFields(LAB_FIELDS) as unknown as WorkloadKind["fields"],
  presets: LAB_PRESETS,
};

/** The fields that differ from the defaults in a preset. */
export const labPreset = (id: string): Readonly<Record<string, unknown>> =>
  LAB_PRESETS.find((preset) => preset.id === id)?.fields ?? {};

/**
 * Texts and settings to train on them. Throws FileError with a sentence. Only the encoder counts tokens, so a text that
 * is too long is refused when the run is built.
 */
export function readTexts(bytes: Uint8Array): {
  readonly texts: LabelledTexts;
  readonly changes: Partial<LabConfig>;
} {
  const texts = parseTexts(bytes);
  return { texts, changes: { task: "file", file: sha256(bytes).slice(0, 16) } };
}
