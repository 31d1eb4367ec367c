/** The page of the fine-tuning workload. */
import { formatBytes, formatCount, formatLarge, formatMs } from "../../../store/format.ts";
import { presetLinks } from "../../../store/config.ts";
import { FEDERATED } from "../../../store/kinds/federated.ts";
import { DEEP, FINETUNE, LAB_SWEEPS, paperBytes, presetFields } from "../../../store/kinds/finetune.ts";
import type { LabConfig, MethodId } from "../../../workloads/finetune/config.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { scriptView } from "../../code/script-view.tsx";
import { sweepView } from "../../sweep/sweep-view.tsx";
import type { Scale } from "../../controls/slider-scale.ts";
import { figure, METRIC_EMBED } from "../../embed/sheet-parts.tsx";
import { lazily } from "../../parts/lazily.tsx";
import {
  lossOf,
  numberOf,
  percentOf,
  PREPARING_ENCODER,
  SCHEDULE_WORDS,
  stopWords,
  type CostRow,
  type WorkloadPage,
} from "../../parts/workload-page.ts";
import { savingTexts } from "../../stage/learned.ts";
import { advisorOf } from "../../stage/unlearned.ts";
import { resultRows } from "../../stage/Result.tsx";
import { Below } from "./Below.tsx";
import { DENSE } from "./facts.ts";
import { futileOf } from "./futile.ts";
import { METHOD_LOOKS, SITE_NAMES } from "./looks.ts";
import { OpenTexts } from "./OpenTexts.tsx";
import { Ranks } from "./Ranks.tsx";
import { hasNotMoved, hintOf, savingsOf, verdictOf } from "./result.ts";
import { Sentences } from "./Sentences.tsx";
import { UpdateSpectra } from "./UpdateSpectra.tsx";
import { useActions, usePlayground } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";
import { RatesButton } from "../../sweep/RatesButton.tsx";
import "../../styles/workload.css";
import "./finetune.css";

const one = (value: number): string => value.toFixed(1);
const three = (value: number): string => value.toFixed(3);
const four = (value: number): string => value.toFixed(4);

const METHODS = Object.fromEntries(Object.entries(METHOD_LOOKS).map(([id, { name }]) => [id, name]));

const DOMAINS = { yelp: "restaurants", amazon: "products", imdb: "films" } as const;

function taskText(config: Readonly<Record<string, unknown>>): string {
  const { task, sites, plantRank, samples, domain, file } = config as unknown as LabConfig;
  if (task === "pairs")
    return `The methods learn how similar two sentences are, from ${formatCount(samples)} pairs with scores. ${file ? "The pairs are your own." : "The pairs and their scores are a stand-in for the STS benchmark: pairs of reviews, scored by a teacher with a planted change. Open a file of pairs to train on real scores."}`;
  if (task === "file") return "The methods learn the labels of your own texts.";
  if (task === "sentiment")
    return `The methods learn to tell positive from negative reviews of ${DOMAINS[domain]}, from ${formatCount(samples)} of each class.`;
  const where = sites.length === 1 ? "one matrix" : `each of ${formatCount(sites.length)} matrices`;
  return `The methods imitate a teacher. It differs from the encoder by an update of rank ${formatCount(plantRank)} in ${where} of layer 1. They train on ${formatCount(samples)} sentences.`;
}

type Memory = LabFacts["memory"][number];

/** Rows of the cost table: bytes for a training step with one seed. */
const MEMORY: readonly (readonly [name: string, bytes: (memory: Memory) => number])[] = [
  ["Weights in a step, frozen ones included", ({ weights }) => weights],
  ["Gradients of the trained weights", ({ gradients }) => gradients],
  ["Activations and their gradients", ({ activations }) => activations],
  ["Optimizer state", ({ optimizer }) => optimizer],
  [
    "All four together",
    ({ weights, gradients, activations, optimizer }) => weights + gradients + activations + optimizer,
  ],
];

const GALORE: readonly MethodId[] = ["galore", "galore8"];
/** Methods whose ε the setting does not change. */
const OWN_EPSILON: readonly string[] = ["head", "full", ...DEEP, ...GALORE];

const SLIDERS: Readonly<Record<string, Scale>> = {
  rank: { log: true, min: 2, max: 64 },
  rate: { log: true, min: 1e-4, max: 0.1 },
  rateDeep: { log: true, min: 1e-4, max: 0.1 },
  rateFull: { log: true, min: 1e-5, max: 0.01 },
  rateHead: { log: true, min: 1e-4, max: 0.1 },
  samples: { log: true, min: 4, max: 256 },
  plantRank: { log: false, min: 1, max: 16 },
  strength: { log: true, min: 0.05, max: 2 },
  batch: { log: false, min: 1, max: 64 },
  alpha: { log: true, min: 1, max: 64 },
  gamma: { log: false, min: 0, max: 4 },
  lambda: { log: false, min: 1, max: 64 },
  adamEpsilon: { log: true, min: 1e-9, max: 1e-4 },
  gap: { log: true, min: 5, max: 500 },
  steps: { log: true, min: 20, max: 2000 },
  seeds: { log: false, min: 1, max: 8 },
};

export const FINETUNE_PAGE: WorkloadPage = {
  ...FINETUNE,
  className: "workload",
  purpose: "Several methods adapt one pre-trained text encoder, each by its own update ΔW of the weights.",
  about: ({ config, lesson }) => (lesson ? undefined : taskText(config)),
  related: { name: "On 10 devices", ownName: "On one device", presets: presetLinks(FEDERATED) },
  modelsField: "methods",
  models: "Models",
  looks: METHOD_LOOKS,
  quantities: [
    numberOf("testError", "Relative test error", "error", three),
    percentOf("testAccuracy", "Test accuracy"),
    numberOf("testPearson", "Test correlation (Pearson)", "fraction", three),
    numberOf("testSpearman", "Test rank correlation (Spearman)", "fraction", three),
    lossOf("testLoss", "Test loss"),
    lossOf("loss", "Mini-batch loss"),
    numberOf("drift", "Test drift (1 − cosine)", "amount", four),
    numberOf("effectiveRank", "Effective rank of ΔW, first planted matrix", "amount", one),
    numberOf("largeValues", "Singular values above 1 %, first planted matrix", "amount", one),
  ],
  slider: (name) => SLIDERS[name],
  words: {
    methods: METHODS,
    task: {
      planted: "A teacher with a planted change",
      sentiment: "Positive or negative",
      file: "Your own texts",
      pairs: "Similarity of two sentences",
    },
    domain: { yelp: "Restaurants (yelp)", amazon: "Products (amazon)", imdb: "Films (imdb)" },
    sites: SITE_NAMES,
    schedule: SCHEDULE_WORDS,
    stop: stopWords("method"),
  },
  Switch: TaskSwitch,
  main: () => ["rank", "rate", "rateDeep", "samples"],
  labelOf: (name, { task }) =>
    name === "samples" && (task === "sentiment" || task === "file") ? "Texts per class n" : undefined,
  groups: [
    {
      title: "Methods",
      names: ["methods", "rank", "alpha", "gamma", "lambda", "adamEpsilon", "gap", "galoreScale"],
    },
    { title: "Task", names: ["task", "domain", "sites", "plantRank", "strength", "samples", "batch"] },
    {
      title: "Training",
      names: ["rate", "rateDeep", "rateFull", "rateHead", "schedule", "steps", "seeds"],
    },
    { title: "Stopping", names: ["stop", "stopError", "seconds"] },
  ],
  applies: (name, config) => {
    const { task, file, methods, stop } = config as unknown as LabConfig;
    const has = (ids: readonly string[]): boolean => methods.some((id) => ids.includes(id));
    if (name === "plantRank" || name === "strength" || name === "sites")
      return task === "planted" || (task === "pairs" && file === "");
    if (name === "domain") return task === "sentiment";
    if (name === "rateHead") return task !== "planted";
    if (name === "rateDeep") return has(DEEP);
    if (name === "rateFull") return has(DENSE);
    if (name === "gamma") return has(["deepCompressed"]);
    if (name === "adamEpsilon") return methods.some((id) => !OWN_EPSILON.includes(id));
    if (name === "lambda") return has(["loraPlus"]);
    if (name === "gap" || name === "galoreScale") return has(GALORE);
    return name !== "stopError" || stop === "trainAll" || stop === "trainAny";
  },
  preparing: PREPARING_ENCODER,
  levels: ({ task }) =>
    ({
      planted: { untrained: 1, learned: 0.9, spoiled: 1.5 },
      sentiment: { untrained: 0.5, learned: 0.55 },
      file: undefined,
      pairs: undefined,
    })[task as LabConfig["task"]],
  advise: advisorOf,
  futile: futileOf,
  isUnmoved: (model, evaluated) => model.headline === "testAccuracy" && hasNotMoved(model, evaluated),
  verdict: verdictOf,
  hint: hintOf,
  savings: (now) => savingTexts(FINETUNE_PAGE, now.run.config, savingsOf(now)),
  costs: (now) => [
    ...resultRows(FINETUNE_PAGE, now),
    { name: "Trained parameters", show: ({ trainedParameters }) => formatCount(trainedParameters) },
    ...MEMORY.map(([name, bytesOf]): CostRow => ({
      name,
      show({ id }) {
        const memory = (now.run as unknown as LabFacts).memory[
          now.run.models.findIndex((model) => model.id === id)
        ];
        return formatBytes(memory ? bytesOf(memory) : NaN);
      },
    })),
    {
      name: "Optimizer state, by the GaLore paper’s formula",
      show: ({ id }) => {
        const found = paperBytes(now.run.config as unknown as LabConfig, id as MethodId);
        return found ? `${formatBytes(found.bytes)} (${found.formula})` : "–";
      },
    },
    { name: "Operations per step", show: ({ flopsPerStep }) => formatLarge(flopsPerStep) },
    { name: "ms per step, measured", show: ({ msPerStep }) => formatMs(msPerStep) },
    // “Head only” trains nothing but the head, which every method trains at a rate of its own.
    { name: "Learning rate", show: ({ id, eta }) => (id === "head" ? "–" : String(eta)) },
    ...(now.run.config["task"] === "planted"
      ? []
      : [{ name: "Learning rate of the head", show: () => String(now.run.config["rateHead"]) }]),
  ],
  embed: { ...METRIC_EMBED, pictures: figure("Singular values of the updates", UpdateSpectra) },
  Sweep: sweepView(() => Promise.resolve({ examples: LAB_SWEEPS })),
  Code: scriptView(async () => (await import("./script.ts")).SCRIPT),
  ownFile: { Open: OpenTexts },
  screens: {
    lora: lazily(async () => (await import("./lessons/Lora.tsx")).Lora),
    "deep-lora": lazily(async () => (await import("./lessons/DeepLora.tsx")).DeepLora),
    memory: lazily(async () => (await import("./lessons/Memory.tsx")).Memory),
  },
  Left,
  Middle: UpdateSpectra,
  Lower: Ranks,
  Below,
  parts: [
    { id: "updates", name: "Updates", Component: UpdateSpectra },
    { id: "ranks", name: "Ranks", Component: Ranks },
    { id: "sentences", name: "Sentences", Component: Sentences },
  ],
};

function Left() {
  return (
    <div className="stage-left column">
      <Sentences />
    </div>
  );
}

const OPTIONS = [
  { id: "sentiment-yelp", name: "Labels", title: "No teacher: tell positive from negative reviews" },
  {
    id: "plant-one",
    name: "1 change",
    title: "Imitate a teacher with a change planted in one matrix; 16 sentences",
  },
  {
    id: "plant-all",
    name: "All six",
    title: "Imitate a teacher with changes planted in all six matrices of layer 1; 64 sentences",
  },
  { id: "pairs", name: "Pairs", title: "How similar are two sentences? A stand-in for the STS benchmark" },
];

/** This option is there as long as it is chosen. The button beside the switch chooses it. */
const OWN = { id: "own", name: "Your texts", title: "Learn from a file of your own" };

/** A switch that reverses the methods' ranking: a change planted in one matrix or in all six, or labels. */
function TaskSwitch() {
  const chosen = usePlayground(({ config }) => {
    const { task, sites, file } = config as unknown as LabConfig;
    if (task === "pairs") return file === "" ? "pairs" : OWN.id;
    if (task === "file") return OWN.id;
    if (task !== "planted") return "sentiment-yelp";
    return { 1: "plant-one", 6: "plant-all" }[sites.length] ?? "";
  });
  const { choosePreset, givenFile } = useActions();
  const name = usePlayground(() => givenFile()?.name);
  const isOwn = chosen === OWN.id;
  return (
    <>
      <SwitchDial
        label="Task"
        note={isOwn ? name : undefined}
        help={
          <>
            <span>
              The teacher is the same encoder with a planted change: an update of known rank that we add to
              one matrix of its layer 1, or to all six. The methods learn to give the teacher’s embeddings.
              They are not told which matrices changed.
            </span>
            <span>
              “Labels” has no teacher. There the methods learn to tell positive from negative reviews.
            </span>
            <span>
              “Pairs” learns how similar two sentences are. Its scores come from a teacher, as a stand-in for
              the STS benchmark. Open a file to train on real scores.
            </span>
          </>
        }
        options={isOwn ? [...OPTIONS, OWN] : OPTIONS}
        chosen={chosen}
        onChoose={(id) => {
          if (id !== OWN.id) choosePreset({ id, title: "", about: "", fields: presetFields(id) });
        }}
      />
      <div className="dial own-data">
        <OpenTexts>{isOwn ? "Use another file…" : "Use your own data…"}</OpenTexts>
        <RatesButton />
      </div>
    </>
  );
}
