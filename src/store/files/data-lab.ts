/** Reads a user file in a worker, so that reading can be cancelled. */
import { wrap, type Remote } from "comlink";
import type { DataLab } from "../../jobs/data/data-lab.ts";
import { FILE_LIMITS, leftOut, QUICK_SIDE } from "../../jobs/data/file-limits.ts";

export { FILE_LIMITS, leftOut, QUICK_SIDE };

export interface DataLabClient {
  readonly lab: Remote<Pick<DataLab, "open" | "preview" | "decay" | "file">>;
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
