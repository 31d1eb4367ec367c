/** Keeps one user file in this browser, if the user wants it, so that the next visit can go on with it. */

/** A larger file is not kept. */
export const MAX_KEPT_BYTES = 2 ** 25;

interface Kept {
  readonly checksum: string;
  readonly file: File;
}

const DATABASE = "dmf-file";
const FILES = "files";
/** The only key: a later file takes the place of an earlier one. */
const KEY = "last";

const NO_REASON = new Error("The browser gave no reason");

/** Rejects if the browser forbids or lacks the storage, or if the storage is full, which shows only at the end. */
async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(FILES));
  const database = await settled(opening);
  try {
    const transaction = database.transaction(FILES, mode);
    const ended = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? NO_REASON));
    });
    const [result] = await Promise.all([settled(ask(transaction.objectStore(FILES))), ended]);
    return result;
  } finally {
    database.close();
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? NO_REASON));
  });

export const keepFile = (kept: Kept): Promise<unknown> =>
  inStore("readwrite", (store) => store.put(kept, KEY));

/** Why a file could not be kept, and what the user can do. */
export function notKept(error: unknown): string {
  const why =
    (error as Error).name === "QuotaExceededError"
      ? "This browser’s storage has no room for the file."
      : "This browser does not keep files.";
  return `${why} Choose the file again at the next visit.`;
}

export const forgetFile = (): Promise<unknown> => inStore("readwrite", (store) => store.delete(KEY));

/** The kept file, if it has this checksum or none is asked for. */
export async function keptFile(checksum?: string): Promise<File | undefined> {
  const kept = await inStore<Kept | undefined>("readonly", (store) => store.get(KEY)).catch(() => undefined);
  return checksum === undefined || kept?.checksum === checksum ? kept?.file : undefined;
}
