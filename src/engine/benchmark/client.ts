/** Starts the benchmark's worker. */
import type { BenchmarkRow } from "../benchmark.ts";

export type BenchmarkEngine = "WebGPU" | "WebAssembly";

export type BenchmarkEvent =
  /** Its rows follow. */
  | { readonly kind: "engine"; readonly engine: BenchmarkEngine; readonly device: string }
  | { readonly kind: "row"; readonly engine: BenchmarkEngine; readonly row: BenchmarkRow }
  | { readonly kind: "missing"; readonly engine: BenchmarkEngine; readonly reason: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string };

/** What is returned ends it; after `done` or `failed` it has ended by itself. */
export function startBenchmark(listen: (event: BenchmarkEvent) => void): () => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-benchmark",
  });
  const end = (): void => worker.terminate();
  worker.addEventListener("message", ({ data }: MessageEvent<BenchmarkEvent>) => {
    listen(data);
    if (data.kind === "done") end();
  });
  worker.addEventListener("error", ({ message }) => {
    listen({ kind: "failed", message: message || "The benchmark could not be loaded: reload the page." });
    end();
  });
  return end;
}
