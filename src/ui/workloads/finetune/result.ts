/** The result of a fine-tuning run: the method in the lead, and how certain its lead is. */
import { compareTo, formatBytes, formatCount, formatLarge } from "../../../store/format.ts";
import type { ModelReport } from "../../../library/api.ts";
import type { ModelNow } from "../../../store/state.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { accuracyGap, headlineOf, isKnown, MORE_SEEDS, type Saving } from "../../stage/learned.ts";
import type { Hint, RunAt, RunVerdict } from "../../parts/workload-page.ts";
import { METHOD_LOOKS } from "./looks.ts";

const nameOf = ({ id }: ModelNow): string => METHOD_LOOKS[id as keyof typeof METHOD_LOOKS].name;

/** A relative gap that the verdict rounds to 0 %. */
const LEVEL = 0.005;

const points = (fraction: number): string => (100 * fraction).toFixed(1);
function percent(fraction: number): string {
  if (fraction < 0.0005) return "under 0.1\u202f%";
  return `${fraction < 0.095 ? points(fraction) : formatCount(Math.round(100 * fraction))}\u202f%`;
}

/** Whether a method's error is not yet below the error of the encoder without training. */
const isUntrained = (model: ModelNow): boolean => headlineOf(model) >= 1 - LEVEL;

/** Whether a method is farther from the teacher than the encoder without training. */
const isWorse = (model: ModelNow): boolean => isKnown(model) && headlineOf(model) > 1 + LEVEL;

/** Names the methods that are no nearer to the teacher than the encoder without training, whose error is 1. */
function uselessText(models: readonly ModelNow[], isOver: boolean): string {
  const known = models.filter(isKnown);
  const equal = known.filter((model) => isUntrained(model) && !isWorse(model));
  return [
    { how: isOver ? "Worse" : "Now worse", named: known.filter(isWorse) },
    { how: isOver ? "No better" : "Not yet better", named: equal },
  ]
    .filter(({ named }) => named.length > 0)
    .map(({ how, named }) => `${how} than without training (error 1): ${named.map(nameOf).join(", ")}.`)
    .join(" ");
}

/** Drift of the test sentences below which a method has not moved the encoder. */
const LEAST_DRIFT = 1e-9;

/** From this drift on, hardly anything of the encoder's embeddings is left. */
const LOST_DRIFT = 0.8;

/** A trained method's drift in its latest test. NaN if there is none. */
const driftOf = ({ id }: Pick<ModelReport, "id">, evaluated: ModelReport["evaluated"]): number => {
  const drift = evaluated?.["drift"];
  return id !== "head" && drift !== undefined && drift.step > 0 ? (drift.value ?? NaN) : NaN;
};

/** Whether a method that adapts the encoder has left it as it was. */
export const hasNotMoved = (model: Pick<ModelReport, "id">, evaluated: ModelReport["evaluated"]): boolean =>
  driftOf(model, evaluated) < LEAST_DRIFT;

/** Names the methods whose training has replaced what the encoder had learned. Empty if there are none. */
function lostText(models: readonly ModelNow[]): string {
  const lost = models.filter((model) => driftOf(model, model.progress?.evaluated) >= LOST_DRIFT);
  return lost.length === 0
    ? ""
    : `The learning rate of ${lost.map(nameOf).join(" and ")} is too large: the encoder’s embeddings are lost (drift ${LOST_DRIFT} or more). Try a smaller one.`;
}

const comparedIn = ({ models, compares }: RunAt): readonly ModelNow[] =>
  compares?.flatMap((wanted) => models.filter(({ id }) => id === wanted)) ?? models;

/** The comparison of the methods, a warning of rates that are too large, and messages about the user’s texts. */
export function verdictOf(now: RunAt): RunVerdict | undefined {
  const said = comparisonOf(now);
  const { remarks = [] } = now.run;
  const text = [said?.text, lostText(now.models), ...remarks].filter(Boolean).join(" ");
  return text ? { ...said, text } : undefined;
}

/** The step of a model's latest test. Undefined before the first one. */
const testedAt = ({ headline, progress }: ModelNow): number | undefined =>
  progress?.evaluated[headline]?.step;

function comparisonOf(now: RunAt): RunVerdict | undefined {
  const { run, models, step, compares } = now;
  const { task, seeds, steps } = run.config as unknown as LabConfig;
  const { testTexts } = run as unknown as LabFacts;
  const isError = task === "planted";
  const [best, second] = comparedIn(now)
    .filter(isKnown)
    .toSorted((a, b) => (isError ? headlineOf(a) - headlineOf(b) : headlineOf(b) - headlineOf(a)));
  // A test at step 0 compares nothing but the same untrained encoder.
  if (step === 0 || !best || testedAt(best) === 0) return undefined;
  // Such an accuracy is the head's alone, so no number stands for the method.
  const unmoved = [best, second].flatMap((model) =>
    model && hasNotMoved(model, model.progress?.evaluated) ? [model] : [],
  );
  if (!isError && task !== "pairs" && unmoved.length > 0)
    return {
      text: `${unmoved.map(nameOf).join(" and ")} ${unmoved.length > 1 ? "have" : "has"} not moved the encoder (drift below 10⁻⁹): what is right there comes from the head alone. Try larger learning rates.`,
    };
  if (!second) return undefined;
  const [ahead, behind] = [headlineOf(best), headlineOf(second)];
  const leads = (number: string, text: string): RunVerdict => ({ model: best.id, number, text });
  // All methods train the head at the same rate, and “Head only” has no other rate.
  const rates = [best, second].some(({ id }) => id === "head")
    ? ""
    : best.eta === second.eta
      ? ", at the same learning rate"
      : ", each at its own rate";
  const means = seeds > 1 ? ` on the mean of ${formatCount(seeds)} seeds` : "";
  const isOver = step >= steps;
  // Until the run ends, a method that has not learned may just be slow to start, unless it has become worse.
  const useless = isError && (isOver || models.some(isWorse)) ? uselessText(models, isOver) : "";
  if (isError && isUntrained(best))
    return {
      text:
        useless ||
        `Not yet trained: ${compares ? `neither ${nameOf(best)} nor ${nameOf(second)}` : "no method"} is below 1, the error without training.`,
    };
  if (isError && !isOver && isUntrained(second))
    return leads(
      `${(100 * (1 - ahead)).toFixed(0)}\u202f%`,
      `less test error than without training${means}. ${useless || `${compares ? `${nameOf(second)} is not` : "No other method is"} below that error yet.`}`,
    );
  if (!isError && task !== "pairs") {
    const tests = testTexts.length;
    const gap = accuracyGap(best, second, tests);
    const noise = gap.isLevel ? `, within the noise of about ${formatCount(gap.noise)}` : "";
    const counted = `: ${formatCount(gap.samples)} more of ${formatCount(tests)} test sentences right${noise}`;
    return leads(
      gap.isLevel ? "level" : `${gap.points} points`,
      `${gap.isLevel ? "with" : "ahead of"} ${nameOf(second)} in test accuracy${means}${rates}${gap.samples === 0 ? "" : counted}.`,
    );
  }
  const number =
    task === "pairs" ? (ahead - behind).toFixed(3) : `${(100 * (1 - ahead / behind)).toFixed(0)}\u202f%`;
  if (Number.parseFloat(number) === 0)
    return leads("level", `with ${nameOf(second)}${means}${rates}.${useless && ` ${useless}`}`);
  if (task === "pairs")
    return leads(number, `ahead of ${nameOf(second)} in the correlation of the test scores${means}${rates}.`);
  const scale = useless || (models.length > 3 || seeds > 1 ? "" : "Without training the error is 1.");
  return leads(number, `less test error than ${nameOf(second)}${means}${rates}.${scale && ` ${scale}`}`);
}

/**
 * Says how certain the gap is, and compares it with the methods' fit to the training sentences, or with the
 * accuracy of the head alone. Before the last step, or without both compared methods, it says what GaLore saves.
 */
export function hintOf({ run, models, step, compares = ["lora", "deep"] }: RunAt): Hint | undefined {
  const { steps, seeds, seed, task } = run.config as unknown as LabConfig;
  const find = (wanted: string): ModelNow | undefined => models.find(({ id }) => id === wanted);
  const head = find("head");
  const [one, other] = compares.map(find);
  if (step < steps || !isKnown(one) || !isKnown(other)) {
    const counted = stateText(run.config as unknown as LabConfig, run as unknown as LabFacts, models);
    return counted ? { text: counted } : undefined;
  }
  const isError = task === "planted";
  const { testTexts } = run as unknown as LabFacts;
  const why = isError
    ? fitText(one, other)
    : isKnown(head) && task !== "pairs"
      ? addedText(head, [one, other], testTexts.length)
      : "";
  if (seeds === 1)
    return {
      text: `${why}This is seed ${seed} alone.`,
      action: MORE_SEEDS,
    };
  const sign = isError ? -1 : 1;
  const gaps = other.progressBySeed.map(
    ({ headline }, b) => sign * (headline - (one.progressBySeed[b]?.headline ?? NaN)),
  );
  const wins = gaps.filter((gap) => gap > 0).length;
  return {
    text: `${why}${nameOf(other)} is ahead of ${nameOf(one)} on ${formatCount(wins)} of ${formatCount(gaps.length)} paired seeds.`,
  };
}

/** The bytes that GaLore saves against full fine-tuning, and its operations. Empty without both methods. */
function stateText({ gap }: LabConfig, { memory }: LabFacts, models: readonly ModelNow[]): string {
  const [full, galore] = ["full", "galore"].map((id) => models.findIndex((model) => model.id === id));
  const [dense, projected] = [models[full ?? -1], models[galore ?? -1]];
  if (!dense || !projected) return "";
  const [most, least] = [full, galore].map((i) => memory[i ?? -1]?.optimizer ?? NaN) as [number, number];
  const saved = (100 * (1 - least / most)).toFixed(1);
  const added = 100 * (projected.flopsPerStep / dense.flopsPerStep - 1);
  return `GaLore’s optimizer state is ${saved}\u202f% smaller than full fine-tuning’s (${formatBytes(least)} instead of ${formatBytes(most)}). Its step takes ${Math.abs(added).toFixed(1)}\u202f% ${added < 0 ? "fewer" : "more"} operations. Every ${formatCount(gap)} steps it also computes singular vectors.`;
}

/** The fraction of the first mini-batch loss that is left, on average over the seeds. */
const lossLeft = ({ progressBySeed }: ModelNow): number =>
  progressBySeed.reduce((sum, { loss, lossAtStart }) => sum + loss / lossAtStart, 0) / progressBySeed.length;

/**
 * Says whether the method that is behind on test sentences is behind on its training sentences, too. If so, it
 * did not just memorize them. Both gaps are fractions of the squared distance before training.
 */
function fitText(one: ModelNow, other: ModelNow): string {
  const [better, worse] = headlineOf(one) < headlineOf(other) ? [one, other] : [other, one];
  const [least, most] = [lossLeft(better), lossLeft(worse)];
  if (!Number.isFinite(least + most)) return "";
  const moved = (left: number): string => (left > 1 ? "rose" : "fell");
  const again = moved(most) === moved(least) ? "" : `${moved(most)} `;
  const told = `The training loss ${moved(least)} to ${percent(least)} with ${nameOf(better)} and ${again}to ${percent(most)} with ${nameOf(worse)}`;
  const gap = headlineOf(worse) - headlineOf(better);
  if (most > 1 || gap < LEVEL * headlineOf(worse)) return `${told}. `;
  const explained = (most - least) / gap;
  if (explained > 1 / 2)
    return `${told}. So ${nameOf(worse)} learned too little even of its training sentences. `;
  return explained < 1 / 4 ? `${told}, so the gap is on new sentences. ` : `${told}. `;
}

/** Says how many points each adapter gains over the head alone, and how many one test sentence is worth. */
function addedText(head: ModelNow, adapted: readonly ModelNow[], tests: number): string {
  const told = adapted.map((model) => {
    const gap = accuracyGap(model, head, tests).points;
    return `${nameOf(model)} ${gap.startsWith("-") ? gap.replace("-", "−") : `+${gap}`}`;
  });
  return `Against the head alone, in points: ${told.join(", ")}. One of ${formatCount(tests)} test sentences is ${points(1 / tests)} points. `;
}

export function savingsOf({ run, models }: RunAt): readonly Saving[] {
  const { memory } = run as unknown as LabFacts;
  const bytesOf = (model: ModelNow): number => memory[models.indexOf(model)]?.optimizer ?? NaN;
  const adapted = models.filter(({ id }) => id !== "head");
  const [fewest] = adapted.toSorted((a, b) => a.trainedParameters - b.trainedParameters);
  const [smallest] = adapted.toSorted((a, b) => bytesOf(a) - bytesOf(b));
  if (!fewest || !smallest) return [];
  return [
    {
      name: "Trained parameters",
      compared: [fewest],
      ratio: compareTo(fewest.parameters, fewest.trainedParameters, "fewer", "more", "as many"),
      counts: `${formatLarge(fewest.parameters)} → ${formatLarge(fewest.trainedParameters)}`,
      note: `${nameOf(fewest)} against the encoder’s ${formatCount(fewest.parameters)}`,
    },
    {
      name: "Optimizer state",
      compared: [smallest],
      ratio: compareTo(8 * smallest.parameters, bytesOf(smallest), "smaller", "larger", "as large"),
      counts: `${formatBytes(8 * smallest.parameters)} → ${formatBytes(bytesOf(smallest))}`,
      note: `${nameOf(smallest)} against Adam on all weights`,
    },
  ];
}
