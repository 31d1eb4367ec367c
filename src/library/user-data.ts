/** Turns a library user's data into the form in which the page gives them to the engine. */
import { EngineError, badInput } from "../core/errors.ts";
import { BETWEEN_YIELDS, type Parts } from "../core/parts.ts";
import { sha256 } from "../core/sha256.ts";
import { inSlices, type Turn } from "../core/macrotask.ts";
import { checkShape, checkValue, finish, type ImportedMatrix } from "../workloads/mf/data/files/imported.ts";
import { parseFile } from "../workloads/mf/data/files/parse.ts";
import type { RunConfig } from "../training/plan.ts";
import { LAB_CODEC } from "../workloads/finetune/config.ts";
import { parsePairs, parseTexts, type LabelledTexts, type ScoredPairs } from "../workloads/finetune/texts.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import { MLP_CODEC } from "../workloads/digits/config.ts";
import { parseLabelledTable } from "../workloads/digits/table.ts";
import type { ExperimentInput, MatrixData, ReadExperiment, UserData } from "./api.ts";
import { leftOut } from "../workloads/mf/file-limits.ts";
import { firstSettings } from "../workloads/mf/user-file.ts";
import type { Experiment } from "../workloads/mf/config/fields.ts";

/** The settings that say whether a run uses the user's data, and the checksum of the file that it needs. */
interface Source {
  readonly data?: string;
  readonly task?: string;
  readonly file?: string;
}

/** Throws "bad-input" for data that the workload cannot read or use, "no-file" for another file's checksum. */
export async function readUserData(data: UserData, config: RunConfig, turn?: Turn): Promise<UserFile> {
  if ("matrix" in data) return data;
  const { data: source, task, file = "" } = config as Source;
  if (source !== "file" && task !== "file" && task !== "pairs")
    throw badInput(
      "This experiment does not use data of your own. Set `data` to “file”; for fine-tuning, set `task` to “file” or “pairs”.",
    );
  if (!(data instanceof Uint8Array)) {
    if (config.id !== undefined)
      throw badInput("Only matrix factorization takes a matrix. Pass the bytes of a file.");
    return {
      name: "the matrix",
      checksum: data.checksum ?? "",
      matrix: await inSlices(importedMatrix(data), turn),
    };
  }
  const checksum = sha256(data).slice(0, 16);
  if (file !== "" && file !== checksum)
    throw new EngineError(
      "no-file",
      `This experiment needs the file with checksum ${file}, but the checksum of the data is ${checksum}. Pass the matching file.`,
    );
  // The engine passes the data on to the workload, which knows their type.
  if (config.id === MLP_CODEC.id) return parseLabelledTable(data) as unknown as UserFile;
  if (config.id === LAB_CODEC.id) return textsOf(data, task) as unknown as UserFile;
  return { name: "the data", checksum, matrix: await parseFile(data) };
}

function textsOf(data: Uint8Array, task: string | undefined): LabelledTexts | ScoredPairs {
  if (task !== "pairs") return parseTexts(data);
  const pairs = parsePairs(data);
  if (!pairs)
    throw badInput(
      "The data hold no pairs of sentences. The first line must name the columns sentence1, sentence2 and score, or be a pair in the STS benchmark’s own format.",
    );
  return pairs;
}

/**
 * The settings of a run on a matrix. If an object of settings says nothing about the matrix's size, the settings that it
 * leaves out follow from the data, as on the page. The notice is about values that are omitted or averaged.
 */
export async function settingsFor(
  input: ExperimentInput,
  config: RunConfig,
  file: UserFile,
  read: ReadExperiment,
  turn: Turn,
): Promise<{ readonly config: RunConfig; readonly notice: string | undefined }> {
  if (config.id !== undefined) return { config, notice: undefined };
  const followsData = typeof input !== "string" && !("rows" in input) && !("cols" in input);
  const first = followsData && (await inSlices(firstSettings.parts(file), turn));
  const settings = first ? read({ ...first, ...(input as Partial<Experiment>) }) : config;
  return { config: settings, notice: leftOut(file.matrix, settings as Experiment) };
}

function* importedMatrix({ rows, cols, values, isPicture = false }: MatrixData): Parts<ImportedMatrix> {
  checkShape(rows, cols);
  if (values.length !== rows * cols)
    throw badInput(
      `A matrix of ${rows} × ${cols} needs ${rows * cols} values, but the list has ${values.length}.`,
    );
  const known = new Uint8Array(values.length);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < known.length; i++) {
    if (i % BETWEEN_YIELDS === 0) yield;
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    checkValue(value, { row: Math.floor(i / cols) + 1, column: (i % cols) + 1 });
    known[i] = 1;
    numbers[i] = value;
  }
  return finish({
    format: isPicture ? "pgm" : "csv",
    rows,
    cols,
    values: numbers,
    known,
    remarks: [],
  });
}
