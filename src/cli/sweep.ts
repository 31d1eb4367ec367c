/**
 * `dmf sweep`: settings × seeds, one line of JSON for each run, appended as soon as it is done. A sweep that was stopped goes on
 * where it was, within a run too; `--shard i/n` makes every n-th run, so that a scheduler can spread a sweep.
 */
import { join } from "node:path";
import { makeReport } from "../engine/report.ts";
import { encodeLink } from "../experiment/link.ts";
import { parseAxis, sweepCells, type SweepCell } from "../experiment/sweep.ts";
import { EngineError } from "../math/errors.ts";
import { backendChoice, onlyPositional, parseOptions, wholeNumber } from "./arguments.ts";
import { readDataFile } from "./data.ts";
import { CliError, EXIT } from "./exit.ts";
import { readExperiment } from "./input.ts";
import { openFolder } from "./output.ts";
import { appendLine, openLines } from "./sweep-file.ts";
import { train } from "./train.ts";

export const SWEEP_OPTIONS = {
  vary: { type: "string", multiple: true },
  seeds: { type: "string" },
  seed: { type: "string" },
  steps: { type: "string" },
  data: { type: "string" },
  backend: { type: "string" },
  shard: { type: "string" },
  out: { type: "string" },
} as const;

export async function sweepCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, SWEEP_OPTIONS);
  const usage = "sweep takes one preset, link or config file, --vary key=v1,v2,… and --out DIR";
  if (values.out === undefined || !values.vary) throw new CliError(EXIT.badArguments, usage);
  const backend = backendChoice(values.backend);
  const shard = parseShard(values.shard ?? "1/1");
  const file = values.data === undefined ? undefined : await readDataFile(values.data);
  const { experiment } = await readExperiment({
    input: onlyPositional(positionals, usage),
    file,
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
  });
  const { vary } = values;
  const seeds = wholeNumber("--seeds", values.seeds) ?? 1;
  const cells = refused(() => sweepCells(experiment, vary.map(parseAxis), seeds));
  const mine = cells.filter((_, i) => i % shard.count === shard.index - 1);
  await openFolder(values.out);
  const path = join(values.out, `sweep-${shard.index}-of-${shard.count}`);
  const done = new Set((await openLines(`${path}.jsonl`)).map(({ link }) => link));
  for (const [index, { varied, experiment: cell }] of mine.entries()) {
    const link = encodeLink(cell);
    if (done.has(link)) continue;
    const record = await train(cell, {
      backend,
      file,
      statePath: `${path}.state.bin`,
      label: labelOf(varied, index + 1, mine.length),
    });
    if (record.stopReason === "interrupted") return EXIT.interrupted;
    await appendLine(`${path}.jsonl`, { link, varied, report: makeReport(null, record) });
  }
  process.stdout.write(`${path}.jsonl: ${mine.length} of ${cells.length} runs\n`);
  return EXIT.ok;
}

/** `2 of 9, L=3 seed=0`. */
function labelOf(varied: SweepCell["varied"], run: number, runs: number): string {
  const settings = Object.entries(varied).map(([key, value]) => `${key}=${value}`);
  return `${run} of ${runs}, ${settings.join(" ")}`;
}

function refused<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof EngineError) throw new CliError(EXIT.badArguments, error.message);
    throw error;
  }
}

function parseShard(text: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count)
    throw new CliError(EXIT.badArguments, `--shard is i/n with 1 ≤ i ≤ n, not “${text}”`);
  return { index, count };
}
