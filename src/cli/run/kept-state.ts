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

/** Without a path nothing is kept. The key identifies the work. `isSound` may throw on foreign values. */
export function keptState<T>(path: string | undefined, key: string, isSound: (value: T) => boolean) {
  let keptAt = performance.now();
  let writing: Promise<void> | undefined;

  /** Renames the file of an unusable state. */
  async function setAside(say: (message: string) => void): Promise<void> {
    if (path === undefined) return;
    const aside = `${path}.damaged`;
    await rename(path, aside);
    say(`${path} is damaged. It was renamed to ${aside}, and the run starts from the beginning.`);
  }

  function open(bytes: Buffer): Kept | undefined {
    const end = bytes.indexOf("\n") + 1;
    const payload = bytes.subarray(end);
    if (!firstLine(payload).equals(bytes.subarray(0, end))) return undefined;
    try {
      const kept = deserialize(payload) as Kept;
      return kept.key !== key || isSound(kept.value as T) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    setAside,
    /** Undefined for a state with another key, whose file stays. Moves a damaged file aside and says so. */
    async read(say: (message: string) => void): Promise<T | undefined> {
      const bytes = path === undefined ? undefined : await ifPresent(path, readFile(path));
      if (!bytes) return undefined;
      const kept = open(bytes);
      if (!kept) await setAside(say);
      return kept?.key === key ? (kept.value as T) : undefined;
    },
    /** Whether a write is due and no other is in progress. */
    get isDue(): boolean {
      return path !== undefined && !writing && performance.now() - keptAt > KEEP_EVERY_MS;
    },
    /** Waits for earlier writes, then writes the state. Throws CliError. */
    async write(value: T): Promise<void> {
      if (path === undefined) return;
      const before = writing ?? Promise.resolve();
      const payload = serialize({ key, value } satisfies Kept);
      const mine = before
        .catch(() => undefined)
        .then(() => writeWhole(path, Buffer.concat([firstLine(payload), payload])))
        .finally(() => {
          if (writing === mine) writing = undefined;
          keptAt = performance.now();
        });
      writing = mine;
      await mine;
    },
    async drop(): Promise<void> {
      await writing?.catch(() => undefined);
      if (path !== undefined) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

export type KeptState<T> = ReturnType<typeof keptState<T>>;
