/** What a run gave, as a few lines of Markdown beside its link: only what was counted or measured, each number with its name. */
import { encodeResults } from "../../experiment/results.ts";
import { presetOf } from "../../store/change.ts";
import { formatCount, formatDb, formatError, formatLarge, formatMs } from "../../store/format.ts";
import { shortName } from "../../store/headline.ts";
import { psnrOf } from "../../store/psnr.ts";
import type { NetworkNow, PlaygroundState, RunFacts } from "../../store/state.ts";
import { stoppedText } from "../../store/stopped.ts";
import { t } from "../../store/text.ts";
import { wordsOf } from "../controls/differences.ts";

type Run = Pick<PlaygroundState, "status" | "step" | "stopped" | "networks"> & { readonly run: RunFacts };

/** `date` is that of the day, as in 2026-11-25. */
export function receipt(state: Run, link: string, version: string, date: string): string {
  const { run, networks } = state;
  return [
    `**DMF Playground** · ${aboutExperiment(run)}`,
    `<${link}>`,
    "",
    `${howFar(state)} ${whatErrors(run)}`,
    ...networks.map((network) => `- ${networkLine(network, run)}`),
    "",
    `${engineOf(run)} · ${date} · ${t("version {version}", { version })}`,
    t(
      "The link repeats the run from the same start. Errors may differ in their last digits on another device, times will.",
    ),
  ].join("\n");
}

/** The same for the link itself, which whoever opens it compares with: of a single seed, and of networks that have not diverged. */
export function resultsOf({ run, networks, step }: Run): string[] {
  const results = networks.flatMap(({ id, progress }) =>
    progress && !progress.diverged && progress.step === step
      ? [{ id, recovery: progress.recoveryError, train: progress.trainError }]
      : [],
  );
  return run.experiment.seeds > 1 || results.length === 0 ? [] : [encodeResults({ step, networks: results })];
}

function aboutExperiment({ experiment, rows, cols }: RunFacts): string {
  const { task, data, depth, rHat, seed, seeds } = experiment;
  const preset = presetOf(experiment);
  return [
    ...(preset ? [preset.title] : []),
    `${wordsOf("task", task)} (${wordsOf("data", data)}), ${rows} × ${cols}`,
    t("depth {depth}, r̂ = {rHat}", { depth, rHat }),
    seeds > 1
      ? t("seeds {first} to {last}, numbers of the first", {
          first: String(seed),
          last: String(seed + seeds - 1),
        })
      : t("seed {seed}", { seed: String(seed) }),
  ].join(" · ");
}

function howFar({ run: { experiment }, status, step, stopped }: Run): string {
  if (stopped) return stoppedText(experiment, stopped);
  const at = formatCount(step);
  if (status === "running") return t("At step {at}, still training.", { at });
  const last = formatCount(experiment.steps);
  return step === experiment.steps
    ? t("After all {last} steps.", { last })
    : t("At step {at}; {last} were planned.", { at, last });
}

const whatErrors = ({ recoveryOver }: RunFacts): string =>
  recoveryOver === "heldout"
    ? t("Recovery error: relative, over the hidden entries; train error: over those that are seen.")
    : t("Recovery error: relative, over all entries; train error: over what is seen.");

function networkLine(
  { id, progress, parameters, flopsPerStep, msPerStep }: NetworkNow,
  { psnrAtOne }: RunFacts,
): string {
  const name = shortName(id);
  const size = t("{parameters} parameters, {flops} FLOPs per step (counted)", {
    parameters: formatCount(parameters),
    flops: formatLarge(flopsPerStep),
  });
  if (!progress || progress.diverged)
    return `${name}: ${progress ? t("diverged at step {step}", { step: formatCount(progress.step) }) : t("not trained")}; ${size}`;
  const decibels = (error: number) =>
    psnrAtOne === undefined ? "" : ` (${formatDb(psnrOf(psnrAtOne, error))} dB)`;
  const { recoveryError, trainError, bestRecoveryError, bestStep } = progress;
  const parts = [
    t("recovery error {error}", { error: formatError(recoveryError) }) + decibels(recoveryError),
    t("best {error}", { error: formatError(bestRecoveryError) }) +
      decibels(bestRecoveryError) +
      t(" at step {step}", { step: formatCount(bestStep) }),
    t("train error {error}", { error: formatError(trainError) }),
  ];
  const time = Number.isFinite(msPerStep)
    ? `; ${t("{ms} ms per step (measured)", { ms: formatMs(msPerStep) })}`
    : "";
  return `${name}: ${parts.join(", ")}; ${size}${time}`;
}

function engineOf({ backend, adapter, isFallback }: RunFacts): string {
  if (backend === "cpu") return t("Trained on the CPU (WebAssembly)");
  const values = { adapter: adapter ?? t("unknown adapter") };
  return isFallback
    ? t("Trained on WebGPU ({adapter}, a software adapter)", values)
    : t("Trained on WebGPU ({adapter})", values);
}
