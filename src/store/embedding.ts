/** Embeds the user's own sentences before and after fine-tuning, and saves and opens adapters. */
import { wrap, type Remote } from "comlink";
import type { EmbedWorker } from "../jobs/embed/embed-worker.ts";
import type { LabAdapter } from "../workloads/finetune/adapter.ts";
import type { RunData } from "./run-data.ts";
import { cosine, rowOf } from "../workloads/finetune/embedder.ts";

export { probabilitiesOf } from "../workloads/finetune/embedder.ts";
export { embeddingsCsv } from "../workloads/finetune/embeddings-csv.ts";
export { cutTo, DENSE_RANK, isUnmoved } from "../workloads/finetune/adapter.ts";
export { writePeft } from "../workloads/finetune/peft.ts";

/** Rejects with an error whose message is for the user. */
type Embed = (texts: readonly string[], adapter?: LabAdapter) => Promise<Float32Array>;

let started: { readonly worker: Worker; readonly remote: Remote<EmbedWorker> } | undefined;

/** Works in its own worker, which starts with the first call and stays until it fails. */
export const embed: Embed = (texts, adapter) => {
  started ??= start();
  const { worker, remote } = started;
  return new Promise((resolve, reject) => {
    // A worker that has failed never answers.
    const fail = ({ message }: { readonly message?: string }): void => {
      worker.terminate();
      started = undefined;
      reject(new Error(message || "The encoder could not be started. Try again, or reload the page."));
    };
    worker.addEventListener("error", fail);
    void remote
      .embed(texts, adapter)
      .then(resolve, reject)
      .finally(() => worker.removeEventListener("error", fail));
  });
};

function start() {
  const worker = new Worker(new URL("../jobs/embed/embed-worker.ts", import.meta.url), {
    type: "module",
    name: "dmf-embed",
  });
  return { worker, remote: wrap<EmbedWorker>(worker) };
}

interface Neighbour {
  readonly text: string;
  readonly cosine: number;
}

/** A sentence embedded by one method. */
export interface Placed {
  readonly neighbours: readonly Neighbour[];
  /** 1 − the cosine between the sentence's embeddings before and after training. */
  readonly moved: number;
  /** The mean of this distance over the other texts. */
  readonly drift: number;
}

const NEIGHBOURS = 3;

/** The first row of `before` and of `after` embeds the sentence; the other rows embed `texts`. */
export function place(texts: readonly string[], before: Float32Array, after: Float32Array): Placed {
  // Rounding may make the cosine larger than 1.
  const changeOf = (i: number): number => Math.max(0, 1 - cosine(rowOf(before, i), rowOf(after, i)));
  const all = texts.map((text, i) => ({ text, cosine: cosine(rowOf(after, 0), rowOf(after, i + 1)) }));
  return {
    neighbours: all.toSorted((a, b) => b.cosine - a.cosine).slice(0, NEIGHBOURS),
    moved: changeOf(0),
    drift: texts.reduce((sum, _, i) => sum + changeOf(i + 1), 0) / texts.length,
  };
}

/** A line of JSON for each model and drawn step, with the metrics that have a value at that step. */
export function logOf(
  data: Pick<RunData, "curveOf">,
  models: readonly string[],
  metrics: readonly string[],
): string {
  return models
    .flatMap((model) => {
      const lines = new Map<number, Record<string, number>>();
      for (const metric of metrics) {
        const { steps, values } = data.curveOf(model, metric);
        steps.forEach((step, i) => {
          const value = values[i] ?? NaN;
          if (Number.isFinite(value)) lines.set(step, { ...lines.get(step), [metric]: value });
        });
      }
      return [...lines]
        .toSorted(([a], [b]) => a - b)
        .map(([step, values]) => `${JSON.stringify({ model, step, ...values })}\n`);
    })
    .join("");
}
