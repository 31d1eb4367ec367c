/**
 * The result of a digits run: the network in the lead, how certain its lead is, and how much compression saves.
 */
import { compareTo, formatCount, formatLarge, formatMs, formatTimes } from "../../../store/format.ts";
import type { ModelNow } from "../../../store/state.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import { headlineOf, isAtStart } from "../../stage/learned.ts";
import { percent, type Hint, type RunNow, type RunVerdict, type Saving } from "../../parts/workload-page.ts";
import { ARM_STYLES } from "./looks.ts";

const COMPRESSED = ["cdln", "thin", "cdlnRandom"];

const isKnown = (model: ModelNow | undefined): model is ModelNow =>
  model !== undefined && !model.progress?.diverged && Number.isFinite(headlineOf(model));

const nameOf = ({ id }: ModelNow): string => ARM_STYLES[id as keyof typeof ARM_STYLES].name;

/** Accuracy gap in percentage points. */
function points(difference: number): string {
  const size = Math.abs(100 * difference).toFixed(1);
  return size === "1.0" ? "1 point" : `${size} points`;
}

const hasOwnRates = ({ rate, rateDln, rateCdln, rateThin, rateCdlnRandom }: MlpConfig): boolean =>
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

export function verdictOf({ run, models, step }: RunNow): RunVerdict | undefined {
  if (step === 0) return startVerdict(models);
  const find = (id: string): ModelNow | undefined => models.find((model) => model.id === id);
  const [plain, dln] = [find("plain"), find("dln")];
  const compressed = COMPRESSED.map(find).find(isKnown);
  const [ahead, behind] = isKnown(plain) ? [dln, plain] : [compressed, dln];
  if (!isKnown(ahead) || !isKnown(behind)) return undefined;
  const difference = headlineOf(ahead) - headlineOf(behind);
  const [first, second] = difference >= 0 ? [ahead, behind] : [behind, ahead];
  const unmoved = [first, second].filter(isAtStart);
  const are = unmoved.length > 1 ? "are" : "is";
  const useless =
    unmoved.length > 0
      ? `${unmoved.map(nameOf).join(" and ")} ${are} ${step < run.config.steps ? "not yet" : "no"} better than before training.`
      : "";
  if (unmoved.length > 1) return { text: useless };
  const tail = useless && ` ${useless}`;
  const rates = hasOwnRates(run.config as unknown as MlpConfig)
    ? "each at its own rate"
    : "at one shared rate";
  if (points(difference) === points(0))
    return { model: first.id, number: "level", text: `with ${nameOf(second)}, ${rates}.${tail}` };
  return {
    model: first.id,
    number: points(difference),
    text: `ahead of ${nameOf(second)}, ${rates}.${tail}`,
  };
}

const SEEDS = 5;

/** Says how certain the gap is. */
export function hintOf({ run, models, step }: RunNow): Hint | undefined {
  const config = run.config as unknown as MlpConfig;
  const plain = models.find(({ id }) => id === "plain");
  const dln = models.find(({ id }) => id === "dln");
  if (step < config.steps || !isKnown(plain) || !isKnown(dln)) return undefined;
  if (isAtStart(plain) && isAtStart(dln)) return undefined;
  const equal = models.find(({ id }) => id === "plainEqualFlops");
  const atEqualCost = isKnown(equal)
    ? ` With as many operations as DLN, Plain reaches ${percent(headlineOf(equal))}.`
    : "";
  if (config.seeds === 1)
    return {
      text: `This is one seed, and seeds can differ by three points or more. Several seeds show whether a gap is noise.${atEqualCost}`,
      action: { label: `Train ${SEEDS} seeds`, changes: { seeds: SEEDS } },
    };
  const gaps = dln.progressBySeed.map(
    ({ headline }, b) => headline - (plain.progressBySeed[b]?.headline ?? NaN),
  );
  const wins = gaps.filter((gap) => gap > 0).length;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1));
  return {
    text: `DLN is ahead of Plain on ${formatCount(wins)} of ${formatCount(gaps.length)} seeds: on average by ${(100 * mean).toFixed(1)} points, standard deviation ${(100 * spread).toFixed(1)}.${atEqualCost}`,
  };
}

/** Multiply-accumulate operations for one sample. */
export const macsOf = ({ flopsPerStep }: ModelNow, { batch }: MlpConfig): number =>
  flopsPerStep / (2 * batch);

export function savingsOf({ run, models, step }: RunNow): readonly Saving[] {
  const dln = models.find(({ id }) => id === "dln");
  const compressed = COMPRESSED.map((id) => models.find((model) => model.id === id)).find(
    (model) => model !== undefined,
  );
  if (!dln || !compressed) return [];
  const compared = [dln, compressed];
  const counted = (name: string, of: (model: ModelNow) => number, note: string): Saving => ({
    name,
    compared,
    ratio: compareTo(of(dln), of(compressed), "fewer", "more", "as many"),
    counts: `${formatLarge(of(dln))} → ${formatLarge(of(compressed))}`,
    note,
  });
  const faster = dln.msPerStep / compressed.msPerStep;
  return [
    counted("Parameters", ({ parameters }) => parameters, `${nameOf(compressed)} against DLN`),
    counted("Operations", ({ flopsPerStep }) => flopsPerStep, "counted"),
    {
      name: "Time per step",
      compared,
      ratio: Number.isFinite(faster)
        ? faster >= 1
          ? `${formatTimes(faster)}× less`
          : `${formatTimes(1 / faster)}× more`
        : "–",
      counts: Number.isFinite(faster)
        ? `${formatMs(dln.msPerStep)} → ${formatMs(compressed.msPerStep)} ms`
        : "–",
      note: Number.isFinite(faster)
        ? "measured"
        : step < run.config.steps
          ? "not known yet"
          : "too short to time",
    },
  ];
}

export { hasOwnRates };
