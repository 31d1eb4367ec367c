/** Writes a run's files: each one whole or not at all. */
import { access, constants, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NetworkSteps } from "../engine/engine.ts";
import { CliError, EXIT } from "./exit.ts";
import type { Report } from "./report.ts";

/** Makes the folder before anything is trained for it. */
export async function openFolder(folder: string): Promise<void> {
  if (folder === "") throw new CliError(EXIT.badArguments, "--out takes the path of a folder");
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError(EXIT.failed, `results could not be written to ${folder} (${code ?? message})`);
  }
}

export async function writeOutput(
  folder: string,
  report: Report,
  errors: readonly NetworkSteps[],
): Promise<void> {
  try {
    await writeWhole(join(folder, "errors.csv"), errorsCsv(errors));
    await writeWhole(join(folder, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError(EXIT.failed, `the result could not be written to ${folder} (${code ?? message})`);
  }
}

/** Writes beside the file, then renames. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The same, and what goes wrong ends the command with one line. */
export async function writeFileOrFail(path: string, text: string): Promise<void> {
  try {
    await writeWhole(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError(EXIT.failed, `${path} could not be written (${code ?? message})`);
  }
}

/** network, step, train error, recovery error: one line for each step of each network. */
function errorsCsv(errors: readonly NetworkSteps[]): string {
  const byNetwork = new Map<string, Map<number, string>>();
  for (const { id, firstStep, train, recovery } of errors) {
    const lines = byNetwork.get(id) ?? new Map<number, string>();
    byNetwork.set(id, lines);
    train.forEach((value, i) => {
      lines.set(firstStep + i, `${id},${firstStep + i},${value},${recovery[i] ?? NaN}`);
    });
  }
  const lines = [...byNetwork.values()].flatMap((steps) => [...steps.values()]);
  return ["network,step,train_error,recovery_error", ...lines, ""].join("\n");
}
