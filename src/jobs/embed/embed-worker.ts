/** The worker behind sentences of the user's own: the text encoder beside the training, with any adapter on top. */
import { ENCODER } from "virtual:encoder";
import { expose } from "comlink";
import { openCpu } from "../../engine/choose-backend.ts";
import { fetchFile } from "../../engine/fetch-file.ts";
import type { LabAdapter } from "../../workloads/finetune/adapter.ts";
import { loadEncoder } from "../../workloads/finetune/asset.ts";
import { Embedder } from "../../workloads/finetune/embedder.ts";

let embedder: Embedder | undefined;

/** Rejects if the encoder's file does not come; a later call tries again. */
async function embed(texts: readonly string[], adapter?: LabAdapter): Promise<Float32Array> {
  embedder ??= new Embedder(await loadEncoder(fetchFile, ENCODER), (program) => openCpu(program));
  return embedder.embed(texts, adapter);
}

export interface EmbedWorker {
  readonly embed: typeof embed;
}

expose({ embed } satisfies EmbedWorker);
