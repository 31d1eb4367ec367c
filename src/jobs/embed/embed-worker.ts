/** Embeds the user's sentences in a worker, with a text encoder of its own and, if given, an adapter. */
import { ENCODER } from "virtual:encoder";
import { expose } from "comlink";
import { openCpu } from "../../wasm/open-cpu.ts";
import { fetchFile } from "../../worker/resources.ts";
import type { LabAdapter } from "../../workloads/finetune/adapter.ts";
import { loadEncoder } from "../../workloads/finetune/asset.ts";
import { openEmbedder } from "../../workloads/finetune/embedder.ts";

let embedder: ReturnType<typeof openEmbedder> | undefined;

/** Rejects if the encoder's file cannot be loaded; a later call tries again. */
async function embed(texts: readonly string[], adapter?: LabAdapter): Promise<Float32Array> {
  embedder ??= openEmbedder(await loadEncoder(fetchFile, ENCODER), (program) => openCpu(program));
  return embedder(texts, adapter);
}

export interface EmbedWorker {
  readonly embed: typeof embed;
}

expose({ embed } satisfies EmbedWorker);
