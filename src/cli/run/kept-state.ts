/**
 * The state that an interrupted command leaves behind, from which the same command continues. It is a plain value
 * with numbers in typed arrays, stored in Node's binary format with a key. The first line of the file is the
 * checksum of the rest.
 */
import { createHash } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { ifPresent, writeWhole } from "../output.ts";

interface Kept {
  readonly key: string;
  readonly value: unknown;
}

/** Time between two writes of the state. About this much work is lost if the process dies. */
const KEEP_EVERY_MS = 30_000;

const firstLine = (payload: Uint8Array): Buffer =>
  Buffer.from(`dmf state 1, sha256 ${createHash("sha256").update(payload).digest("hex")}\n`);

export class KeptState<T> {
  readonly #path: string | undefined;
  readonly #key: string;
  readonly #isSound: (value: T) => boolean;
  #keptAt = performance.now();
  #writing: Promise<void> | undefined;

  /** Without a path nothing is kept. The key identifies the work. `isSound` may throw on foreign values. */
  constructor(path: string | undefined, key: string, isSound: (value: T) => boolean) {
    this.#path = path;
    this.#key = key;
    this.#isSound = isSound;
  }

  /** Undefined for a state with another key, whose file stays. Moves a damaged file aside and says so. */
  async read(say: (message: string) => void): Promise<T | undefined> {
    if (this.#path === undefined) return undefined;
    const bytes = await ifPresent(this.#path, readFile(this.#path));
    if (!bytes) return undefined;
    const kept = this.#open(bytes);
    if (!kept) await this.setAside(say);
    return kept?.key === this.#key ? (kept.value as T) : undefined;
  }

  /** Renames the file of an unusable state. */
  async setAside(say: (message: string) => void): Promise<void> {
    if (this.#path === undefined) return;
    const aside = `${this.#path}.damaged`;
    await rename(this.#path, aside);
    say(`${this.#path} is damaged. It was renamed to ${aside}, and the run starts from the beginning.`);
  }

  #open(bytes: Buffer): Kept | undefined {
    const end = bytes.indexOf("\n") + 1;
    const payload = bytes.subarray(end);
    if (!firstLine(payload).equals(bytes.subarray(0, end))) return undefined;
    try {
      const kept = deserialize(payload) as Kept;
      return kept.key !== this.#key || this.#isSound(kept.value as T) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether a write is due and no other is in progress. */
  get isDue(): boolean {
    return this.#path !== undefined && !this.#writing && performance.now() - this.#keptAt > KEEP_EVERY_MS;
  }

  /** Waits for earlier writes, then writes the state. Throws CliError. */
  async write(value: T): Promise<void> {
    if (this.#path === undefined) return;
    const before = this.#writing ?? Promise.resolve();
    const path = this.#path;
    const payload = serialize({ key: this.#key, value } satisfies Kept);
    const mine = before
      .catch(() => undefined)
      .then(() => writeWhole(path, Buffer.concat([firstLine(payload), payload])))
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
