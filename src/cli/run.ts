/** `dmf run`: trains one experiment to its last step and reports. */
import { backendChoice, onlyPositional, parseOptions, wholeNumber } from "./arguments.ts";
import { EXIT } from "./exit.ts";
import { readExperiment } from "./input.ts";
import { openFolder, writeOutput } from "./output.ts";
import { makeReport, reportTable } from "./report.ts";
import { train } from "./train.ts";

const OPTIONS = {
  backend: { type: "string" },
  steps: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const usage = "run takes one preset, link or config file; dmf list names the presets";
  const backend = backendChoice(values.backend);
  if (values.out !== undefined) await openFolder(values.out);
  const { preset, experiment } = await readExperiment({
    input: onlyPositional(positionals, usage),
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
  });
  const record = await train(experiment, backend);
  const report = makeReport(preset, record);
  if (values.out !== undefined) await writeOutput(values.out, report, record.errors);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : reportTable(report));
  if (record.stopReason === "interrupted") return EXIT.interrupted;
  return record.diverged ? EXIT.failed : EXIT.ok;
}
