/** The page of the federated workload. */
import { formatBytes, formatCount, formatError, formatLarge, formatMs } from "../../../store/format.ts";
import { FEDERATED, secondsOf } from "../../../store/kinds/federated.ts";
import type { ArmId, FedConfig } from "../../../workloads/federated/config.ts";
import { formatTick } from "../../charts/axes.ts";
import { figure, METRIC_EMBED, METRIC_SHEETS } from "../../embed/sheet-parts.tsx";
import { sweepView } from "../../sweep/sweep-view.tsx";
import { percent, percentTick, stopWords, type WorkloadPage } from "../../parts/workload-page.ts";
import { Below } from "./Below.tsx";
import { Clients } from "./Clients.tsx";
import { futileOf } from "./futile.ts";
import { ARM_STYLES } from "./looks.ts";
import { PresetSwitch } from "./PresetSwitch.tsx";
import { Rounds } from "./Rounds.tsx";
import { Remarks } from "./Remarks.tsx";
import {
  hintOf,
  evaluatedOf,
  inMegabytes,
  inSeconds,
  savingsOf,
  secondsToTarget,
  verdictOf,
} from "./result.ts";
import { TradeOff } from "./TradeOff.tsx";
import "./federated.css";

const NAMES = Object.fromEntries(Object.entries(ARM_STYLES).map(([id, { name }]) => [id, name]));

const SORTED: readonly ArmId[] = ["curriculum", "all", "randomLayers", "randomOrder", "reversed"];
const SPARSE: readonly ArmId[] = ["global", "masked", "all", "randomLayers", "randomOrder", "reversed"];

const written = (value: number, format: (value: number) => string): string =>
  Number.isFinite(value) ? format(value) : "–";
export const FEDERATED_PAGE: WorkloadPage = {
  ...FEDERATED,
  purpose: "Simulated clients fine-tune a text encoder together, and try to send less.",
  modelsField: "arms",
  looks: ARM_STYLES,
  quantities: [
    { id: "testAccuracy", label: "Test accuracy", scale: "accuracy", format: percent, tick: percentTick },
    {
      id: "worst",
      label: "Test accuracy of the worst client",
      scale: "accuracy",
      format: percent,
      tick: percentTick,
    },
    { id: "testLoss", label: "Test loss", scale: "log", format: formatError, tick: formatTick },
    { id: "loss", label: "Training loss of a round", scale: "log", format: formatError, tick: formatTick },
  ],
  Sweep: sweepView(async () => (await import("./sweep.ts")).SWEEP),
  sliders: {
    clients: { log: false, min: 2, max: 50 },
    perRound: { log: false, min: 1, max: 20 },
    beta: { log: true, min: 0.05, max: 20 },
    samples: { log: true, min: 40, max: 800 },
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
  },
  words: { arms: NAMES, stop: stopWords("arm") },
  Switch: PresetSwitch,
  main: ["clients", "beta", "globalFraction", "deviceSpeed", "bandwidth"],
  groups: [
    {
      title: "Arms",
      names: ["arms", "startFraction", "rampFraction", "globalFraction", "rowFraction", "momentum"],
    },
    { title: "Clients", names: ["clients", "perRound", "beta", "samples", "dropout"] },
    { title: "Simulated time", names: ["deviceSpeed", "bandwidth", "target"] },
    { title: "Training", names: ["rank", "rate", "rateHead", "warmUp", "batch", "steps"] },
    { title: "Stopping", names: ["stop", "stopError", "seconds"] },
  ],
  applies: (name, config) => {
    const { arms, stop } = config as unknown as FedConfig;
    const has = (ids: readonly ArmId[]): boolean => arms.some((id) => ids.includes(id));
    if (name === "startFraction" || name === "rampFraction") return has(SORTED);
    if (name === "globalFraction") return has(SPARSE);
    if (name === "rowFraction" || name === "momentum") return has(SPARSE.filter((id) => id !== "global"));
    return name !== "stopError" || stop === "trainAll" || stop === "trainAny";
  },
  preparing: {
    bytes: "Loading the encoder",
    encoder: "Measuring the importance of the layers",
  },
  levels: () => ({ untrained: 0.5, learned: 0.55 }),
  futile: futileOf,
  verdict: verdictOf,
  hint: hintOf,
  savings: savingsOf,
  costs: [
    {
      name: "Test accuracy of the worst client",
      show: (model) => written(evaluatedOf(model, "worst"), percent),
    },
    {
      name: "Sent by all clients, up and down",
      show: (model) => written(evaluatedOf(model, "megabytes"), inMegabytes),
    },
    {
      name: "Simulated time",
      show: (model, { config }) =>
        written(
          secondsOf(
            config as unknown as FedConfig,
            evaluatedOf(model, "gflops"),
            evaluatedOf(model, "waited"),
          ),
          inSeconds,
        ),
    },
    {
      name: "Simulated time to the target",
      show: ({ id }, { config }, curves) => {
        const seconds = secondsToTarget(config as unknown as FedConfig, id, curves);
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
  ...METRIC_SHEETS,
  OpenFile: () => null,
  Left,
  Middle,
  Lower: TradeOff,
  Below,
  parts: [
    { id: "clients", name: "Clients", Component: Middle },
    { id: "cost", name: "Trade-off", Component: TradeOff },
    { id: "remarks", name: "Notes", Component: Remarks },
  ],
};

function Middle() {
  return (
    <div className="federated-middle">
      <Clients />
      <Rounds />
    </div>
  );
}

function Left() {
  return (
    <div className="stage-left">
      <Remarks />
    </div>
  );
}
