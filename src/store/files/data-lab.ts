/** Reads a user file in a worker, so that reading can be cancelled and does not stop the page. */
import { wrap, type Remote } from "comlink";
import type { DataLab, ReadFiles, Refusal } from "../../jobs/data/data-lab.ts";
import { FILE_LIMITS, leftOut, quote, QUICK_SIDE } from "../../workloads/mf/file-limits.ts";

export { FILE_LIMITS, leftOut, quote, QUICK_SIDE };

export interface DataLabClient {
  readonly lab: Remote<Pick<DataLab, "open" | "read" | "preview" | "decay" | "file">>;
  /** Ends all work in progress. Its promises never settle. */
  dispose(): void;
}

/** `fail` is called if the worker fails. */
export function startDataLab(fail: (reason: string) => void): DataLabClient {
  const worker = new Worker(new URL("../../jobs/data/data-worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-data",
  });
  worker.addEventListener("error", ({ message }) => fail(message));
  return { lab: wrap<DataLab>(worker), dispose: () => worker.terminate() };
}

let reading: DataLabClient | undefined;

/**
 * Reads a user's table, texts or adapter. Rejects with an error whose message is for the user. A later call ends
 * an earlier one, whose promise then never settles, so that the file that was chosen last is opened.
 */
export function readInWorker<K extends keyof ReadFiles>(kind: K, file: Blob): Promise<ReadFiles[K]> {
  reading?.dispose();
  let client: DataLabClient | undefined;
  return new Promise<ReadFiles[K]>((resolve, reject) => {
    client = reading = startDataLab((reason) =>
      reject(new Error(reason || "The file could not be read. Try again, or reload the page.")),
    );
    const read = client.lab.read(kind, file) as Promise<ReadFiles[K] | Refusal>;
    read.then(
      (result) => ("refusal" in result ? reject(new Error(result.refusal)) : resolve(result)),
      reject,
    );
  }).finally(() => client?.dispose());
}
