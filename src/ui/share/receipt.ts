/**
 * A run's results as a few lines of Markdown with its link. The text has only counted or measured numbers, each
 * with its name.
 */
import { encodeResults } from "../../experiment/results.ts";
import { presetOf } from "../../store/change.ts";
import { formatCount, formatDb, formatError, formatLarge, formatMs } from "../../store/format.ts";
import { shortName } from "../../store/run/headline.ts";
import { psnrOf } from "../../store/run/psnr.ts";
import type { NetworkNow, PlaygroundState, LoadedRun } from "../../store/kinds/matrix-state.ts";
import { stoppedText } from "../../store/run/stopped.ts";
import { wordsOf } from "../controls/differences.ts";

type Run = Pick<PlaygroundState, "status" | "step" | "stopped" | "models"> & { readonly run: LoadedRun };

/** `date` is a day such as 2026-11-25. */
export function receipt(state: Run, link: string, version: string, date: string): string {
  const { run, models } = state;
  return [
    `**DMF Playground** · ${aboutExperiment(run)}`,
    `<${link}>`,
    "",
    `${howFar(state)} ${whatErrors(run)}`,
    ...models.map((network) => `- ${networkLine(network, run)}`),
    "",
    `${engineOf(run)} · ${date} · version ${version}`,
    "The link repeats the run from the same start. Errors may differ in their last digits on another device, times will.",
  ].join("\n");
}

/**
 * The results to put into the link, so that its reader can compare them. Only runs with one seed have them, and
 * diverged networks are left out.
 */
export function resultsOf({ run, models, step }: Run): string[] {
  const results = models.flatMap(({ id, progress }) =>
    progress && !progress.diverged && progress.step === step
      ? [{ id, recovery: progress.headline, train: progress.loss }]
      : [],
  );
  return run.config.seeds > 1 || results.length === 0 ? [] : [encodeResults({ step, networks: results })];
}

function aboutExperiment({ config, rows, cols }: LoadedRun): string {
  const { task, data, depth, rHat, seed, seeds } = config;
  const preset = presetOf(config);
  return [
    ...(preset ? [preset.title] : []),
    `${wordsOf("task", task)} (${wordsOf("data", data)}), ${rows} × ${cols}`,
    `depth ${depth}, r̂ = ${formatCount(rHat)}`,
    seeds > 1
      ? `seeds ${String(seed)} to ${String(seed + seeds - 1)}, results of the first`
      : `seed ${String(seed)}`,
  ].join(" · ");
}

function howFar({ run: { config }, status, step, stopped }: Run): string {
  if (stopped) return stoppedText(config, stopped);
  const at = formatCount(step);
  if (status === "running") return `At step ${at}, still training.`;
  const last = formatCount(config.steps);
  return step === config.steps ? `After all ${last} steps.` : `At step ${at}; ${last} were planned.`;
}

function whatErrors({ recoveryOver, config: { task } }: LoadedRun): string {
  const recovery = recoveryOver === "heldout" ? "the hidden entries" : "all entries";
  const train = task === "ms" ? "measurements" : "observed entries";
  return `Recovery error: relative, over ${recovery}; train error: over the ${train}.`;
}

function networkLine(
  { id, progress, parameters, flopsPerStep, msPerStep }: NetworkNow,
  { psnrAtOne }: LoadedRun,
): string {
  const name = shortName(id);
  const size = `${formatCount(parameters)} parameters, ${formatLarge(flopsPerStep)} FLOPs per step (counted)`;
  if (!progress || progress.diverged)
    return `${name}: ${progress ? `diverged at step ${formatCount(progress.step)}` : "not trained"}; ${size}`;
  const decibels = (error: number) =>
    psnrAtOne === undefined ? "" : ` (${formatDb(psnrOf(psnrAtOne, error))} dB)`;
  const { headline: recoveryError, loss: trainError, best: bestRecoveryError, bestStep } = progress;
  const parts = [
    `recovery error ${formatError(recoveryError)}` + decibels(recoveryError),
    `best ${formatError(bestRecoveryError)}` +
      decibels(bestRecoveryError) +
      ` at step ${formatCount(bestStep)}`,
    `train error ${formatError(trainError)}`,
  ];
  const time = Number.isFinite(msPerStep) ? `; ${formatMs(msPerStep)} ms per step (measured)` : "";
  return `${name}: ${parts.join(", ")}; ${size}${time}`;
}

function engineOf({ backend, adapter, isFallback }: LoadedRun): string {
  if (backend === "cpu") return "Trained on the CPU (WebAssembly)";
  return `Trained on WebGPU (${adapter ?? "unknown adapter"}${isFallback ? ", a software adapter" : ""})`;
}
