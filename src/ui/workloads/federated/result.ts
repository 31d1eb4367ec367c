/** The result of a federated run: the most accurate arm, how certain its lead is, and the bytes that are saved. */
import type { ModelNow } from "../../../store/state.ts";
import { formatCount } from "../../../store/format.ts";
import { secondsOf } from "../../../store/kinds/federated.ts";
import type { FedConfig } from "../../../workloads/federated/config.ts";
import type { FedFacts } from "../../../workloads/federated/workload.ts";
import { accuracyGap, headlineOf, isKnown, type Saving } from "../../stage/learned.ts";
import { percent, type Curves, type Hint, type RunAt, type RunVerdict } from "../../parts/workload-page.ts";
import { ARM_STYLES } from "./looks.ts";

const nameOf = ({ id }: ModelNow): string => ARM_STYLES[id as keyof typeof ARM_STYLES].name;

export const inSeconds = (value: number): string => `${value.toFixed(1)}\u202fs`;
export const inMegabytes = (value: number): string => `${value.toFixed(2)}\u202fMB`;

export const evaluatedOf = ({ progress }: ModelNow, metric: string): number =>
  progress?.evaluated[metric]?.value ?? NaN;

/** Simulated seconds up to each test of an arm. */
export function secondsAtTests(config: FedConfig, id: string, curves: Curves): number[] {
  const waited = curves.curveOf(id, "waited").values;
  return curves.curveOf(id, "gflops").values.map((gflops, i) => secondsOf(config, gflops, waited[i] ?? NaN));
}

/** Simulated seconds up to an arm's first test at the target accuracy; undefined before. */
export function secondsToTarget(config: FedConfig, id: string, curves: Curves): number | undefined {
  const gflops = curves.curveOf(id, "gflops").values;
  // The target cannot be reached before any training.
  const [metric, sign] =
    config.task === "planted" ? (["testError", -1] as const) : (["testAccuracy", 1] as const);
  const first = curves
    .curveOf(id, metric)
    .values.findIndex((value, i) => sign * value >= sign * config.target && (gflops[i] ?? 0) > 0);
  return secondsAtTests(config, id, curves)[first];
}

const ONE_SEED = "One seed cannot tell whether this gap is noise.";

export function verdictOf({ run, models, step }: RunAt): RunVerdict | undefined {
  const isError = models[0]?.headline === "testError";
  const sign = isError ? -1 : 1;
  const what = isError ? "test error" : "test accuracy";
  const [best, ...others] = models.filter(isKnown).toSorted((a, b) => sign * (headlineOf(b) - headlineOf(a)));
  const [second] = others;
  if (step === 0 || !best || !second) return undefined;
  const number = isError ? headlineOf(best).toFixed(3) : percent(headlineOf(best));
  const leads = (shown: string, text: string): RunVerdict => ({ model: best.id, number: shown, text });
  const level = others.filter((model) => headlineOf(model) === headlineOf(best)).length;
  if (level > 1 && level + 1 === models.length)
    return {
      number,
      text: `${what}: all ${formatCount(models.length)} arms ${step < run.config.steps ? "are level so far" : "end level"}.`,
    };
  if (level > 0)
    return leads(
      number,
      `${what}, level with ${level === 1 ? nameOf(second) : `${formatCount(level)} other arms`}.`,
    );
  if (isError)
    return leads(number, `test error; ${headlineOf(second).toFixed(3)} with ${nameOf(second)}. ${ONE_SEED}`);
  const tests = (run as unknown as FedFacts).clients.reduce((sum, client) => sum + client.tests, 0);
  const { isLevel, points, samples, noise } = accuracyGap(best, second, tests);
  return isLevel
    ? leads(
        "level",
        `with ${nameOf(second)} in test accuracy: ${formatCount(samples)} more of ${formatCount(tests)} test sentences right, within the noise of about ${formatCount(noise)}.`,
      )
    : leads(`${points} points`, `ahead of ${nameOf(second)} in test accuracy. ${ONE_SEED}`);
}

export function hintOf({ run, models, step }: RunAt): Hint | undefined {
  if (step < run.config.steps || models.length < 2) return undefined;
  const size = (run.config as unknown as FedConfig).task === "planted" ? "hundredths" : "points";
  return {
    text: `With 200 to 300 test sentences, gaps of a few ${size} are noise.`,
  };
}

export function savingsOf({ models }: RunAt): readonly Saving[] {
  const first = models.find(({ id }) => id === "fedavg");
  const [least] = models
    .filter(({ id }) => id !== "fedavg" && id !== "head")
    .toSorted((a, b) => evaluatedOf(a, "megabytes") - evaluatedOf(b, "megabytes"));
  if (!first || !least) return [];
  const [most, fewer] = [first, least].map((model) => evaluatedOf(model, "megabytes")) as [number, number];
  const fraction = 1 - fewer / most;
  // In the warm-up, all arms send only the head.
  if (!Number.isFinite(fraction) || fraction === 0) return [];
  return [
    {
      name: "Bytes sent",
      compared: [first, least],
      ratio: fraction < 0 ? `${percent(-fraction)} more` : `${percent(fraction)} fewer`,
      counts: `${inMegabytes(most)} → ${inMegabytes(fewer)}`,
      note: `${nameOf(least)} against ${nameOf(first)}, counted`,
    },
  ];
}
