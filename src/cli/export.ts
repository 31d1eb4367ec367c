/**
 * `dmf export`: writes an experiment as a script in another language, to stdout or a file. With `--as peft`, the
 * command trains a fine-tuning experiment and writes its adapters.
 */
import type { Experiment } from "../experiment/experiment.ts";
import { exportCode, LANGUAGES, type Language } from "../codegen/export-code.ts";
import { backendChoice, onlyPositional, parseOptions, wholeNumber } from "./arguments.ts";
import { CliError, EXIT } from "./exit.ts";
import { labCode } from "../codegen/lab-code.ts";
import { digitsCode } from "../codegen/digits-code.ts";
import type { RunConfig } from "../training/plan.ts";
import { LAB_CODEC, type LabConfig } from "../workloads/finetune/config.ts";
import { MLP_CODEC, type MlpConfig } from "../workloads/digits/config.ts";
import { readExperiment } from "./input.ts";
import { exportAdapters } from "./run/export-adapters.ts";
import { writeWhole } from "./output.ts";

export const EXPORT_OPTIONS = {
  as: { type: "string" },
  out: { type: "string" },
  steps: { type: "string" },
  seed: { type: "string" },
  rank: { type: "string" },
  backend: { type: "string" },
} as const;

const ADAPTERS = "peft";

export async function exportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, EXPORT_OPTIONS);
  const usage = `export takes one preset, link or config file, and --as ${[...LANGUAGES, ADAPTERS].join("|")}`;
  const backend = backendChoice(values.backend);
  const language = LANGUAGES.find((name) => name === values.as);
  if (!language && values.as !== ADAPTERS) throw new CliError(EXIT.badArguments, usage);
  const { experiment } = await readExperiment({
    input: onlyPositional(positionals, usage),
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
  });
  const rank = wholeNumber("--rank", values.rank);
  if (!language) return exportAdapters(experiment, { backend, out: values.out, rank });
  if (rank !== undefined) throw new CliError(EXIT.badArguments, "--rank works only with --as peft");
  const code = codeOf(experiment, language);
  if (values.out === undefined) process.stdout.write(code);
  else await writeWhole(values.out, code);
  return EXIT.ok;
}

function codeOf(experiment: RunConfig, language: Language): string {
  if (experiment.id === undefined) return exportCode(experiment as Experiment, language);
  const digits = experiment as MlpConfig;
  if (experiment.id === MLP_CODEC.id && digits.data === "digits")
    return digitsCode(digits, MLP_CODEC.encode(digits), language);
  const lab = experiment as LabConfig;
  if (experiment.id === LAB_CODEC.id && lab.task !== "file" && language === "torch")
    return labCode(lab, LAB_CODEC.encode(lab));
  throw new CliError(
    EXIT.badArguments,
    "export writes scripts for matrix factorization and digits and, with --as torch, for fine-tuning, but not for your own tables and texts",
  );
}
