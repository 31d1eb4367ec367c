/**
 * `dmf sweep`: trains every combination of settings and seeds. It appends one line of JSON per run as soon as the
 * run is done. A stopped sweep continues where it stopped, even within a run. `--shard i/n` trains every n-th
 * run, so that a scheduler can distribute a sweep. Processes with the same sweep and folder share the runs.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cellsOf, parseAxis, type SweepCell } from "../../experiment/sweep.ts";
import type { RunConfig } from "../../training/plan.ts";
import { EngineError } from "../../core/errors.ts";
import { tryClaim, waitTeller } from "./claim.ts";
import { backendChoice, onlyPositional, optionsOf, parseOptions, wholeNumber } from "../arguments.ts";
import { badArguments, EXIT, onInterrupt, PATIENT, tell, openFolder } from "../output.ts";
import { readExperiment } from "../input.ts";
import { shortHash, sweepFile, type SweepFile } from "./sweep-file.ts";
import { train, type TrainOptions } from "../run/train.ts";
import { cliWorkload } from "../workloads.ts";

export const SWEEP_OPTIONS = {
  ...optionsOf(["seeds", "seed", "steps", "data", "backend", "shard", "out"], ["quiet"]),
  vary: { type: "string", multiple: true },
} as const;

export async function sweepCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, SWEEP_OPTIONS);
  const usage = "sweep takes one preset, link or config file, --vary key=v1,v2,… and --out DIR";
  if (values.out === undefined || !values.vary) throw badArguments(usage);
  const backend = backendChoice(values.backend);
  const shard = parseShard(values.shard ?? "1/1");
  const input = onlyPositional(positionals, usage);
  const { experiment, data } = await readExperiment(input, values.data, values);
  const { vary } = values;
  const { codec } = cliWorkload(experiment.id);
  const seeds = wholeNumber("--seeds", values.seeds) ?? 1;
  const cells = refused(() => cellsOf(codec, experiment, vary.map(parseAxis), seeds));
  const mine = cells
    .filter((_, i) => i % shard.count === shard.index - 1)
    .map((cell, i, { length }): Run => ({
      ...cell,
      label: labelOf(cell.varied, i + 1, length),
    }));
  await openFolder(values.out);
  const path = join(values.out, `sweep-${shard.index}-of-${shard.count}`);
  const pathOf = ({ link }: Run): string => `${path}.${shortHash(link)}`;
  const say = (message: string): void => tell(`${message}\n`);
  const results = sweepFile(`${path}.jsonl`, say);
  await results.open();
  let isInterrupted = false;
  const undo = onInterrupt(() => void (isInterrupted = true), PATIENT);
  const told = waitTeller(say);
  for (let open = mine; open.length > 0;) {
    const elsewhere: Run[] = [];
    for (const run of open) {
      if (isInterrupted) return EXIT.interrupted;
      const outcome = await makeRun(run, pathOf(run), results, { backend, data });
      if (outcome === "interrupted") return EXIT.interrupted;
      if (outcome === "elsewhere") elsewhere.push(run);
    }
    // Other processes train the runs in `elsewhere`. If such a process ends early, the next pass takes its run
    // over.
    if (elsewhere.length === open.length) {
      for (const run of elsewhere) await told(claimPathOf(pathOf(run)));
      await sleep(POLL_MS);
    }
    open = elsewhere;
  }
  undo();
  process.stdout.write(`${results.path}: ${mine.length} of ${cells.length} runs\n`);
  return EXIT.ok;
}

interface Run extends SweepCell<RunConfig> {
  readonly link: string;
  readonly label: string;
}

const POLL_MS = 200;

const claimPathOf = (path: string): string => `${path}.claim`;

async function makeRun(
  { link, varied, config, label }: Run,
  path: string,
  results: SweepFile,
  options: Pick<TrainOptions, "backend" | "data">,
): Promise<"done" | "elsewhere" | "interrupted"> {
  if (await results.has(link)) return "done";
  const release = await tryClaim(claimPathOf(path));
  if (!release) return "elsewhere";
  try {
    // Another process may have finished the run in the meantime.
    if (await results.has(link)) return "done";
    const { report, conclude } = await train(config, {
      ...options,
      statePath: `${path}.state.bin`,
      label,
    });
    if (report.stopReason !== "interrupted") await results.append({ link, varied, report });
    return (await conclude()) ? "interrupted" : "done";
  } finally {
    await release();
  }
}

/** For example `2 of 9, L=3 seed=0`. */
function labelOf(varied: Run["varied"], run: number, runs: number): string {
  const settings = Object.entries(varied).map(([key, value]) => `${key}=${value}`);
  return `${run} of ${runs}, ${settings.join(" ")}`;
}

function refused<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof EngineError) throw badArguments(error.message);
    throw error;
  }
}

function parseShard(text: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!index || !count || index > count)
    throw badArguments(`--shard must be i/n with 1 ≤ i ≤ n, not “${text}”`);
  return { index, count };
}
