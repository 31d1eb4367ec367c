/**
 * The presets of digits and fine-tuning as checkable claims: runs over paired seeds, and a criterion over their named
 * metrics, written down before the runs. `dmf reproduce` trains and judges them.
 */
import { invariant } from "../core/errors.ts";
import type { ClaimText, Judgement } from "../experiment/claims/claim.ts";
import type { RecordText } from "../experiment/claims/record.ts";
import type { ModelReport } from "../engine/metrics-report.ts";
import { ARMS } from "./federated/arms.ts";
import { ARM_IDS, type ArmId } from "./federated/config.ts";
import { FED_PRESETS } from "./federated/presets.ts";
import type { Criterion, LabPreset, LevelCriterion, PairedCriterion } from "./finetune/presets.ts";
import { LAB_PRESETS } from "./finetune/presets.ts";
import { MLP_PRESETS } from "./mlp/presets.ts";

/** One experiment, trained once for each seed. */
export interface MetricRun {
  /** Unique within the claim. */
  readonly label: string;
  readonly fields: object;
  readonly seeds: readonly number[];
}

/** The metrics of each model at its last step. */
export interface MetricResult {
  readonly label: string;
  readonly seed: number;
  readonly models: readonly {
    readonly id: string;
    readonly metrics: Readonly<Record<string, number | null>>;
  }[];
}

export interface MetricClaim extends ClaimText {
  readonly workload: "mlp" | "finetune" | "federated";
  readonly runs: readonly MetricRun[];
  readonly judge: (results: readonly MetricResult[]) => Judgement;
}

/** A claim's record, as `dmf reproduce` writes it. */
export interface MetricRecord extends RecordText {
  readonly schema: 2;
  readonly workload: MetricClaim["workload"];
  readonly results: readonly {
    readonly label: string;
    readonly seed: number;
    readonly models: readonly Pick<ModelReport, "id" | "metrics" | "best" | "bestStep">[];
  }[];
}

/** A metric of a model, one value per seed in order; NaN if undefined. */
export function valuesOf(
  results: readonly MetricResult[],
  label: string,
  id: string,
  metric: string,
): number[] {
  const found = results.filter((result) => result.label === label);
  invariant(found.length > 0, `the run “${label}” was made`);
  return found.map(({ models }) => models.find((model) => model.id === id)?.metrics[metric] ?? NaN);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return ((low as number) + (high as number)) / 2;
}

/** a − b, seed by seed. */
const differences = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] as number));

const points = (share: number): string => (100 * share).toFixed(2);
const percent = (values: readonly number[]): string => `${points(mean(values))} %`;

const DIGIT_SEEDS = [0, 1, 2, 3, 4];

const KWON =
  "Kwon et al. 2024, FashionMNIST, another data set: plain .894, with a DLN .902, with its compression .901";

function digitClaim(
  id: string,
  rest: Pick<MetricClaim, "claim" | "setting" | "criterion" | "judge"> &
    Partial<Pick<MetricClaim, "runs" | "notes">>,
): MetricClaim {
  const preset = MLP_PRESETS.find((candidate) => candidate.id === id);
  invariant(preset, `${id} is a preset`);
  return {
    id,
    title: preset.title,
    paper: KWON,
    differences: [
      { what: "data", paper: "FashionMNIST", ours: "10,000 digits of MNIST, 2,000 of them for the test" },
    ],
    workload: "mlp",
    runs: [{ label: id, fields: preset.fields, seeds: DIGIT_SEEDS }],
    ...rest,
  };
}

const accuracy = (results: readonly MetricResult[], label: string, arm: string): number[] =>
  valuesOf(results, label, arm, "testAccuracy");

const EXPLORED =
  "Exploratory runs with the same seeds came before; the criterion is the sentence of the design.";

export const DIGIT_CLAIMS: readonly MetricClaim[] = [
  digitClaim("digits-same-rate", {
    claim: "At a small shared learning rate and a short budget, a deep linear block improves the accuracy.",
    setting: "196-128-128-10, the block inserted, s = 1, r̂ = 20, η = .1, 400 steps of 50 out of 4,000 digits",
    criterion: "The network with a DLN has the higher test accuracy on every one of five seeds.",
    notes: [EXPLORED],
    judge: (results) => {
      const of = (arm: string): number[] => accuracy(results, "digits-same-rate", arm);
      const [plain, dln, cdln] = [of("plain"), of("dln"), of("cdln")];
      const gaps = differences(dln, plain);
      return {
        ours: `plain ${percent(plain)}, DLN ${percent(dln)}, C-DLN ${percent(cdln)}; DLN ahead on ${gaps.filter((gap) => gap > 0).length} of ${gaps.length} seeds`,
        passed: gaps.every((gap) => gap > 0),
      };
    },
  }),
  digitClaim("digits-own-rate", {
    claim: "With a learning rate of its own, the plain network ends ahead of the networks with a block.",
    setting: "as digits-same-rate, with η = .8 for the plain network and .2 for the others, falling to 0",
    criterion:
      "Over five seeds, the plain network's median test accuracy is above that of the network with a DLN.",
    notes: [EXPLORED],
    judge: (results) => {
      const of = (arm: string): number[] => accuracy(results, "digits-own-rate", arm);
      const [plain, dln, cdln] = [of("plain"), of("dln"), of("cdln")].map(median) as [number, number, number];
      return {
        ours: `medians: plain ${points(plain)} %, DLN ${points(dln)} %, C-DLN ${points(cdln)} %`,
        passed: plain > dln,
      };
    },
  }),
  digitClaim("digits-follow", {
    claim: "From a small start, the thin block follows the full one.",
    setting: "784-256-256-10, s = .25, η = .2 falling to 0, 640 steps of 100 out of 8,000 digits",
    criterion: "Over five seeds, the mean test accuracies of thin and DLN are at most half a point apart.",
    notes: [EXPLORED],
    judge: (results) => {
      const of = (arm: string): number[] => accuracy(results, "digits-follow", arm);
      const [dln, thin, random] = [of("dln"), of("thin"), of("cdlnRandom")];
      return {
        ours: `DLN ${percent(dln)}, thin ${percent(thin)}, C-DLN from random directions ${percent(random)}`,
        passed: Math.abs(mean(dln) - mean(thin)) <= 0.005,
      };
    },
  }),
  digitClaim("digits-few", {
    claim: "With few samples a deep linear block does not help.",
    setting: "as digits-same-rate, with 100 and with 500 digits",
    criterion:
      "Over five seeds, the mean test accuracy with a DLN is less than one point above the plain network's, with 100 digits and with 500.",
    notes: [EXPLORED],
    runs: [100, 500].map((samples) => ({
      label: `${samples} digits`,
      fields: { ...MLP_PRESETS.find(({ id }) => id === "digits-few")?.fields, samples },
      seeds: DIGIT_SEEDS,
    })),
    judge: (results) => {
      const cases = ["100 digits", "500 digits"].map((label) => {
        const [plain, dln] = [accuracy(results, label, "plain"), accuracy(results, label, "dln")];
        return {
          text: `${label}: plain ${percent(plain)}, DLN ${percent(dln)}`,
          gap: mean(dln) - mean(plain),
        };
      });
      return { ours: cases.map(({ text }) => text).join("; "), passed: cases.every(({ gap }) => gap < 0.01) };
    },
  }),
];

/** Without seed 0, which was for pilots. */
const LAB_SEEDS = [1, 2, 3, 4, 5];

const LAB_PAPER =
  "Yaras et al. 2024, STS-B, 20 seeds, n = 16 / 64 / 256: LoRA .529 / .735 / .814, Deep LoRA .598 / .751 / .828 (correlation)";
const GALORE_PAPER =
  "Zhao et al. 2024 (GaLore), RoBERTa-base on GLUE, r = 4: full 86.28, GaLore 85.89, LoRA 85.61 (mean score)";

/** The winner has the lower test error on enough of the seeds, and on average. */
export function judgePairs(
  results: readonly MetricResult[],
  label: string,
  { winner, loser, wins }: PairedCriterion,
): Judgement {
  const [a, b] = [winner, loser].map((id) => valuesOf(results, label, id, "testError")) as [
    number[],
    number[],
  ];
  const won = differences(b, a).filter((gap) => gap > 0).length;
  return {
    ours: `relative test error: ${winner} ${mean(a).toFixed(3)}, ${loser} ${mean(b).toFixed(3)}; ${winner} lower on ${won} of ${a.length} seeds`,
    passed: won >= wins && mean(a) < mean(b),
  };
}

/** The means lie close together. */
export function judgeLevel(
  results: readonly MetricResult[],
  label: string,
  { metric, level, beside, within }: LevelCriterion,
): Judgement {
  const ids = [beside, ...level];
  const means = ids.map((id) => mean(valuesOf(results, label, id, metric)));
  const [one = NaN, ...others] = means;
  const written = means.map((value) => (metric === "testAccuracy" ? `${points(value)} %` : value.toFixed(3)));
  return {
    ours: `${METRIC_NAMES[metric]}: ${ids.map((id, i) => `${id} ${written[i]}`).join(", ")}`,
    passed: others.every((value) => Math.abs(value - one) <= within),
  };
}

const METRIC_NAMES = { testError: "relative test error", testAccuracy: "test accuracy" } as const;

/** Claims of these presets had their seed 0 seen before the criterion was written. */
const PILOTED: readonly string[] = ["plant-one", "one-gradient"];

/** Claims of the presets that have a criterion. */
export const LAB_CLAIMS: readonly MetricClaim[] = LAB_PRESETS.flatMap((preset) => labClaim(preset));

function labClaim({ id, title, about, fields, criterion }: LabPreset): MetricClaim[] {
  if (!criterion) return [];
  const isPlanted = fields.task === undefined;
  const isGaLore = fields.methods?.includes("galore") ?? false;
  return [
    {
      id,
      title,
      claim: about,
      paper: isGaLore ? GALORE_PAPER : LAB_PAPER,
      setting: `the ${isPlanted ? "planted" : "sentiment"} task on the text encoder, ${
        JSON.stringify(fields).replaceAll(/[{}"]/g, "").replaceAll(",", ", ").replaceAll(":", " = ") ||
        "as it is set by default"
      }`,
      differences: [
        {
          what: "model",
          paper: `${isGaLore ? "RoBERTa" : "BERT"}, pre-trained`,
          ours: "Universal Sentence Encoder Lite, half precision",
        },
        isPlanted
          ? {
              what: "task",
              paper: "STS-B",
              ours: "a teacher with a planted update, 200 steps of 16 sentences",
            }
          : { what: "task", paper: "GLUE", ours: "reviews of restaurants, 80 steps of 16 sentences" },
        isGaLore
          ? { what: "rank and gap", paper: "r = 4", ours: "r = 8, T = 50, α = 1" }
          : { what: "Deep LoRA", paper: "full width", ours: "width r" },
      ],
      criterion: sentenceOf(criterion),
      workload: "finetune",
      ...(PILOTED.includes(id) && {
        notes: ["Seed 0 was seen before the criterion was written, and is not among the five."],
      }),
      runs: [{ label: id, fields, seeds: LAB_SEEDS }],
      judge: (results) =>
        "winner" in criterion ? judgePairs(results, id, criterion) : judgeLevel(results, id, criterion),
    },
  ];
}

function sentenceOf(criterion: Criterion): string {
  if ("winner" in criterion) {
    const { winner, loser, wins } = criterion;
    return `${winner} has a lower relative test error than ${loser} on at least ${wins} of five paired seeds, and on average.`;
  }
  const { metric, level, beside, within } = criterion;
  const most = metric === "testAccuracy" ? `${Math.round(100 * within)} points` : String(within);
  return `Over five seeds, the mean ${METRIC_NAMES[metric]} of each of ${level.join(", ")} is at most ${most} from that of ${beside}.`;
}

/**
 * The claims share their runs, which train every arm. Seed 0, of a larger run, was seen before the criteria were
 * written.
 */
const FED_SEEDS = [1, 2, 3, 4, 5];

function fedClaim(id: string, rest: Pick<MetricClaim, "claim" | "criterion" | "judge">): MetricClaim {
  const preset = FED_PRESETS.find((candidate) => candidate.id === id);
  invariant(preset, `${id} is a preset`);
  return {
    id,
    title: preset.title,
    paper:
      "Liu et al. 2024 (FibecFed), abstract: up to 45.35 % in accuracy and up to 98.61 % faster, against the worst of 17 baselines",
    setting:
      "10 simulated clients with 160 short reviews of three domains and two labels, Dirichlet β = .5, three clients a round, 12 rounds, two of them for the head alone",
    differences: [
      {
        what: "method",
        paper: "no public code; its body was not read",
        ours: "from the abstract, with our own values for what it leaves open",
      },
      {
        what: "model",
        paper: "large language models",
        ours: "Universal Sentence Encoder Lite, half precision, LoRA of rank 4 on 12 matrices",
      },
      {
        what: "accuracy",
        paper: "not known",
        ours: "each client's own model on test sentences of its own kinds",
      },
      { what: "time", paper: "measured", ours: "simulated: 10 GFLOP/s and 5 Mbit/s for each client" },
    ],
    workload: "federated",
    notes: [
      "The seeds of a federated run cannot train together. The page trains the first one alone, and judges nothing by it.",
    ],
    runs: [{ label: "all arms", fields: { ...preset.fields, arms: ARM_IDS }, seeds: FED_SEEDS }],
    ...rest,
  };
}

const labelOf = (arm: ArmId): string => ARMS[arm].label;

const CONTROLS = ["randomLayers", "randomOrder", "reversed"] as const;

export const FED_CLAIMS: readonly MetricClaim[] = [
  fedClaim("fed-curriculum", {
    claim: "A curriculum from easy to hard reaches the target accuracy in less simulated time.",
    criterion:
      "With the curriculum, the test accuracy reaches 75 % in less simulated time than FedAvg-LoRA on at least four of five paired seeds. An arm that never reaches it is the slower one.",
    judge: (results) => {
      const of = (arm: ArmId): number[] => valuesOf(results, "all arms", arm, "toTarget");
      const [plain, sorted] = [of("fedavg"), of("curriculum")];
      const wins = plain.filter((seconds, i) => {
        const own = sorted[i] as number;
        return own < seconds || (Number.isNaN(seconds) && !Number.isNaN(own));
      }).length;
      const words = (values: readonly number[]): string =>
        values.map((seconds) => (Number.isNaN(seconds) ? "never" : `${seconds.toFixed(1)} s`)).join(", ");
      return {
        ours: `to 75 %: FedAvg-LoRA ${words(plain)}; with the curriculum ${words(sorted)}; faster on ${wins} of ${plain.length} seeds`,
        passed: wins >= 4,
      };
    },
  }),
  fedClaim("fed-bytes", {
    claim: "The whole method sends fewer bytes at the accuracy of FedAvg-LoRA.",
    criterion:
      "Over five seeds, the whole method's mean test accuracy is at most one point below FedAvg-LoRA's, and it sends at least 40 % fewer bytes.",
    judge: (results) => {
      const of = (arm: ArmId, metric: string): number[] => valuesOf(results, "all arms", arm, metric);
      const gap = mean(differences(of("all", "testAccuracy"), of("fedavg", "testAccuracy")));
      const saved = 1 - mean(of("all", "megabytes")) / mean(of("fedavg", "megabytes"));
      const arms = ["fedavg", "global", "masked", "all"] as const;
      return {
        ours: `${arms.map((arm) => `${labelOf(arm)} ${percent(of(arm, "testAccuracy"))}, ${mean(of(arm, "megabytes")).toFixed(2)} MB`).join("; ")}; ${points(saved)} % fewer bytes`,
        passed: gap >= -0.01 && saved >= 0.4,
      };
    },
  }),
  fedClaim("fed-controls", {
    claim: "The choice of layers and the order of the sentences matter.",
    criterion:
      "Over five seeds, the whole method's mean test accuracy is at least one point above that of every control: random layers, random order, reversed order.",
    judge: (results) => {
      const of = (arm: ArmId): number[] => valuesOf(results, "all arms", arm, "testAccuracy");
      const gaps = CONTROLS.map((arm) => ({ arm, gap: mean(differences(of("all"), of(arm))) }));
      const equal = gaps.filter(({ gap }) => gap < 0.01).map(({ arm }) => labelOf(arm));
      const shown = ["all", ...CONTROLS, "head"] as const;
      return {
        ours: `${shown.map((arm) => `${labelOf(arm)} ${percent(of(arm))}`).join("; ")}; ${
          equal.length > 0
            ? `as good as the whole method, within a point: ${equal.join("; ")}`
            : "every control is behind"
        }`,
        passed: equal.length === 0,
      };
    },
  }),
];

export const METRIC_CLAIMS: readonly MetricClaim[] = [...DIGIT_CLAIMS, ...LAB_CLAIMS, ...FED_CLAIMS];
