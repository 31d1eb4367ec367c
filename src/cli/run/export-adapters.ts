/**
 * Trains a fine-tuning experiment and writes its results: a PEFT adapter of each method, the embeddings of the
 * test sentences before and after training, and the log. With several seeds, the adapters and embeddings are
 * those of the first seed. For a federated experiment, it writes the server's adapter of each arm and the log.
 */
import { join } from "node:path";
import { adapterFiles } from "../../codegen/adapter-files.ts";
import type { BackendChoice, LabFacts } from "../../library/api.ts";
import { openHost } from "../../library/host.ts";
import type { RunConfig } from "../../training/plan.ts";
import { cutTo, DENSE_RANK, type LabAdapter } from "../../workloads/finetune/adapter.ts";
import { ARMS } from "../../workloads/federated/arms.ts";
import { FED_CODEC, type FedConfig } from "../../workloads/federated/config.ts";
import { loadEncoder } from "../../workloads/finetune/asset.ts";
import { DENSE, LAB_CODEC, type LabConfig } from "../../workloads/finetune/config.ts";
import { Embedder, embeddingsCsv, type EmbeddedTexts } from "../../workloads/finetune/embedder.ts";
import { METHODS } from "../../workloads/finetune/methods.ts";
import { writePeft } from "../../workloads/finetune/peft.ts";
import { openCpu } from "../../wasm/open-cpu.ts";
import { errorsJsonl } from "./errors-csv.ts";
import { CliError, EXIT } from "../exit.ts";
import { openFolder, writeWhole } from "../output.ts";
import { train } from "./train.ts";

interface Order {
  readonly backend: BackendChoice;
  readonly out: string | undefined;
  /** The rank of the adapters of methods that train all weights. */
  readonly rank: number | undefined;
}

export async function exportAdapters(
  experiment: RunConfig,
  { backend, out, rank = DENSE_RANK }: Order,
): Promise<number> {
  if (experiment.id !== LAB_CODEC.id && experiment.id !== FED_CODEC.id)
    throw new CliError(EXIT.badArguments, "--as peft works only for fine-tuning experiments");
  if (out === undefined)
    throw new CliError(EXIT.badArguments, "--as peft needs --out, a folder for the adapters");
  if (rank < 1 || rank > DENSE_RANK)
    throw new CliError(EXIT.badArguments, `--rank takes a whole number from 1 to ${DENSE_RANK}`);
  await openFolder(out);
  const record = await train(experiment, { backend, withProbes: true });
  const { step, facts, probes, report } = record;
  const write = async (id: string, method: string, link: string): Promise<LabAdapter> => {
    const whole = probes?.models.find(({ model }) => model === id)?.updates?.adapter ?? { matrices: [] };
    const adapter = DENSE.includes(id) ? cutTo(whole, rank) : whole;
    await writeWhole(
      join(out, `${id}.zip`),
      writePeft(adapter, adapterFiles(adapter, { method, link, step })),
    );
    return adapter;
  };
  if (experiment.id === FED_CODEC.id) {
    const federated = experiment as FedConfig;
    for (const id of federated.arms) await write(id, ARMS[id].label, FED_CODEC.encode(federated));
  } else if (facts.finetune) await writeLab(experiment as LabConfig, facts.finetune, out, write);
  await writeWhole(join(out, "log.jsonl"), errorsJsonl(record.errors, experiment));
  await record.conclude();
  return report.stopReason === "interrupted" ? EXIT.interrupted : record.diverged ? EXIT.failed : EXIT.ok;
}

/** Writes the adapters and embeddings of the fine-tuning methods. */
async function writeLab(
  config: LabConfig,
  facts: LabFacts,
  out: string,
  write: (id: string, method: string, link: string) => Promise<LabAdapter>,
): Promise<void> {
  const { load } = await openHost(false);
  // The build makes this module. The dynamic import lets other code import this file without the build.
  const { ENCODER } = await import("virtual:encoder");
  const embedder = new Embedder(await loadEncoder(load, ENCODER), (program) => openCpu(program));
  const embedded: EmbeddedTexts[] = [{ method: "encoder", z: await embedder.embed(facts.testTexts) }];
  for (const id of config.methods) {
    const adapter = await write(id, METHODS[id].label, LAB_CODEC.encode(config));
    embedded.push({ method: id, z: await embedder.embed(facts.testTexts, adapter), adapter });
  }
  await writeWhole(join(out, "embeddings.csv"), embeddingsCsv(facts, embedded));
}
