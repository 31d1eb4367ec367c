/** The network in the lead of a digits run, how certain its lead is, and how much compression saves. */
import { compareTimes, compareTo, formatCount, formatLarge, formatMs } from "../../../store/format.ts";
import type { ModelNow } from "../../../store/state.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import type { MlpFacts } from "../../../workloads/digits/workload.ts";
import {
  accuracyGap,
  headlineOf,
  isAtStart,
  isKnown,
  MORE_SEEDS,
  spreadOf,
  type Saving,
} from "../../stage/learned.ts";
import { percent, type Hint, type RunAt, type RunVerdict } from "../../parts/workload-page.ts";
import { ARM_STYLES } from "./looks.ts";

const COMPRESSED = ["cdln", "thin", "cdlnRandom"];

const nameOf = ({ id }: ModelNow): string => ARM_STYLES[id as keyof typeof ARM_STYLES].name;

type Rates = Pick<MlpConfig, "rate" | "rateDln" | "rateCdln" | "rateThin" | "rateCdlnRandom">;

export const hasOwnRates = ({ rate, rateDln, rateCdln, rateThin, rateCdlnRandom }: Rates): boolean =>
  [rateDln, rateCdln, rateThin, rateCdlnRandom].some((own) => own !== rate);

/** Accuracies before the first step are worth a sentence if they differ by this much. */
const AHEAD_AT_START = 0.1;

/** C-DLN's block starts from a gradient, so it classifies better than chance before the first step. */
function startVerdict(models: readonly ModelNow[]): RunVerdict | undefined {
  const compressed = models.find(({ id }) => id === "cdln");
  const others = models.filter(({ id }) => id !== "cdln");
  if (!isKnown(compressed) || others.length === 0 || !others.every(isKnown)) return undefined;
  return headlineOf(compressed) > Math.max(...others.map(headlineOf)) + AHEAD_AT_START
    ? { text: "C-DLN is ahead before the first step, because its block starts from the first gradient." }
    : undefined;
}

/** The two networks that the result compares: a compressed block with the full one or, without both, a block with Plain. */
function comparedIn(models: readonly ModelNow[]): readonly [ModelNow, ModelNow] | undefined {
  const find = (id: string): ModelNow | undefined => models.find((model) => model.id === id);
  const [plain, dln, compressed] = [find("plain"), find("dln"), COMPRESSED.map(find).find(isKnown)];
  const [one, other] = compressed && dln ? [compressed, dln] : [compressed ?? dln, plain];
  return isKnown(one) && isKnown(other) ? [one, other] : undefined;
}

export function verdictOf({ run, models, step }: RunAt): RunVerdict | undefined {
  if (step === 0) return startVerdict(models);
  const compared = comparedIn(models);
  if (!compared) return undefined;
  const { seeds, steps, data, ...config } = run.config as unknown as MlpConfig;
  const [first, second] = compared.toSorted((a, b) => headlineOf(b) - headlineOf(a)) as [ModelNow, ModelNow];
  const unmoved = [first, second].filter(isAtStart).map(nameOf);
  const useless = `${unmoved.join(" and ")} ${unmoved.length > 1 ? "are" : "is"} ${step < steps ? "not yet" : "no"} better than before training.`;
  if (unmoved.length > 1) return { text: useless };
  const plain = models.find(({ id }) => id === "plain");
  const reference =
    isKnown(plain) && plain !== first && plain !== second
      ? ` Plain, the reference: ${percent(headlineOf(plain))}.`
      : "";
  const counted = [...compared, ...(reference && plain ? [plain] : [])];
  const operations = ` Operations per step: ${counted.map((model) => `${nameOf(model)} ${formatLarge(model.flopsPerStep)}`).join(", ")}.`;
  const rates = hasOwnRates(config) ? "each at its own rate" : "at one shared rate";
  const tail = `${unmoved.length > 0 ? ` ${useless}` : ""}${reference}${operations}`;
  const tests = (run as unknown as MlpFacts).testLabels.length;
  const { isLevel, points, samples, noise } = accuracyGap(first, second, tests);
  const of = `${formatCount(samples)} of ${formatCount(tests)} test ${data === "file" ? "rows" : "digits"}`;
  const where = seeds > 1 ? `, on the mean of ${formatCount(seeds)} seeds` : "";
  const leads = (number: string, text: string): RunVerdict => ({ model: first.id, number, text });
  if (isLevel)
    return leads(
      "level",
      `with ${nameOf(second)}, ${rates}${where}: ${samples === 0 ? "as many right" : `${of} more right, within the noise of about ${formatCount(noise)}`}.${tail}`,
    );
  return leads(
    points === "1.0" ? "1 point" : `${points} points`,
    `ahead of ${nameOf(second)}, ${rates}${where}: ${of} more right.${tail}`,
  );
}

export function hintOf({ run, models, step }: RunAt): Hint | undefined {
  const config = run.config as unknown as MlpConfig;
  const compared = comparedIn(models);
  if (step < config.steps || !compared || compared.every(isAtStart)) return undefined;
  const [one, other] = compared;
  const equal = models.find(({ id }) => id === "plainEqualFlops");
  const atEqualCost = isKnown(equal)
    ? ` With as many operations as DLN, Plain reaches ${percent(headlineOf(equal))}.`
    : "";
  if (config.seeds === 1)
    return {
      text: `This is one seed, and seeds can differ by three points or more. Several seeds show whether a gap is noise.${atEqualCost}`,
      action: MORE_SEEDS,
    };
  const { gaps, isLevel, points } = accuracyGap(one, other, NaN);
  const wins = gaps.filter((gap) => gap > 0).length;
  return {
    text: `${nameOf(one)} is ahead of ${nameOf(other)} on ${formatCount(wins)} of ${formatCount(gaps.length)} seeds. The mean difference is ${points.replace("-", "−")} points with a standard deviation of ${(100 * spreadOf(gaps)).toFixed(1)}${isLevel ? ", so they are level" : ""}.${atEqualCost}`,
  };
}

/** Multiply-accumulate operations for one sample. */
export const macsOf = ({ flopsPerStep }: ModelNow, { batch }: MlpConfig): number =>
  flopsPerStep / (2 * batch);

/** Whether the times of the networks that the savings compare have settled. */
export const areTimed = (now: RunAt): boolean =>
  savingsOf(now).every(({ name, ratio }) => name !== TIME || ratio !== "–");

const TIME = "Time per step";

export function savingsOf({ run, models, step }: RunAt): readonly Saving[] {
  const dln = models.find(({ id }) => id === "dln");
  const [compressed] = COMPRESSED.flatMap((id) => models.find((model) => model.id === id) ?? []);
  if (!dln || !compressed) return [];
  const compared = [dln, compressed];
  const counted = (name: string, of: (model: ModelNow) => number, note: string): Saving => ({
    name,
    compared,
    ratio: compareTo(of(dln), of(compressed), "fewer", "more", "as many"),
    counts: `${formatLarge(of(dln))} → ${formatLarge(of(compressed))}`,
    note,
  });
  const time = compareTimes(dln, compressed);
  const isTimed = time !== "–";
  return [
    counted("Parameters", ({ parameters }) => parameters, `${nameOf(compressed)} against DLN`),
    counted("Operations", ({ flopsPerStep }) => flopsPerStep, "counted"),
    {
      name: TIME,
      compared,
      ratio: time,
      counts: isTimed ? `${formatMs(dln.msPerStep)} → ${formatMs(compressed.msPerStep)} ms` : "–",
      note: isTimed
        ? "measured"
        : step < run.config.steps
          ? "not known yet"
          : Number.isNaN(dln.msSpread + compressed.msSpread)
            ? "too short to time"
            : "times varied too much",
    },
  ];
}
