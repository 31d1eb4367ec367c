/** Reads a user's table or texts and proposes the settings that train on them. Experiments name the file by its checksum. */
import { sha256 } from "../../core/sha256.ts";
import type { LabConfig } from "../../workloads/finetune/config.ts";
import {
  parsePairs,
  parseTexts,
  type LabelledTexts,
  type ScoredPairs,
} from "../../workloads/finetune/texts.ts";
import type { MlpConfig } from "../../workloads/digits/config.ts";
import { parseLabelledTable, type LabelledTable } from "../../workloads/digits/table.ts";

/** Fraction of a table's rows that is used for training. The other rows are used for testing. */
const TRAINED = 0.8;

interface Own<File, Config> {
  readonly file: File;
  readonly changes: Partial<Config>;
}

/** Throws a FileError whose message has whole sentences. */
export function readTable(bytes: Uint8Array): Own<LabelledTable, MlpConfig> {
  const file = parseLabelledTable(bytes);
  const samples = Math.max(2, Math.floor(TRAINED * file.labels.length));
  return { file, changes: { data: "file", file: checksumOf(bytes), samples } };
}

/**
 * Reads labelled texts, or pairs of sentences with scores. Throws a FileError whose message has whole sentences. Only the encoder counts tokens, so a text that is too long is
 * refused later, when the run is built.
 */
export function readTexts(bytes: Uint8Array): Own<LabelledTexts | ScoredPairs, LabConfig> {
  const file = checksumOf(bytes);
  const pairs = parsePairs(bytes);
  return pairs
    ? { file: pairs, changes: { task: "pairs", file } }
    : { file: parseTexts(bytes), changes: { task: "file", file } };
}

const checksumOf = (bytes: Uint8Array): string => sha256(bytes).slice(0, 16);
