/** `--data FILE`: reads a user file as the page does. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { leftOut } from "../../workloads/mf/file-limits.ts";
import { readTable, readTexts } from "../../jobs/data/own-files.ts";
import { firstSettings, readUserFile, withTest } from "../../workloads/mf/user-file.ts";
import { MF, type WorkloadId } from "../../experiment/link-keys.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import type { RunConfig } from "../../training/plan.ts";
import { checkFileSize, FileError } from "../../workloads/mf/data/files/imported.ts";
import type { UserData } from "../../library/api.ts";
import { CliError, EXIT, oneLine, tell } from "../exit.ts";
import { reasonOf } from "../output.ts";

const remark = (text: string): void => tell(`${oneLine(text)}\n`);

/** Notices that this process has given. An engine and the runs of a sweep would repeat them. */
export const given = new Set<string>();

/** Reports on stderr which values training omits or averages. */
export function tellLeftOut(file: UserFile | undefined, experiment: RunConfig): void {
  // Only matrix factorization uses such a file.
  const said = file && leftOut(file.matrix, experiment as Experiment);
  if (!said) return;
  remark(said);
  given.add(said);
}

/** Calls `read` with the file's content. Its failures become errors of the command line that name the file. */
async function reading<T>(path: string, read: (bytes: Uint8Array) => T | Promise<T>): Promise<T> {
  try {
    checkFileSize((await stat(path)).size);
    return await read(await readFile(path));
  } catch (error) {
    if (error instanceof FileError) throw new CliError(EXIT.badArguments, `${path}: ${error.message}`);
    throw new CliError(EXIT.badArguments, `${path} cannot be read (${reasonOf(error)})`);
  }
}

const readDataFile = (path: string): Promise<UserFile> =>
  reading(path, async (bytes) => {
    const file = await readUserFile(basename(path), bytes);
    file.matrix.remarks.forEach(remark);
    return file;
  });

/** A user's file, read for one workload. */
export interface OpenedData {
  readonly name: string;
  readonly data: UserData;
  /** The settings that the page gives the newly opened file, with its checksum. */
  readonly first: Partial<RunConfig> & { readonly file?: string };
  /** Only matrix factorization has one. */
  readonly matrix?: UserFile;
}

/** The path of a file, or of a file to train on and one to test on. */
export type DataSource = string | { readonly train: string; readonly test: string };

function joined(train: UserFile, test: UserFile): UserFile {
  try {
    return withTest(train, test);
  } catch (error) {
    throw new CliError(EXIT.badArguments, (error as Error).message);
  }
}

/** Reads a file for this workload; without one, texts with labels and pairs of sentences are for fine-tuning, and all else is a matrix. */
export async function openData(
  source: DataSource,
  wanted?: WorkloadId,
): Promise<OpenedData & { readonly id: WorkloadId }> {
  if (typeof source !== "string") {
    const files = [await readDataFile(source.train), await readDataFile(source.test)] as const;
    const matrix = joined(...files);
    return { id: MF, name: matrix.name, data: matrix, first: firstSettings(matrix), matrix };
  }
  const path = source;
  const id = wanted ?? ((await reading(path, isLabelledTexts)) ? "finetune" : MF);
  if (id === MF) {
    const matrix = await readDataFile(path);
    return { id, name: matrix.name, data: matrix, first: firstSettings(matrix), matrix };
  }
  if (id === "federated")
    throw new CliError(EXIT.badArguments, "--data does not work with federated fine-tuning");
  return reading(path, (bytes) => {
    const { changes } = id === "mlp" ? readTable(bytes) : readTexts(bytes);
    return { id, name: basename(path), data: bytes, first: changes };
  });
}

/** Whether the first line is an object of JSON, or names the columns of texts and labels or of pairs. */
function isLabelledTexts(bytes: Uint8Array): boolean {
  const [first = ""] = new TextDecoder()
    .decode(bytes.subarray(0, 1000))
    .trimStart()
    .split(/[\r\n]/);
  const names = first.split(/[,;\t]/).map((cell) => cell.replaceAll('"', "").trim().toLowerCase());
  const has = (...wanted: readonly string[]): boolean => wanted.every((name) => names.includes(name));
  return first.startsWith("{") || has("text", "label") || has("sentence1", "sentence2");
}
