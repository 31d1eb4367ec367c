/** The page of the federated workload. */
import {
  formatBytes,
  formatCount,
  formatError,
  formatLarge,
  formatMs,
  formatSetting,
  counted,
} from "../../../store/format.ts";
import { presetLinks } from "../../../store/config.ts";
import { FINETUNE } from "../../../store/kinds/finetune.ts";
import { FEDERATED, secondsOf, FED_PRESETS, ARMS, divergenceRemark } from "../../../store/kinds/federated.ts";
import type { FedConfig } from "../../../workloads/federated/config.ts";
import type { ArmId } from "../../../workloads/federated/arms.ts";
import type { Scale } from "../../controls/slider-scale.ts";
import { figure, METRIC_EMBED } from "../../embed/sheet-parts.tsx";
import { lazily, lazyPart } from "../../parts/lazily.tsx";
import { sweepView } from "../../sweep/sweep-view.tsx";
import {
  lossOf,
  numberOf,
  percent,
  percentOf,
  PREPARING_ENCODER,
  stopWords,
  type WorkloadPage,
} from "../../parts/workload-page.ts";
import { savingTexts } from "../../stage/learned.ts";
import { advisorOf } from "../../stage/unlearned.ts";
import { resultRows } from "../../stage/Result.tsx";
import { Below } from "./Below.tsx";
import { Clients } from "./Clients.tsx";
import { SITE_NAMES } from "../finetune/looks.ts";
import { ARM_STYLES } from "./looks.ts";
import {
  hintOf,
  evaluatedOf,
  inMegabytes,
  inSeconds,
  savingsOf,
  secondsToTarget,
  verdictOf,
} from "./result.ts";
import { useActions, usePlayground, usePage } from "../../parts/context.ts";
import { SwitchDial } from "../../controls/Fields.tsx";
import { InfoHead } from "../../controls/inputs/InfoTip.tsx";
import { kindsOf, useClients, useFedConfig, useFedFacts } from "./facts.ts";
import "../../styles/workload.css";
import "./federated.css";
import { HEAD_STANDS } from "../finetune/futile.ts";

const NAMES = Object.fromEntries(Object.entries(ARM_STYLES).map(([id, { name }]) => [id, name]));

const three = (value: number): string => value.toFixed(3);

const WHOLE: readonly ArmId[] = ["all", "randomLayers", "randomOrder", "reversed"];
const SORTED: readonly ArmId[] = ["curriculum", "sentences", ...WHOLE];
const SPARSE: readonly ArmId[] = ["global", "masked", ...WHOLE];

const written = (value: number, format: (value: number) => string): string =>
  Number.isFinite(value) ? format(value) : "–";
const SLIDERS: Readonly<Record<string, Scale>> = {
  clients: { log: false, min: 2, max: 50 },
  perRound: { log: false, min: 1, max: 20 },
  beta: { log: true, min: 0.05, max: 20 },
  samples: { log: true, min: 40, max: 900 },
  batch: { log: false, min: 1, max: 32 },
  rank: { log: false, min: 1, max: 16 },
  rate: { log: true, min: 1e-4, max: 0.1 },
  rateHead: { log: true, min: 1e-4, max: 0.1 },
  warmUp: { log: false, min: 0, max: 10 },
  startFraction: { log: false, min: 0, max: 1 },
  rampFraction: { log: false, min: 0.1, max: 1 },
  globalFraction: { log: false, min: 0, max: 1 },
  rowFraction: { log: false, min: 0, max: 1 },
  momentum: { log: false, min: 0, max: 1 },
  dropout: { log: false, min: 0, max: 1 },
  deviceSpeed: { log: true, min: 1, max: 1000 },
  bandwidth: { log: true, min: 0.1, max: 1000 },
  target: { log: false, min: 0.5, max: 1 },
  steps: { log: true, min: 5, max: 200 },
};

export const FEDERATED_PAGE: WorkloadPage = {
  ...FEDERATED,
  className: "workload",
  purpose: "Simulated clients fine-tune a text encoder together, and try to send less.",
  related: { name: "On one device", ownName: "On 10 devices", presets: presetLinks(FINETUNE) },
  modelsField: "arms",
  models: "Models",
  looks: ARM_STYLES,
  quantities: [
    percentOf("testAccuracy", "Test accuracy", "accuracy"),
    numberOf("testError", "Relative test error", "error", three),
    percentOf("worst", "Test accuracy of the worst client", "accuracy"),
    numberOf("worstError", "Relative test error of the worst client", "error", three),
    lossOf("testLoss", "Test loss"),
    lossOf("loss", "Training loss of a round"),
    percentOf("oneLabel", "Mini-batches with only one label", "amount"),
    {
      id: "gap",
      label: "Gap of the averaged factors",
      scale: "amount",
      format: formatSetting,
      tick: formatSetting,
    },
  ],
  axes: ["bytes", "steps", "simulated"],
  costsAt(config, valuesOf) {
    const [megabytes, gflops, waited] = [valuesOf("megabytes"), valuesOf("gflops"), valuesOf("waited")];
    return {
      bytesAt: (round) => 1e6 * megabytes(round),
      simulatedAt: (round) => secondsOf(config as unknown as FedConfig, gflops(round), waited(round)),
    };
  },
  marks({ run, quantity, unit }, models) {
    const { target } = run.config as unknown as FedConfig;
    const isCompared = quantity === models[0]?.headline && unit !== "steps";
    return isCompared ? [{ name: "target", dash: "2 3", y: target, isWide: true }] : [];
  },
  Code: lazily(async () => (await import("../../code/CodeSheet.tsx")).CodeSheet),
  Sweep: sweepView(async () => (await import("./sweep.ts")).SWEEP),
  slider: (name) => SLIDERS[name],
  words: {
    arms: NAMES,
    task: { sentiment: "Positive or negative", planted: "A teacher with a planted change" },
    sites: SITE_NAMES,
    unit: { batches: "Mini-batches", sentences: "Sentences" },
    stop: stopWords("arm"),
  },
  Switch: PresetSwitch,
  main: () => ["clients", "beta", "globalFraction", "deviceSpeed", "bandwidth"],
  groups: [
    {
      title: "Arms",
      names: [
        "arms",
        "task",
        "sites",
        "unit",
        "startFraction",
        "rampFraction",
        "globalFraction",
        "rowFraction",
        "momentum",
      ],
    },
    { title: "Clients", names: ["clients", "perRound", "beta", "samples", "dropout"] },
    { title: "Simulated time", names: ["deviceSpeed", "bandwidth", "target"] },
    { title: "Training", names: ["rank", "rate", "rateHead", "warmUp", "batch", "steps"] },
    { title: "Stopping", names: ["stop", "stopError", "seconds"] },
  ],
  applies: (name, config) => {
    const { arms, stop, task } = config as unknown as FedConfig;
    const has = (ids: readonly ArmId[]): boolean => arms.some((id) => ids.includes(id));
    if (name === "sites") return task === "planted";
    if (name === "rateHead" || name === "warmUp") return task !== "planted";
    if (name === "unit") return has(SORTED.filter((id) => id !== "sentences"));
    if (name === "startFraction" || name === "rampFraction") return has(SORTED);
    if (name === "globalFraction") return has(SPARSE);
    if (name === "rowFraction" || name === "momentum") return has(SPARSE.filter((id) => id !== "global"));
    return name !== "stopError" || stop === "trainAll" || stop === "trainAny";
  },
  preparing: PREPARING_ENCODER,
  levels: ({ task }) =>
    task === "planted" ? { untrained: 1, learned: 0.9, spoiled: 1.5 } : { untrained: 0.5, learned: 0.55 },
  advise: advisorOf,
  futile: futileOf,
  verdict: verdictOf,
  hint: hintOf,
  savings: (now) => savingTexts(FEDERATED_PAGE, now.run.config, savingsOf(now)),
  costs: (now, curves) => [
    ...resultRows(FEDERATED_PAGE, now),
    {
      name: "The worst client’s accuracy or error",
      show: (model) =>
        model.headline === "testError"
          ? written(evaluatedOf(model, "worstError"), three)
          : written(evaluatedOf(model, "worst"), percent),
    },
    {
      name: "Sent by all clients, up and down",
      show: (model) => written(evaluatedOf(model, "megabytes"), inMegabytes),
    },
    {
      name: "Simulated time",
      show: (model) =>
        written(
          secondsOf(
            now.run.config as unknown as FedConfig,
            evaluatedOf(model, "gflops"),
            evaluatedOf(model, "waited"),
          ),
          inSeconds,
        ),
    },
    {
      name: "Simulated time to the target",
      show: ({ id }) => {
        const seconds = secondsToTarget(now.run.config as unknown as FedConfig, id, curves);
        return seconds === undefined ? "not reached" : inSeconds(seconds);
      },
    },
    {
      name: "Gap of the averaged factors, ‖mean(BA) − mean(B) mean(A)‖ / ‖mean(BA)‖",
      show: (model) => written(evaluatedOf(model, "gap"), formatError),
    },
    { name: "Trained parameters", show: ({ trainedParameters }) => formatCount(trainedParameters) },
    { name: "Operations per round", show: ({ flopsPerStep }) => formatLarge(flopsPerStep) },
    { name: "Memory for the clients", show: ({ byteLength }) => formatBytes(byteLength) },
    { name: "ms per round, measured", show: ({ msPerStep }) => formatMs(msPerStep) },
  ],
  embed: { ...METRIC_EMBED, pictures: figure("Clients", Clients) },
  Left,
  Middle,
  Below,
  parts: [
    { id: "clients", name: "Clients", Component: Clients },
    { id: "remarks", name: "Notes", Component: Remarks },
  ],
};

const RecordedSeeds = lazyPart(async () => (await import("./Recorded.tsx")).Recorded);

function Middle() {
  return (
    <div className="federated-middle column">
      <Clients />
      <RecordedSeeds />
    </div>
  );
}

function Left() {
  return (
    <div className="stage-left column">
      <Remarks />
    </div>
  );
}

const PRESET_NAMES: Readonly<Record<string, string>> = {
  "fed-order": "Order",
  "fed-averaging": "Averaging",
  "fed-layers": "Layers",
  "fed-curriculum": "Order",
  "fed-bytes": "Bytes",
  "fed-controls": "Controls",
};

/** A switch between the comparisons on the present task. */
function PresetSwitch() {
  const { arms, task } = usePlayground(({ config }) => config) as unknown as FedConfig;
  const presets = FED_PRESETS.filter(({ fields }) => (fields.task ?? "sentiment") === task);
  const chosen = presets.find(({ fields }) => fields.arms?.join() === arms.join())?.id ?? "";
  const { choosePreset } = useActions();
  return (
    <SwitchDial
      label="Comparison"
      options={presets.map(({ id, title }) => ({ id, name: PRESET_NAMES[id] ?? title, title }))}
      chosen={chosen}
      onChoose={(id) => {
        const preset = FED_PRESETS.find((one) => one.id === id);
        if (preset) choosePreset(preset);
      }}
    />
  );
}

/** Explains a round and the colours of the kinds of sentences, and remarks on this run’s clients. */
function Remarks() {
  const facts = useFedFacts();
  const config = useFedConfig();
  const { looks } = usePage();
  const models = usePlayground((state) => state.models);
  const viewOf = useClients();
  if (!facts || !config) return null;
  const diverged = models.flatMap(({ id }) => {
    const remark = divergenceRemark(viewOf(id)?.divergences ?? []);
    return remark ? [`${looks[id]?.name}. ${remark}`] : [];
  });
  const remarks = [...facts.remarks, ...diverged];
  const isSorted = models.some(({ id }) => ["easy", "hard"].includes(ARMS[id as ArmId].order));
  const isPlanted = config.task === "planted";
  const kinds = kindsOf(facts, config);
  return (
    // It scrolls, so the keyboard must be able to reach it.
    <section className="remarks column" tabIndex={0} aria-labelledby="remarks-title">
      <InfoHead
        id="remarks-title"
        title="A round"
        about={isPlanted ? "what the clients learn" : "why accuracy can fall"}
      >
        <span>
          {isPlanted
            ? "All clients imitate one teacher, which is the same encoder with a change of rank 2. Their sentences lean to different domains. An error of 1 means no progress."
            : "Few clients train in a round. If most of their sentences have one label, the head leans towards it until other clients are drawn."}
        </span>
        {isSorted && !isPlanted && (
          <span>
            Sorting by difficulty also puts sentences of one label together. Mini-batches with one label teach
            little about the other one.
          </span>
        )}
      </InfoHead>
      <ol>
        <li>
          {formatCount(config.perRound)} of {counted(facts.clients.length, "client")} are drawn.
        </li>
        <li>Each trains on its own sentences, and sends its layers.</li>
        <li>The server averages them.</li>
      </ol>
      <h3>Reviews</h3>
      <ul className="kinds">
        {kinds.names.map((name, kind) => (
          <li key={name} className="item">
            <span style={{ background: kinds.colourOf(kind) }} /> {name}
          </li>
        ))}
      </ul>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </section>
  );
}

function futileOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const { dropout, rateHead } = config as unknown as FedConfig;
  if (dropout === 1) return "Every drawn client drops out, so the server’s layers never change.";
  return rateHead === 0 ? HEAD_STANDS : undefined;
}
