/**
 * `dmf sweep`: one or two settings × seeds, one line of JSON for each run, appended as soon as it is done. A sweep that
 * was stopped goes on where it was; `--shard i/n` makes every n-th run, so that a scheduler can spread a sweep.
 */
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeLink, encodeLink } from "../experiment/link.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { backendChoice, onlyPositional, parseOptions, wholeNumber } from "./arguments.ts";
import { CliError, EXIT } from "./exit.ts";
import { readExperiment } from "./input.ts";
import { openFolder } from "./output.ts";
import { makeReport, type Report } from "./report.ts";
import { train } from "./train.ts";

const OPTIONS = {
  vary: { type: "string", multiple: true },
  seeds: { type: "string" },
  seed: { type: "string" },
  steps: { type: "string" },
  backend: { type: "string" },
  shard: { type: "string" },
  out: { type: "string" },
} as const;

/** One run of a sweep: what was varied, by link key, and the whole experiment. */
export interface SweepCell {
  readonly varied: Readonly<Record<string, string>>;
  readonly experiment: Experiment;
}

/** A finished cell, as it is written: a line of JSON. */
export interface SweepLine {
  readonly link: string;
  readonly varied: Readonly<Record<string, string>>;
  readonly report: Report;
}

export async function sweepCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const usage = "sweep takes one preset, link or config file, --vary key=v1,v2,… and --out DIR";
  if (values.out === undefined || !values.vary) throw new CliError(EXIT.badArguments, usage);
  const backend = backendChoice(values.backend);
  const shard = parseShard(values.shard ?? "1/1");
  const { experiment } = await readExperiment({
    input: onlyPositional(positionals, usage),
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
  });
  const cells = sweepCells(experiment, values.vary, wholeNumber("--seeds", values.seeds) ?? 1);
  const mine = cells.filter((_, i) => i % shard.count === shard.index - 1);
  await openFolder(values.out);
  const path = join(values.out, `sweep-${shard.index}-of-${shard.count}.jsonl`);
  const done = new Set((await readLines(path)).map(({ link }) => link));
  for (const { varied, experiment: cell } of mine) {
    const link = encodeLink(cell);
    if (done.has(link)) continue;
    process.stderr.write(`${JSON.stringify(varied)}\n`);
    const record = await train(cell, backend);
    if (record.stopReason === "interrupted") return EXIT.interrupted;
    const line: SweepLine = { link, varied, report: makeReport(null, record) };
    await appendFile(path, `${JSON.stringify(line)}\n`);
  }
  process.stdout.write(`${path}: ${mine.length} of ${cells.length} runs\n`);
  return EXIT.ok;
}

/** Every combination of the varied values and seeds; values that do not fit are refused, not mended. */
export function sweepCells(base: Experiment, vary: readonly string[], seeds: number): SweepCell[] {
  let combinations: Record<string, string>[] = [{}];
  for (const axis of vary) {
    const [key, list] = axis.split("=");
    if (!key || !list) throw new CliError(EXIT.badArguments, `--vary takes key=v1,v2,… and not “${axis}”`);
    combinations = combinations.flatMap((chosen) =>
      list.split(",").map((value) => ({ ...chosen, [key]: value })),
    );
  }
  return combinations.flatMap((chosen) =>
    Array.from({ length: seeds }, (_, s): SweepCell => {
      const varied = { ...chosen, seed: String(base.seed + s) };
      // Later keys replace earlier ones, so what is varied wins over the base, and defaults that follow from it move along.
      const link = [
        encodeLink(base),
        ...Object.entries(varied).map(([key, value]) => `${key}=${value}`),
      ].join("&");
      const { experiment, repairs } = decodeLink(link);
      if (repairs.length > 0) throw new CliError(EXIT.badArguments, repairs.join(" "));
      return { varied, experiment };
    }),
  );
}

function parseShard(text: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count)
    throw new CliError(EXIT.badArguments, `--shard is i/n with 1 ≤ i ≤ n, not “${text}”`);
  return { index, count };
}

/** Lines of a sweep's file; none when it does not exist yet. A last line that was cut off is left out. */
export async function readLines(path: string): Promise<SweepLine[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  return complete
    .split("\n")
    .filter(Boolean)
    .map((line) => parseLine(path, line));
}

function parseLine(path: string, line: string): SweepLine {
  try {
    const parsed = JSON.parse(line) as SweepLine;
    if (typeof parsed.link === "string" && parsed.varied && parsed.report) return parsed;
  } catch {
    // The same as a line of something else.
  }
  throw new CliError(EXIT.badArguments, `${path} was not written by sweep`);
}
