/**
 * What an interrupted command leaves so that the same command goes on from there: any plain value with numbers in typed arrays, in Node's
 * own binary form, named by a key. What cannot be read, or belongs to another key, is as good as nothing.
 */
import { readFile, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { writeWhole } from "./output.ts";

interface Kept {
  readonly key: string;
  readonly value: unknown;
}

/** At most so much may be lost with the process, ms. */
const KEEP_EVERY_MS = 30_000;

export class KeptState<T> {
  readonly #path: string | undefined;
  readonly #key: string;
  #keptAt = performance.now();
  #writing: Promise<void> | undefined;

  /** Without a path nothing is kept. The key says what the state belongs to. */
  constructor(path: string | undefined, key: string) {
    this.#path = path;
    this.#key = key;
  }

  async read(): Promise<T | undefined> {
    if (this.#path === undefined) return undefined;
    try {
      const { key, value } = deserialize(await readFile(this.#path)) as Kept;
      return key === this.#key ? (value as T) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether it is time to write, and nothing is being written. */
  get isDue(): boolean {
    return this.#path !== undefined && !this.#writing && performance.now() - this.#keptAt > KEEP_EVERY_MS;
  }

  /** One write after the other; throws CliError. */
  async write(value: T): Promise<void> {
    if (this.#path === undefined) return;
    const before = this.#writing ?? Promise.resolve();
    const path = this.#path;
    const mine = before
      .catch(() => undefined)
      .then(() => writeWhole(path, serialize({ key: this.#key, value } satisfies Kept)))
      .finally(() => {
        if (this.#writing === mine) this.#writing = undefined;
        this.#keptAt = performance.now();
      });
    this.#writing = mine;
    await mine;
  }

  async drop(): Promise<void> {
    await this.#writing?.catch(() => undefined);
    if (this.#path !== undefined) await rm(this.#path, { force: true }).catch(() => undefined);
  }
}
