/** Turns a library user's data into the form in which the page gives them to the engine. */
import { EngineError } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";
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

/**
 * Throws EngineError "bad-input" for data that the workload cannot read or does not use, and "no-file" if the
 * experiment names another file's checksum.
 */
export async function readUserData(data: UserData, config: RunConfig): Promise<UserFile> {
  if ("matrix" in data) return data;
  const { data: source, task, file = "" } = config as Source;
  if (source !== "file" && task !== "file" && task !== "pairs")
    throw new EngineError(
      "bad-input",
      "This experiment does not use data of your own. Set `data` to “file”; for fine-tuning, set `task` to “file” or “pairs”.",
    );
  if (!(data instanceof Uint8Array)) {
    if (config.id !== undefined)
      throw new EngineError(
        "bad-input",
        "Only matrix factorization takes a matrix. Pass the bytes of a file.",
      );
    return { name: "the matrix", checksum: data.checksum ?? "", matrix: importedMatrix(data) };
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
    throw new EngineError(
      "bad-input",
      "The data hold no pairs of sentences. The first line must name the columns sentence1, sentence2 and score, or be a pair in the STS benchmark’s own format.",
    );
  return pairs;
}

/**
 * The settings of a run on a matrix. If an object of settings says nothing about the matrix's size, the settings that it
 * leaves out follow from the data, as on the page. The notice is about values that are omitted or averaged.
 */
export function settingsFor(
  input: ExperimentInput,
  config: RunConfig,
  file: UserFile,
  read: ReadExperiment,
): { readonly config: RunConfig; readonly notice: string | undefined } {
  if (config.id !== undefined) return { config, notice: undefined };
  const followsData = typeof input !== "string" && !("rows" in input) && !("cols" in input);
  const settings = followsData ? read({ ...firstSettings(file), ...(input as Partial<Experiment>) }) : config;
  return { config: settings, notice: leftOut(file.matrix, settings as Experiment) };
}

function importedMatrix({ rows, cols, values, isPicture = false }: MatrixData): ImportedMatrix {
  checkShape(rows, cols);
  if (values.length !== rows * cols)
    throw new EngineError(
      "bad-input",
      `A matrix of ${rows} × ${cols} needs ${rows * cols} values, but the list has ${values.length}.`,
    );
  const known = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  for (let i = 0; i < known.length; i++)
    if (known[i] === 1)
      checkValue(values[i] as number, { row: Math.floor(i / cols) + 1, column: (i % cols) + 1 });
  return finish({
    format: isPicture ? "pgm" : "csv",
    rows,
    cols,
    values: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
    known,
    remarks: [],
  });
}
