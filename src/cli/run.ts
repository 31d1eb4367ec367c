/** `dmf run`: trains one experiment to its last step and reports. */
import { parseArgs } from "node:util";
import type { BackendChoice, EngineStatus, NetworkSteps, NetworkView, RunSummary } from "../engine/engine.ts";
import { LocalEngine } from "../engine/local-engine.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { CliError, EXIT } from "./exit.ts";
import { openHost } from "./host.ts";
import { readExperiment } from "./input.ts";
import { writeOutput } from "./output.ts";
import { progressBar } from "./progress-bar.ts";
import { makeReport, reportTable, type StopReason } from "./report.ts";

const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "cpu"];

export async function runCommand(args: readonly string[]): Promise<number> {
  const options = parseRunArguments(args);
  const { preset, experiment } = await readExperiment(options);
  const record = await train(experiment, options.backend);
  const report = makeReport(preset, record);
  if (options.out !== undefined) await writeOutput(options.out, report, record.errors);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportTable(report));
  if (record.stopReason === "interrupted") return EXIT.interrupted;
  return record.diverged ? EXIT.failed : EXIT.ok;
}

export interface RunOptions {
  readonly input: string;
  readonly backend: BackendChoice;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
}

function parseRunArguments(args: readonly string[]): RunOptions {
  const { values, positionals } = parse(args);
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0)
    throw new CliError(
      EXIT.badArguments,
      "run takes one preset, link or config file; dmf list names the presets",
    );
  const backend = BACKENDS.find((choice) => choice === (values.backend ?? "auto"));
  if (!backend) throw new CliError(EXIT.badArguments, `--backend is one of ${BACKENDS.join(", ")}`);
  return {
    input,
    backend,
    steps: wholeNumber("--steps", values.steps),
    seed: wholeNumber("--seed", values.seed),
    out: values.out,
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        backend: { type: "string" },
        steps: { type: "string" },
        seed: { type: "string" },
        out: { type: "string" },
        json: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new CliError(EXIT.badArguments, (error as Error).message.split("\n")[0] ?? "bad arguments");
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw new CliError(EXIT.badArguments, `${name} takes a whole number, not “${text}”`);
  return Number(text);
}

/** Everything a run has told. */
export interface RunRecord {
  readonly summary: RunSummary;
  readonly networks: ReadonlyMap<string, NetworkSteps>;
  readonly views: ReadonlyMap<string, NetworkView>;
  /** Errors of every step, for errors.csv. */
  readonly errors: readonly NetworkSteps[];
  readonly stopReason: StopReason;
  readonly diverged: boolean;
}

async function train(experiment: Experiment, backend: BackendChoice): Promise<RunRecord> {
  const engine = new LocalEngine(await openHost(backend !== "cpu"));
  const networks = new Map<string, NetworkSteps>();
  const errors: NetworkSteps[] = [];
  const views = new Map<string, NetworkView>();
  let summary: RunSummary | undefined;
  let failure: CliError | undefined;
  let status: EngineStatus = "loading";
  const bar = progressBar(experiment.steps);
  engine.subscribe((event) => {
    switch (event.kind) {
      case "loaded":
        summary = event.summary;
        break;
      case "status":
        status = event.status;
        break;
      case "steps":
        for (const steps of event.networks) networks.set(steps.id, steps);
        errors.push(...event.networks);
        bar.update(Math.min(...[...networks.values()].map(({ progress }) => progress.step)));
        break;
      case "views":
        for (const view of event.networks) views.set(view.id, { ...views.get(view.id), ...view });
        break;
      case "notice":
        bar.say(event.message);
        break;
      case "error":
        failure = new CliError(event.code === "no-webgpu" ? EXIT.noBackend : EXIT.failed, event.message);
        break;
    }
  });
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void engine.pause();
  };
  process.once("SIGINT", interrupt);
  try {
    await engine.load(experiment, backend);
    if (!failure && !interrupted) await engine.play();
  } finally {
    process.off("SIGINT", interrupt);
    bar.end();
    await engine.dispose();
  }
  if (failure) throw failure;
  if (!summary) throw new CliError(EXIT.interrupted, "interrupted before the run was prepared");
  const diverged = [...networks.values()].some(({ progress }) => progress.diverged);
  const stopReason =
    (status as EngineStatus) === "diverged" ? "diverged" : interrupted ? "interrupted" : "steps";
  return { summary, networks, views, errors, stopReason, diverged };
}
