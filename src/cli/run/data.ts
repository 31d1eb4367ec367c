/** `--data FILE`: reads a user file as the page does. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { invariant } from "../../core/errors.ts";
import { leftOut } from "../../workloads/mf/file-limits.ts";
import { withTest } from "../../workloads/mf/user-file.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import type { RunConfig } from "../../training/plan.ts";
import { checkFileSize, FileError } from "../../workloads/mf/data/files/imported.ts";
import { badArguments, CliError, oneLine, tell, reasonOf } from "../output.ts";
import {
  cliWorkload,
  openedMatrix,
  workloadOfFile,
  type CliWorkload,
  type OpenedData,
} from "../workloads.ts";

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
    if (error instanceof CliError) throw error;
    if (error instanceof FileError) throw badArguments(`${path}: ${error.message}`);
    throw badArguments(`${path} cannot be read (${reasonOf(error)})`);
  }
}

/** The path of a file, or of a file to train on and one to test on. */
export type DataSource = string | { readonly train: string; readonly test: string };

function joined(train: UserFile, test: UserFile): UserFile {
  try {
    return withTest(train, test);
  } catch (error) {
    throw badArguments((error as Error).message);
  }
}

const opened = (workload: CliWorkload, path: string): Promise<OpenedData> =>
  reading(path, async (bytes) => {
    if (!workload.open) throw badArguments(`--data does not work with ${workload.title.toLowerCase()}`);
    const data = await workload.open(basename(path), bytes);
    data.matrix?.matrix.remarks.forEach(remark);
    return data;
  });

/** Reads a file for this workload, or else for the workload that its content suggests. */
export async function openData(
  source: DataSource,
  wanted?: CliWorkload,
): Promise<OpenedData & { readonly workload: CliWorkload }> {
  if (typeof source === "string") {
    const workload = wanted ?? (await reading(source, workloadOfFile));
    return { workload, ...(await opened(workload, source)) };
  }
  const workload = cliWorkload();
  const { matrix: train } = await opened(workload, source.train);
  const { matrix: test } = await opened(workload, source.test);
  invariant(train && test, "the default workload reads matrices");
  return { workload, ...openedMatrix(joined(train, test)) };
}
