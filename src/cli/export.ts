/**
 * `dmf export`: writes an experiment as a script in another language, to stdout or a file. With `--as peft`, the
 * command trains a fine-tuning experiment and writes its adapters.
 */
import { LANGUAGES, NO_SCRIPT } from "../codegen/export-code.ts";
import { backendChoice, onlyPositional, optionsOf, parseOptions, wholeNumber } from "./arguments.ts";
import { loadData } from "./data-file.ts";
import { EXIT, badArguments, openFolder, writeWhole } from "./output.ts";
import type { RunConfig } from "../training/plan.ts";
import { DENSE, LAB_CODEC, type LabConfig } from "../workloads/finetune/config.ts";
import { readExperiment } from "./input.ts";
import { join } from "node:path";
import { adapterFiles } from "../codegen/adapter-files.ts";
import type { LabFacts } from "../library/api.ts";
import { DENSE_RANK, type LabAdapter, cutTo, isUnmoved } from "../workloads/finetune/adapter.ts";
import { ARMS } from "../workloads/federated/arms.ts";
import { FED_CODEC, type FedConfig } from "../workloads/federated/config.ts";
import { loadEncoder } from "../workloads/finetune/asset.ts";
import { openEmbedder } from "../workloads/finetune/embedder.ts";
import { embeddingsCsv, type EmbeddedTexts } from "../workloads/finetune/embeddings-csv.ts";
import { METHODS } from "../workloads/finetune/methods.ts";
import { writePeft } from "../workloads/finetune/peft.ts";
import { openCpu } from "../wasm/open-cpu.ts";
import { errorsJsonl } from "./run/errors-csv.ts";
import { train, type TrainOptions } from "./run/train.ts";
import { cliWorkload } from "./workloads.ts";

export const EXPORT_OPTIONS = optionsOf(["as", "out", "steps", "seed", "rank", "backend", "data"], ["quiet"]);

const ADAPTERS = "peft";

export async function exportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, EXPORT_OPTIONS);
  const usage = `export takes one preset, link or config file, and --as ${[...LANGUAGES, ADAPTERS].join("|")}`;
  const backend = backendChoice(values.backend);
  const language = LANGUAGES.find((name) => name === values.as);
  if (!language && values.as !== ADAPTERS) throw badArguments(usage);
  const isBare = values.data !== undefined && positionals.length === 0;
  const input = isBare ? undefined : onlyPositional(positionals, usage);
  const { experiment, data } = await readExperiment(input, values.data, values);
  const rank = wholeNumber("--rank", values.rank);
  if (!language) return exportAdapters(experiment, { backend, data, out: values.out, rank });
  if (rank !== undefined) throw badArguments("--rank works only with --as peft");
  const code = cliWorkload(experiment.id).code?.(experiment, language);
  if (code === undefined)
    throw badArguments(
      "entries" in experiment
        ? NO_SCRIPT
        : "export writes scripts for matrix factorization and digits and, with --as torch, for fine-tuning",
    );
  if (values.out === undefined) process.stdout.write(code);
  else await writeWhole(values.out, code);
  return EXIT.ok;
}

interface Order extends Pick<TrainOptions, "backend" | "data"> {
  readonly out: string | undefined;
  /** The rank of the adapters of methods that train all weights. */
  readonly rank: number | undefined;
}

/**
 * Trains a fine-tuning experiment and writes its results: a PEFT adapter of each method, the embeddings of the
 * test sentences before and after training, and the log. With several seeds, the adapters and embeddings are
 * those of the first seed. For a federated experiment, it writes the server's adapter of each arm and the log.
 */
async function exportAdapters(
  experiment: RunConfig,
  { backend, data, out, rank = DENSE_RANK }: Order,
): Promise<number> {
  if (experiment.id !== LAB_CODEC.id && experiment.id !== FED_CODEC.id)
    throw badArguments("--as peft works only for fine-tuning experiments");
  if (out === undefined) throw badArguments("--as peft needs --out, a folder for the adapters");
  if (rank < 1 || rank > DENSE_RANK)
    throw badArguments(`--rank takes a whole number from 1 to ${DENSE_RANK}`);
  await openFolder(out);
  const record = await train(experiment, { backend, data, withProbes: true });
  const { step, facts, probes, report } = record;
  const write = async (id: string, method: string, link: string): Promise<LabAdapter> => {
    const whole = probes?.models.find(({ model }) => model === id)?.updates?.adapter ?? { matrices: [] };
    const adapter = DENSE.includes(id) ? cutTo(whole, rank) : whole;
    await writeWhole(
      join(out, `${id}.zip`),
      writePeft(adapter, adapterFiles(adapter, { method, link, step, isUnmoved: isUnmoved(adapter) })),
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
  // The build makes this module. The dynamic import lets other code import this file without the build.
  const { ENCODER } = await import("virtual:encoder");
  const embed = openEmbedder(await loadEncoder(loadData, ENCODER), (program) => openCpu(program));
  const embedded: EmbeddedTexts[] = [{ method: "encoder", z: await embed(facts.testTexts) }];
  for (const id of config.methods) {
    const adapter = await write(id, METHODS[id].label, LAB_CODEC.encode(config));
    embedded.push({ method: id, z: await embed(facts.testTexts, adapter), adapter });
  }
  await writeWhole(join(out, "embeddings.csv"), embeddingsCsv(facts, embedded));
}
