/**
 * A run's results as a few lines of Markdown with its link. The text has only counted or measured numbers, each
 * with its name.
 */
import { overriddenFields } from "../../experiment/codec.ts";
import { encodeResults } from "../../experiment/results.ts";
import { presetOfSeeds } from "../../store/config.ts";
import { formatCount, formatLarge, formatMs } from "../../store/format.ts";
import type { RunData } from "../../store/run-data.ts";
import type { ModelNow, Run, State } from "../../store/state.ts";
import { valueWords, type Quantity, type WorkloadPage } from "../parts/workload-page.ts";

type Now = Pick<State, "status" | "step" | "stopped" | "models"> & { readonly run: Run };

/** `date` is a day such as 2026-11-25. */
export function receipt(
  kind: WorkloadPage,
  state: Now,
  data: Pick<RunData, "metricsOf">,
  link: string,
  version: string,
  date: string,
): string {
  const { run, models } = state;
  return [
    `**DMF Playground** · ${aboutConfig(kind, run)}`,
    `<${link}>`,
    "",
    [howFar(kind, state), ...(kind.receipt ? [kind.receipt.metrics(run)] : [])].join(" "),
    ...models.map((model) => `- ${modelLine(kind, model, run, data.metricsOf(model.id)[0])}`),
    "",
    `${engineOf(run)} · ${date} · version ${version}`,
    "The link repeats the run from the same start. Results may differ in their last digits on another device, times will.",
  ].join("\n");
}

/**
 * The results to put into the link, so that its reader can compare them. Only runs with one seed have them, and
 * diverged models are left out.
 */
export function resultsOf({ run, models, step }: Now): string[] {
  const results = models.flatMap(({ id, progress }) =>
    progress && !progress.diverged && progress.step === step && Number.isFinite(progress.headline)
      ? [{ id, headline: progress.headline, loss: progress.loss }]
      : [],
  );
  return run.config.seeds > 1 || results.length === 0 ? [] : [encodeResults({ step, models: results })];
}

function aboutConfig(kind: WorkloadPage, run: Run): string {
  const { config } = run;
  const { seed, seeds } = config;
  const preset = presetOfSeeds(kind, config);
  const differences = overriddenFields(kind.fields, config)
    .filter(({ name }) => !["id", "seed", "seeds"].includes(name))
    .map(({ name, label }) => `${label} ${valueWords(kind, name, config[name])}`);
  return [
    preset?.title ?? kind.label,
    ...(kind.receipt?.about(run) ?? (preset ? [] : differences)),
    seeds > 1
      ? `seeds ${String(seed)} to ${String(seed + seeds - 1)}, results of the first seed`
      : `seed ${String(seed)}`,
  ].join(" · ");
}

function howFar({ stepName, spoken }: WorkloadPage, { run: { config }, status, step, stopped }: Now): string {
  const at = `${stepName} ${formatCount(step)}`;
  if (stopped) return spoken?.stopped(config, stopped) ?? `Stopped at ${at}.`;
  if (status === "running") return `At ${at}, still training.`;
  const last = formatCount(config.steps);
  return step === config.steps ? `After all ${last} ${stepName}s.` : `At ${at}; ${last} were planned.`;
}

/** `lossId` is the metric that the model minimizes. */
function modelLine(
  { looks, quantities, receipt: own, stepName }: WorkloadPage,
  { id, label, headline, progress, parameters, flopsPerStep, msPerStep }: ModelNow,
  run: Run,
  lossId: string | undefined,
): string {
  const name = looks[id]?.name ?? label;
  const size = `${formatCount(parameters)} parameters, ${formatLarge(flopsPerStep)} FLOPs per ${stepName} (counted)`;
  if (!progress || progress.diverged)
    return `${name}: ${progress ? `diverged at ${stepName} ${formatCount(progress.step)}` : "not trained"}; ${size}`;
  const metric = (metricId: string | undefined): Quantity =>
    quantities.find((quantity) => quantity.id === metricId) ?? quantities[0];
  const written = (value: number): string =>
    Number.isFinite(value) ? metric(headline).format(value) + (own?.aside(run, value) ?? "") : "–";
  const loss = metric(lossId);
  const parts = [
    `${metric(headline).label.toLowerCase()} ${written(progress.headline)}`,
    `best ${written(progress.best)} at ${stepName} ${formatCount(progress.bestStep)}`,
    `${loss.label.toLowerCase()} ${loss.format(progress.loss)}`,
  ];
  const time = Number.isFinite(msPerStep) ? `; ${formatMs(msPerStep)} ms per ${stepName} (measured)` : "";
  return `${name}: ${parts.join(", ")}; ${size}${time}`;
}

function engineOf({ backend, adapter, isFallback }: Run): string {
  if (backend === "cpu") return "Trained on the CPU (WebAssembly)";
  return `Trained on WebGPU (${adapter ?? "unknown adapter"}${isFallback ? ", a software adapter" : ""})`;
}
