/** `--data FILE`: reads a user file as the page does. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { leftOut } from "../../jobs/data/file-limits.ts";
import { isPicture, readUserFile } from "../../jobs/data/user-file.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { RunConfig } from "../../training/plan.ts";
import { checkFileSize, FileError } from "../../workloads/mf/data/files/imported.ts";
import type { MatrixData } from "../../library/api.ts";
import { CliError, EXIT, oneLine } from "../exit.ts";
import { reasonOf } from "../output.ts";

const tell = (remark: string): void => void process.stderr.write(`${oneLine(remark)}\n`);

/** Reports on stderr which values training omits or averages. */
export function tellLeftOut(file: UserFile | undefined, experiment: RunConfig): void {
  // Only matrix factorization uses such a file.
  const said = file && leftOut(file.matrix, experiment as Experiment);
  if (said) tell(said);
}

export async function readDataFile(path: string): Promise<UserFile> {
  try {
    checkFileSize((await stat(path)).size);
    const file = await readUserFile(basename(path), await readFile(path));
    for (const remark of file.matrix.remarks) tell(remark);
    return file;
  } catch (error) {
    if (error instanceof FileError) throw new CliError(EXIT.badArguments, `${path}: ${error.message}`);
    throw new CliError(EXIT.badArguments, `${path} cannot be read (${reasonOf(error)})`);
  }
}

/** The file as data of a run. */
export function dataOf(file: UserFile | undefined): MatrixData | undefined {
  if (!file) return undefined;
  const { rows, cols, values, known } = file.matrix;
  return {
    rows,
    cols,
    values: known ? values.map((value, i) => (known[i] === 1 ? value : NaN)) : values,
    isPicture: isPicture(file.matrix),
    checksum: file.checksum,
  };
}
