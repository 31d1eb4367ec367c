/** `--log FILE`: the metrics of every step as JSON lines, written while the run trains. */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { CliError, EXIT, reasonOf } from "../output.ts";
import { errorsJsonl, type Seeds, type StepErrors } from "./errors-csv.ts";

export class MetricsLog {
  readonly #path: string;
  readonly #file: number;
  #failure: unknown;
  /** The lines of each model that were written last. A pause measures the same step again. */
  readonly #last = new Map<string, ReadonlySet<string>>();

  /** Throws CliError before training starts if the file cannot be written. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, "a");
    } catch (error) {
      throw this.#error(error);
    }
  }

  /** Empties the file, because the run starts from the beginning. */
  restart(): void {
    this.#try(() => fstatSync(this.#file).isFile() && ftruncateSync(this.#file));
  }

  /** A metric that is not measured at every step is written with the step of its measurement. */
  add(errors: StepErrors, seeds: Seeds): void {
    const evaluated = Object.fromEntries(
      Object.entries(errors.evaluated).filter(([, { step }]) => step >= errors.firstStep),
    );
    const last = this.#last.get(errors.id);
    const lines = errorsJsonl([{ ...errors, evaluated }], seeds).split(/(?<=\n)/);
    const added = lines.filter((line) => !last?.has(line));
    if (added.length === 0) return;
    this.#last.set(errors.id, new Set(added));
    this.#try(() => writeSync(this.#file, added.join("")));
  }

  /** Throws CliError if a line could not be written. Training is not interrupted for that. */
  close(): void {
    closeSync(this.#file);
    if (this.#failure !== undefined) throw this.#error(this.#failure);
  }

  #try(work: () => unknown): void {
    if (this.#failure !== undefined) return;
    try {
      work();
    } catch (error) {
      this.#failure = error;
    }
  }

  #error(error: unknown): CliError {
    return new CliError(EXIT.failed, `${this.#path} could not be written (${reasonOf(error)})`);
  }
}
