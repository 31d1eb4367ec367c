/** `--log FILE`: the metrics of every step as JSON lines, written while the run trains. */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { CliError, EXIT, reasonOf } from "../output.ts";
import { errorsJsonl, type Seeds, type StepErrors } from "./errors-csv.ts";

export type MetricsLog = ReturnType<typeof metricsLog>;

/** Throws CliError before training starts if the file cannot be written. */
export function metricsLog(path: string) {
  const errorOf = (error: unknown): CliError =>
    new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  let file: number;
  try {
    file = openSync(path, "a");
  } catch (error) {
    throw errorOf(error);
  }
  let failure: unknown;
  /** The lines of each model that were written last. A pause measures the same step again. */
  const last = new Map<string, ReadonlySet<string>>();
  const attempt = (work: () => unknown): void => {
    if (failure !== undefined) return;
    try {
      work();
    } catch (error) {
      failure = error;
    }
  };
  return {
    /** Empties the file, because the run starts from the beginning. */
    restart: () => attempt(() => fstatSync(file).isFile() && ftruncateSync(file)),
    /** A metric that is not measured at every step is written with the step of its measurement. */
    add(errors: StepErrors, seeds: Seeds): void {
      const evaluated = Object.fromEntries(
        Object.entries(errors.evaluated).filter(([, { step }]) => step >= errors.firstStep),
      );
      const before = last.get(errors.id);
      const lines = errorsJsonl([{ ...errors, evaluated }], seeds).split(/(?<=\n)/);
      const added = lines.filter((line) => !before?.has(line));
      if (added.length === 0) return;
      last.set(errors.id, new Set(added));
      attempt(() => writeSync(file, added.join("")));
    },
    /** Throws CliError if a line could not be written. Training is not interrupted for that. */
    close(): void {
      closeSync(file);
      if (failure !== undefined) throw errorOf(failure);
    },
  };
}
