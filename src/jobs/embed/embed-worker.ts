/** The worker that embeds the user's own sentences. It has its own text encoder and applies an adapter if one is given. */
import { ENCODER } from "virtual:encoder";
import { expose } from "comlink";
import { openCpu } from "../../engine/choose-backend.ts";
import { fetchFile } from "../../engine/fetch-file.ts";
import type { LabAdapter } from "../../workloads/finetune/adapter.ts";
import { loadEncoder } from "../../workloads/finetune/asset.ts";
import { Embedder } from "../../workloads/finetune/embedder.ts";

let embedder: Embedder | undefined;

/** Rejects if the encoder's file cannot be loaded. A later call tries again. */
async function embed(texts: readonly string[], adapter?: LabAdapter): Promise<Float32Array> {
  embedder ??= new Embedder(await loadEncoder(fetchFile, ENCODER), (program) => openCpu(program));
  return embedder.embed(texts, adapter);
}

export interface EmbedWorker {
  readonly embed: typeof embed;
}

expose({ embed } satisfies EmbedWorker);
