/** `dmf run`: trains one experiment to its last step and prints the report. */
import { join } from "node:path";
import { backendChoice, onlyPositional, parseOptions, wholeNumber } from "../arguments.ts";
import { dataOf, readDataFile, tellLeftOut } from "./data.ts";
import { EXIT } from "../exit.ts";
import { readExperiment } from "../input.ts";
import { openFolder, writeOutput } from "../output.ts";
import { reportTable } from "../sweep/report-table.ts";
import { train } from "./train.ts";

export const RUN_OPTIONS = {
  data: { type: "string" },
  backend: { type: "string" },
  steps: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
} as const;

export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, RUN_OPTIONS);
  const usage = "run takes one preset, link or config file, or --data FILE; dmf list names the presets";
  const isBare = values.data !== undefined && positionals.length === 0;
  const backend = backendChoice(values.backend);
  if (values.out !== undefined) await openFolder(values.out);
  const file = values.data === undefined ? undefined : await readDataFile(values.data);
  const { preset, experiment } = await readExperiment({
    input: isBare ? undefined : onlyPositional(positionals, usage),
    file,
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
  });
  tellLeftOut(file, experiment);
  const { out } = values;
  const record = await train(experiment, {
    backend,
    data: dataOf(file),
    ...(out === undefined ? {} : { statePath: join(out, "state.bin") }),
  });
  const report = { ...record.report, preset };
  try {
    if (out !== undefined) await writeOutput(out, report, record.errors);
    await record.conclude();
  } finally {
    // Prints the result even if saving it failed.
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : reportTable(report));
  }
  if (report.stopReason === "interrupted") return EXIT.interrupted;
  return record.diverged ? EXIT.failed : EXIT.ok;
}
