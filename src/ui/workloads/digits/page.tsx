/** The page of the digits workload. */
import { formatBytes, formatCount, formatLarge, formatMs, counted } from "../../../store/format.ts";
import { ARM_LABELS, MLP, OWN_RATES, SHARED_RATES } from "../../../store/kinds/digits.ts";
import type { ArmId, MlpConfig } from "../../../workloads/digits/config.ts";
import { scriptView } from "../../code/script-view.tsx";
import type { Scale } from "../../controls/slider-scale.ts";
import { figure, METRIC_EMBED } from "../../embed/sheet-parts.tsx";
import { lazily } from "../../parts/lazily.tsx";
import {
  lossOf,
  percentOf,
  SCHEDULE_WORDS,
  stopWords,
  type WorkloadPage,
} from "../../parts/workload-page.ts";
import { savingTexts } from "../../stage/learned.ts";
import { advisorOf } from "../../stage/unlearned.ts";
import { resultRows } from "../../stage/Result.tsx";
import { ArmsDiagram } from "./ArmsDiagram.tsx";
import { Below } from "./Below.tsx";
import { DrawDigit } from "./DrawDigit.tsx";
import { ARM_STYLES } from "./looks.ts";
import { Lower } from "./Lower.tsx";
import { OpenTable } from "./OwnTable.tsx";
import { areTimed, hasOwnRates, hintOf, macsOf, savingsOf, verdictOf } from "./result.ts";
import { useActions, usePlayground, usePage, useProbeStep, useShownModels } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";
import { RatesButton } from "../../sweep/RatesButton.tsx";
import { useMemo } from "react";
import { PixelCanvas } from "../../diagram/PixelCanvas.tsx";
import { ClassName } from "../../parts/ClassName.tsx";
import { ask, classNameOf, inkPixels, sideOf, useMlpFacts, usePredictions, type MlpFacts } from "./facts.ts";
import "../../styles/workload.css";
import "./digits.css";

const ARM_OF_RATE: Readonly<Partial<Record<keyof MlpConfig, ArmId>>> = {
  rateDln: "dln",
  rateCdln: "cdln",
  rateThin: "thin",
  rateCdlnRandom: "cdlnRandom",
};

/** The settings in the bar: all rates if they differ, otherwise the one rate and the block. */
const RATES = ["rate", ...Object.keys(ARM_OF_RATE)];
const SHARED = ["rate", "depth", "width", "rHat", "samples"];

const SLIDERS: Readonly<Record<string, Scale>> = {
  ...Object.fromEntries(RATES.map((name) => [name, { log: true, min: 0.01, max: 2 }])),
  depth: { log: false, min: 2, max: 8 },
  width: { log: true, min: 16, max: 512 },
  rHat: { log: false, min: 2, max: 64 },
  scale: { log: true, min: 0.1, max: 1.5 },
  alpha: { log: false, min: 0, max: 10 },
  samples: { log: true, min: 100, max: 8000 },
  batch: { log: true, min: 5, max: 500 },
  beta: { log: false, min: 0, max: 0.99 },
  steps: { log: true, min: 50, max: 4000 },
  seeds: { log: false, min: 1, max: 10 },
};

export const MLP_PAGE: WorkloadPage = {
  ...MLP,
  className: "workload",
  purpose:
    "Classifiers of handwritten digits learn side by side: plain, with a deep linear block (DLN), and with a compressed one (C-DLN).",
  modelsField: "arms",
  models: "Models",
  looks: ARM_STYLES,
  quantities: [
    percentOf("testAccuracy", "Test accuracy"),
    lossOf("testLoss", "Test loss"),
    lossOf("loss", "Mini-batch loss"),
    percentOf("accuracy", "Mini-batch accuracy"),
  ],
  slider: (name) => SLIDERS[name],
  words: {
    arms: ARM_LABELS,
    size: { small: "Small: 14 × 14 pixels, width 128", full: "Full: 28 × 28 pixels, width 256" },
    placement: { insert: "Inserted before the output", replace: "In place of the second hidden layer" },
    innerRelu: { off: "No: the block is linear", on: "Yes, as in the authors’ code" },
    optimizer: { gd: "Stochastic gradient descent", momentum: "Momentum", adam: "Adam" },
    schedule: SCHEDULE_WORDS,
    stop: stopWords("network"),
  },
  Switch: RateSwitch,
  main: (config) => (hasOwnRates(config as unknown as MlpConfig) ? RATES : SHARED),
  labelOf(name, config) {
    const arm = name === "rate" ? "plain" : ARM_OF_RATE[name as keyof MlpConfig];
    const isOwn = arm && hasOwnRates(config as unknown as MlpConfig);
    return isOwn ? `Rate of ${ARM_LABELS[arm]}` : undefined;
  },
  groups: [
    { title: "Networks", names: ["arms", "size", "placement", "innerRelu"] },
    { title: "Block", names: ["depth", "width", "rHat", "scale", "alpha"] },
    {
      title: "Training",
      names: ["rate", "optimizer", "schedule", "samples", "batch", "beta", "weightDecay", "steps", "seeds"],
    },
    { title: "Separate rates", names: Object.keys(ARM_OF_RATE) },
    { title: "Stopping", names: ["stop", "stopError", "seconds"] },
  ],
  applies: (name, config) => {
    const { arms, optimizer, stop, data } = config as unknown as MlpConfig;
    const own = ARM_OF_RATE[name as keyof MlpConfig];
    if (own) return arms.includes(own);
    if (name === "alpha") return arms.includes("cdln") || arms.includes("cdlnRandom");
    if (name === "beta") return optimizer !== "gd";
    if (name === "stopError") return stop === "trainAll" || stop === "trainAny";
    return name !== "size" || data === "digits";
  },
  preparing: {
    bytes: "Loading the digits",
    networks: "Making the networks",
  },
  levels: ({ data }) => (data === "digits" ? { untrained: 0.1, learned: 0.5 } : undefined),
  advise: advisorOf,
  futile: futileOf,
  verdict: verdictOf,
  hint: hintOf,
  savings: (now) => savingTexts(MLP_PAGE, now.run.config, savingsOf(now)),
  costs: (now) => [
    ...resultRows(MLP_PAGE, now),
    { name: "Parameters", show: ({ parameters }) => formatCount(parameters) },
    {
      name: "Multiply-accumulates per sample and step",
      show: (model) => formatCount(macsOf(model, now.run.config as unknown as MlpConfig)),
    },
    { name: "Operations per step", show: ({ flopsPerStep }) => formatLarge(flopsPerStep) },
    { name: "Memory for training", show: ({ byteLength }) => formatBytes(byteLength) },
    { name: "ms per step, measured", show: ({ msPerStep }) => formatMs(areTimed(now) ? msPerStep : NaN) },
    { name: "Learning rate", show: ({ eta }) => String(eta) },
  ],
  embed: {
    ...METRIC_EMBED,
    diagram: figure("Network diagram", ArmsDiagram, "embed-diagram"),
    pictures: figure("Disagreements", Disagreements),
  },
  Code: scriptView(async () => (await import("./script.ts")).SCRIPT),
  ownFile: { Open: OpenTable },
  screens: { rates: lazily(async () => (await import("./lessons/Rates.tsx")).Rates) },
  steppers: { depth: { less: "Remove a layer", more: "Add a layer" } },
  Left,
  Middle: ArmsDiagram,
  Lower,
  Below,
  parts: [
    { id: "network", name: "Network", Component: ArmsDiagram },
    { id: "draw", name: "Draw", Component: DrawDigit },
    { id: "digits", name: "Digits", Component: Disagreements },
    { id: "block", name: "Block", Component: Lower },
  ],
};

function Left() {
  return (
    <div className="stage-left column">
      <DrawDigit />
      <Disagreements />
    </div>
  );
}

/** A switch that reverses the ranking: one rate for all networks, or for each network a rate found in a search. */
function RateSwitch() {
  const isOwn = usePlayground(({ config }) => hasOwnRates(config as unknown as MlpConfig));
  const schedule = usePlayground(({ config }) => (config as unknown as MlpConfig).schedule);
  const hasBegun = usePlayground(({ step }) => step > 0);
  const { change, reset, play } = useActions();
  const choose = (changes: Partial<MlpConfig>): void => {
    change(changes);
    // A rate may change while a run trains, but a comparison of rates must use them from the first step.
    if (!hasBegun) return;
    reset();
    play();
  };
  return (
    <>
      <SwitchDial
        label="Learning rates"
        options={[
          { id: "shared", name: "Shared", title: "All networks learn at 0.1" },
          { id: "own", name: "Own", title: "Plain learns at 0.8, the blocks at 0.2" },
        ]}
        chosen={isOwn ? "own" : "shared"}
        onChoose={(id) => choose({ ...(id === "own" ? OWN_RATES : SHARED_RATES), schedule })}
      />
      <SwitchDial
        label="Schedule"
        options={[
          { id: "constant", name: "Constant", title: "The rates stay as they are" },
          { id: "linear", name: "Falling", title: "The rates fall to 0 by the last step" },
        ]}
        chosen={schedule}
        onChoose={(id) => choose({ schedule: id === "linear" ? "linear" : "constant" })}
      />
      <div className="dial own-data">
        <OpenTable>Use your own data…</OpenTable>
        <RatesButton />
      </div>
    </>
  );
}

const CLASSES = 10;

function futileOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const { arms, data, samples } = config as unknown as MlpConfig;
  const still = arms.filter((id) => config[MLP.rates?.of(id) ?? ""] === 0);
  if (still.length > 0)
    return `A learning rate of 0 trains nothing: ${still.map((id) => ARM_STYLES[id].name).join(", ")}.`;
  return data === "digits" && samples < CLASSES
    ? `${counted(samples, "picture")} can show only ${samples} of the ten digits. No network can learn the others.`
    : undefined;
}

const TILES_MAX = 30;

/** Test samples on which the networks disagree; on these, it matters which network is used. */
export function Disagreements() {
  const facts = useMlpFacts();
  const models = useShownModels();
  const predictions = usePredictions();
  const stepOf = useProbeStep("predictions");
  if (!facts) return null;
  const answers = models.flatMap(({ id }) => {
    const found = predictions(id);
    return found ? [{ id, found }] : [];
  });
  // The engine reports the answers of all networks together, so their step is the same.
  const step = stepOf(answers[0]?.id ?? "") ?? 0;
  const split = [...facts.testLabels.keys()].filter((i) =>
    answers.some(({ found }) => found[i] !== answers[0]?.found[i]),
  );
  return (
    <section className="disagreements column grow" aria-labelledby="disagreements-title">
      <h2 id="disagreements-title">Disagreements</h2>
      <p className="note">
        {models.length < 2
          ? "One network alone cannot disagree."
          : answers.length < 2
            ? "Waiting for the first test."
            : `${formatCount(split.length)} of ${formatCount(facts.testLabels.length)} test samples at step ${formatCount(step)}`}
      </p>
      <ul className={facts.classNames ? "tiles named" : "tiles"}>
        {split.slice(0, TILES_MAX).map((i) => (
          <Tile key={i} facts={facts} index={i} answers={answers} />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly facts: MlpFacts;
  readonly index: number;
  readonly answers: readonly { readonly id: string; readonly found: Uint8Array }[];
}

function Tile({ facts, index, answers }: TileProps) {
  const { looks } = usePage();
  const label = facts.testLabels[index] as number;
  const { features, testInputs } = facts;
  const side = sideOf(facts);
  const input = useMemo(
    () => testInputs.subarray(index * features, (index + 1) * features),
    [testInputs, index, features],
  );
  const pixels = useMemo(() => (side ? inkPixels(input) : undefined), [side, input]);
  const told = answers
    .map(({ id, found }) => `${looks[id]?.name} says ${classNameOf(facts, found[index] as number)}`)
    .join(", ");
  const name = classNameOf(facts, label);
  return (
    <li>
      <button
        type="button"
        className="tile quiet"
        aria-label={`Label ${name}: ${told}. Ask the networks about it.`}
        title={`Label ${name}: ${told}`}
        onClick={() => ask({ input, label })}
      >
        {side ? (
          <PixelCanvas label="" rows={side} cols={side} pixels={pixels} />
        ) : (
          <ClassName>{name}</ClassName>
        )}
        <span className="tile-answers">
          {answers.map(({ id, found }) => {
            const answer = found[index] as number;
            return (
              <span
                key={id}
                className={answer === label ? "right" : "wrong"}
                style={{ color: looks[id]?.colour }}
              >
                <ClassName>{classNameOf(facts, answer)}</ClassName>
              </span>
            );
          })}
        </span>
      </button>
    </li>
  );
}
