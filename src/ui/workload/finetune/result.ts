/** The result of a fine-tuning run: the method in the lead, and how certain its lead is. */
import { compareTo, formatCount } from "../../../store/format.ts";
import type { ModelNow } from "../../../store/workload/state.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { headlineOf } from "../Result.tsx";
import type { Hint, RunNow, Verdict } from "../workload-page.ts";
import { METHOD_LOOKS } from "./looks.ts";

const nameOf = ({ id }: ModelNow): string => METHOD_LOOKS[id as keyof typeof METHOD_LOOKS].name;

const known = (models: readonly ModelNow[]): ModelNow[] =>
  models.filter((model) => !model.progress?.diverged && Number.isFinite(headlineOf(model)));

export function verdictOf({ run, models, step }: RunNow): Verdict | undefined {
  const { task } = run.config as unknown as LabConfig;
  const isError = task === "planted";
  const [best, second] = known(models).toSorted((a, b) =>
    isError ? headlineOf(a) - headlineOf(b) : headlineOf(b) - headlineOf(a),
  );
  if (step === 0 || !best || !second) return undefined;
  if (!isError)
    return {
      model: best.id,
      number: `${(100 * (headlineOf(best) - headlineOf(second))).toFixed(1)} points`,
      text: `ahead of ${nameOf(second)} in test accuracy.`,
    };
  const share = 1 - headlineOf(best) / headlineOf(second);
  return {
    model: best.id,
    number: `${(100 * share).toFixed(0)}\u202f%`,
    text: `less test error than ${nameOf(second)}.${models.length > 3 ? "" : " Without adaptation the error is 1."}`,
  };
}

const SEEDS = 5;

export function hintOf({ run, models, step }: RunNow): Hint | undefined {
  const { steps, seeds, task } = run.config as unknown as LabConfig;
  const lora = models.find(({ id }) => id === "lora");
  const deep = models.find(({ id }) => id === "deep");
  if (step < steps || !lora || !deep) return undefined;
  if (seeds === 1)
    return {
      text: "This is one seed. Paired runs on several seeds tell a gap from luck, but take that many times longer.",
      action: { label: `Train ${SEEDS} seeds`, changes: { seeds: SEEDS } },
    };
  const sign = task === "planted" ? -1 : 1;
  const gaps = deep.progressBySeed.map(
    ({ headline }, b) => sign * (headline - (lora.progressBySeed[b]?.headline ?? NaN)),
  );
  const wins = gaps.filter((gap) => gap > 0).length;
  return {
    text: `Deep LoRA is ahead of LoRA on ${formatCount(wins)} of ${formatCount(gaps.length)} paired seeds.`,
  };
}

export function savingsOf({ run, models }: RunNow): readonly (readonly [string, string, string])[] {
  const { optimizerBytes } = run.facts as LabFacts;
  const bytesOf = (model: ModelNow): number => optimizerBytes[models.indexOf(model)] ?? NaN;
  const adapted = models.filter(({ id }) => id !== "head");
  const [fewest] = adapted.toSorted((a, b) => a.trainedParameters - b.trainedParameters);
  const [smallest] = adapted.toSorted((a, b) => bytesOf(a) - bytesOf(b));
  if (!fewest || !smallest) return [];
  return [
    [
      "Trained parameters",
      compareTo(fewest.parameters, fewest.trainedParameters, "fewer", "more", "as many"),
      `${nameOf(fewest)} against the encoder’s ${formatCount(fewest.parameters)}`,
    ],
    [
      "Optimizer state",
      compareTo(8 * smallest.parameters, bytesOf(smallest), "smaller", "larger", "as large"),
      `${nameOf(smallest)} against Adam on all weights`,
    ],
  ];
}
