/** The page of matrix factorization. */
import type { Experiment } from "../../../workloads/mf/config/fields.ts";
import {
  formatCount,
  formatDb,
  formatError,
  compareTimes,
  compareTo,
  formatLarge,
  formatMs,
} from "../../../store/format.ts";
import {
  comparedOf,
  type LoadedRun,
  networkNow,
  type Matrix,
  type NetworkNow,
  shortName,
} from "../../../store/kinds/matrix-state.ts";
import { isOpenFile } from "../../../store/files/own-data.ts";
import { nearestSpectraSentence } from "../../../store/run/spectra-step.ts";
import { ownActions } from "../../../store/kinds/matrix.ts";
import { MF } from "../../../store/kinds/mf.ts";
import { baselineComparison } from "../../../store/run/baseline-comparison.ts";
import { missingText, resultName, resultText, verdict, saves } from "../../../store/run/headline.ts";
import { expectedRun, slowRun, SLOW_SECONDS, type Expected } from "../../../store/run/pace.ts";
import { firstStepText, sizeText, timeAfterwards, timeOf } from "../../../store/run/pace-text.ts";
import { formatRmse, judgedNetworks, judgedVerdict } from "../../../store/run/judged.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { savings } from "../../../store/run/savings.ts";
import { scriptView } from "../../code/script-view.tsx";
import { lazily, lazyPart } from "../../parts/lazily.tsx";
import { openView } from "../../parts/open.ts";
import type { RunNow, WorkloadPage, CostRow } from "../../parts/workload-page.ts";
import { METRIC_EMBED } from "../../embed/sheet-parts.tsx";
import type { View } from "../../views/views.ts";
import { sweepView } from "../../sweep/sweep-view.tsx";
import { ChartInfo, ChartNote, drawnOf, marksOf, noteOf } from "./charts/curves.tsx";
import { useMatrix, useMatrixActions, useMatrixViews, withRun } from "./context.ts";
import type { ControlProps } from "./controls/controls.tsx";
import { applies, GROUPS, mainFields } from "./controls/groups.ts";
import { fieldOf, labelOf, OPTIONS, optionName, sliderOf } from "./controls/presentation.ts";
import { Rates } from "./controls/Rates.tsx";
import { IMPORT_VIEW, showFile } from "./import/chosen-file.ts";
import { LINE_STYLES } from "./looks.ts";
import { MASK_VIEW } from "./mask/mask-view.ts";

/** A part of an embed, whose code loads with the embed. */
const part = (name: keyof typeof import("./embed.tsx")) =>
  lazily<object>(async () => (await import("./embed.tsx"))[name]);

/** A control in the panel of settings, whose code loads with the panel. */
const control = (name: keyof typeof import("./controls/controls.tsx")) =>
  lazyPart<ControlProps>(async () => (await import("./controls/controls.tsx"))[name]);

/** A part that needs a run, whose code loads when it is first drawn. */
const ofRun = (load: () => Promise<Parameters<typeof withRun>[0]>) =>
  lazily<object>(async () => withRun(await load()));

const NETWORKS = ofRun(async () => (await import("./diagram/ComparedDiagram.tsx")).ComparedDiagram);
const SPECTRA = ofRun(async () => (await import("./charts/SpectrumPanel.tsx")).SpectrumPanel);
const PICTURES = ofRun(async () => (await import("./pictures/Pictures.tsx")).Pictures);

/** A view that only this page has. Its button is elsewhere, unless a place is given. */
const view = (
  id: string,
  label: string,
  load: () => Promise<View["Component"]>,
  place: View["place"] = "elsewhere",
): View => ({ id, label, place, Component: lazily(load) });

/** The original and the network that is compared with it. */
function comparedIn({ models, state }: RunNow<Matrix>) {
  const other = comparedOf(models, state.compared);
  return models.filter(({ id }) => id === "original" || id === other);
}

export const MF_PAGE: WorkloadPage<Matrix> = {
  ...MF,
  modelsField: "networks",
  models: "Networks",
  looks: LINE_STYLES,
  quantities: [
    { id: "recovery", label: "Recovery error", scale: "log", format: formatError },
    { id: "train", label: "Train error", scale: "log", format: formatError },
  ],
  words: OPTIONS,
  pinsKey: "dmf-pins",
  actions: ownActions,

  purpose: "Every network learns the same matrix.",
  about: ({ run }) => missingText(run),
  Foot: lazyPart<object>(async () => (await import("./Foot.tsx")).Foot),
  views: [
    view(IMPORT_VIEW, "Your own file", async () => (await import("./import/ImportView.tsx")).ImportView),
    view(
      "benchmark",
      "Benchmark",
      async () => (await import("./benchmark/Benchmark.tsx")).Benchmark,
      "tools",
    ),
    view("how", "How it works", async () => (await import("./how/How.tsx")).How, "foot"),
    view("picture", "Picture", async () => (await import("./pictures/PictureView.tsx")).PictureView),
    view("block", "Weight matrix", async () => (await import("./diagram/BlockView.tsx")).BlockView),
    view(MASK_VIEW, "Draw the mask", async () => (await import("./mask/MaskView.tsx")).MaskView),
  ],

  main: mainFields,
  atHand: "rHat",
  settingsText: (config) =>
    `depth ${config.depth}${applies("width", config) ? `, width ${formatCount(config.width)}` : ""}`,
  groups: GROUPS,
  applies,
  slider: sliderOf,
  labelOf: (name, config) => labelOf(fieldOf(name as keyof Experiment), config),
  steppers: { depth: { less: "Remove a layer", more: "Add a layer" } },
  controls: {
    data: control("DataControl"),
    mask: control("MaskControl"),
    file: control("UserFile"),
  } as unknown as NonNullable<WorkloadPage<Matrix>["controls"]>,
  details: { rate: Rates },

  loadAdvice: async () => (await import("./advice.ts")).ADVISOR,
  pace: {
    slowSeconds: SLOW_SECONDS,
    expected: expectedRun,
    slow: slowRun,
    timeOf: (pace) => timeOf(pace as Expected),
    afterwards: (config, pace) => timeAfterwards(config, pace as Expected),
    firstStep: (pace) => firstStepText(pace as Expected | undefined),
  },
  sizeText,
  smallerVerb: ({ data }) => (data === "file" ? "Average it to" : "Open it at"),
  LookingAt,

  verdict: ({ run, models, state }) => judgedVerdict(models) ?? verdict(run, models, state.compared),
  results(now) {
    const { run } = now;
    const judged = judgedNetworks(now.models);
    if (judged.length > 0)
      return {
        title: "RMSE on the test cells at the best validation step",
        models: judged.map(({ id, name, rmse }) => ({ id, name: `${name} RMSE`, text: formatRmse(rmse) })),
      };
    return {
      title: resultName(run),
      models: comparedIn(now).map((network) => ({
        id: network.id,
        name: `${shortName(network.id)} ${run.psnrAtOne === undefined ? "error" : "now"}`,
        text: resultText(run, network),
      })),
    };
  },
  remark: ({ run, models, step }) => (step === 0 ? "" : baselineComparison(models, run.psnrAtOne)),
  savings({ models, state }) {
    const id = comparedOf(models, state.compared);
    const [original, other] = [networkNow(models, "original"), id && networkNow(models, id)];
    return original && other ? savings(original, other) : [];
  },
  Readout: StripReadout,
  costs: costsOf,
  costsNote: ({ config: { seeds, seed } }) => (seeds > 1 ? `of the first seed, ${String(seed)}` : ""),

  drawn: drawnOf,
  marks: marksOf,
  ChartNote,
  chartNote: noteOf,
  ChartInfo,
  spread: "±1 sd of log₁₀",
  Left: ofRun(async () => (await import("./pictures/StagePictures.tsx")).StagePictures),
  Middle: NETWORKS,
  Lower: SPECTRA,
  Beside: YourData,
  Why: withRun(WhyPanel),
  Below: PICTURES,
  // The layers and their product stand in one row.
  stageStyle: ({ depth }) => ({ "--blocks": depth + 1 }),
  parts: [
    { id: "network", name: "Network", Component: NETWORKS },
    { id: "pictures", name: "Pictures", Component: PICTURES },
    { id: "spectra", name: "Spectra", Component: SPECTRA },
  ],
  screens: {
    "low-rank": lazily(async () => (await import("./lessons/LowRank.tsx")).LowRank),
    product: lazily(async () => (await import("./lessons/Product.tsx")).Product),
    waiting: lazily(async () => (await import("./lessons/Waiting.tsx")).Waiting),
    depth: lazily(async () => (await import("./lessons/Depth.tsx")).Depth),
    subspace: lazily(async () => (await import("./lessons/Subspace.tsx")).Subspace),
    compression: lazily(async () => (await import("./lessons/Compression.tsx")).Compression),
    completion: lazily(async () => (await import("./lessons/Completion.tsx")).Completion),
    limits: lazily(async () => (await import("./lessons/Limits.tsx")).Limits),
  },

  receipt: {
    about({ config: { task, data, depth, rHat }, rows, cols }) {
      return [
        `${optionName("task", task)} (${optionName("data", data)}), ${rows} × ${cols}`,
        `depth ${depth}, r̂ = ${formatCount(rHat)}`,
      ];
    },
    metrics({ recoveryOver, config: { task } }) {
      const recovery = recoveryOver === "heldout" ? "the hidden entries" : "all entries";
      const train = task === "ms" ? "measurements" : "observed entries";
      return `Recovery error: relative, over ${recovery}; train error: over the ${train}.`;
    },
    aside: ({ psnrAtOne }, error) =>
      psnrAtOne === undefined ? "" : ` (${formatDb(psnrOf(psnrAtOne, error))} dB)`,
  },
  ownFile: {
    choice: { name: "Your own file…", open: () => openView(IMPORT_VIEW) },
    Ask: lazyPart<object>(async () => (await import("./import/AskForFile.tsx")).AskForFile),
    Kept: UsualSettings,
    keepsOnly: ({ usual, repairs }) => usual?.told === repairs && repairs.length === 1,
    drop: showFile,
    nameOf: ({ userFile }) => userFile?.name,
  },
  Charts: ofRun(async () => (await import("./save/saved.tsx")).Charts),
  Matrices: ofRun(async () => (await import("./save/Matrices.tsx")).Matrices),
  Sweep: sweepView(async () => (await import("./sweep.ts")).SWEEP),
  Code: scriptView(async () => (await import("./script.tsx")).SCRIPT),
  embed: {
    ...METRIC_EMBED,
    diagram: { name: "Network diagram", Component: part("Diagram") },
    pictures: { name: "Pictures", Component: part("Pictures") },
    rank: { name: "Slider of the rank r̂", Component: part("Rank") },
  },
};

type Row = CostRow<Matrix>;

function costsOf({ run, models }: RunNow<Matrix>): readonly Row[] {
  const original = networkNow(models, "original");
  const { psnrAtOne, validationCount } = run;
  const validation = ({ progress }: NetworkNow) => progress?.evaluated["validation"];
  /** Compares a network that saves work with the original. */
  const against =
    (compare: (original: NetworkNow, network: NetworkNow) => string) =>
    (network: NetworkNow): string =>
      original && network !== original && saves(original, network) ? compare(original, network) : "";
  const counted = (
    name: string,
    of: (network: NetworkNow) => number,
    format: (value: number) => string,
    fewer = "fewer",
  ): Row => ({
    name,
    show: (network) => format(of(network)),
    below: against((one, other) => compareTo(of(one), of(other), fewer, "more", "the same")),
  });
  const best = (
    name: string,
    of: (network: NetworkNow) => { readonly best: number; readonly bestStep: number } | undefined,
    format: (error: number | undefined) => string = formatError,
  ): Row => ({
    name,
    show: (network) => format(of(network)?.best),
    below: (network) => atStep(of(network)),
  });
  const progressOf = ({ progress }: NetworkNow) => progress;
  const validated: readonly Row[] = [
    { name: "Validation error", show: (network) => formatError(validation(network)?.value) },
    best("Best validation error", validation),
  ];
  const decibels = (error = NaN): string => formatDb(psnrOf(psnrAtOne, error));
  const pixels: readonly Row[] = [
    { name: "Hidden-pixel PSNR, dB", show: ({ progress }) => decibels(progress?.headline) },
    best("Best hidden-pixel PSNR, dB", progressOf, decibels),
  ];
  return [
    counted("Parameters", ({ parameters }) => parameters, formatCount),
    counted("FLOPs per step, counted", ({ flopsPerStep }) => flopsPerStep, formatLarge),
    counted("Bytes moved per step, counted", ({ bytesPerStep }) => bytesPerStep, formatLarge),
    counted("Memory for training, bytes", ({ byteLength }) => byteLength, formatLarge, "less"),
    {
      name: "ms per step, measured",
      show: ({ msPerStep }) => formatMs(msPerStep),
      below: against(compareTimes),
    },
    { name: "Train error", show: ({ progress }) => formatError(progress?.loss) },
    { name: "Recovery error", show: ({ progress }) => formatError(progress?.headline) },
    best("Best recovery error", progressOf),
    ...(validationCount === undefined ? [] : validated),
    ...(psnrAtOne === undefined ? [] : pixels),
    ...(["1e-2", "1e-3"] as const).map((milestone) => ({
      name: `Steps to recovery error ${milestone}`,
      show({ progress }: NetworkNow) {
        const at = progress?.iterationsTo[milestone];
        return typeof at === "number" ? formatCount(at) : "–";
      },
    })),
  ];
}

const atStep = (best: { readonly best: number; readonly bestStep: number } | undefined): string =>
  best && Number.isFinite(best.best) ? `at step ${formatCount(best.bestStep)}` : "";

/** Offers the usual settings of a file whose earlier settings were kept. */
function UsualSettings() {
  const usual = useMatrix((state) => (state.usual?.told === state.repairs ? state.usual : undefined));
  const { open } = useMatrixActions();
  return (
    usual && (
      <button type="button" onClick={() => open(usual.config, "play")}>
        Take the file’s usual settings
      </button>
    )
  );
}

const Own = lazyPart<object>(async () => (await import("./own/YourData.tsx")).YourData);

/** Stands beside the run as long as the user's file is open. */
function YourData() {
  const isOpen = useMatrix(({ userFile, config }) => isOpenFile(config, userFile));
  return isOpen && <Own />;
}

const Readout = lazyPart<object>(async () =>
  withRun((await import("./pictures/EntryReadout.tsx")).EntryReadout),
);

/** The values at the entry that the user points at, because the readout below would be out of sight. */
function StripReadout() {
  const isPointing = useMatrix((state) => state.run !== undefined && state.entry !== undefined);
  return (
    isPointing && (
      <div className="strip-entry" aria-hidden="true">
        <Readout />
      </div>
    )
  );
}

function LookingAt({ step }: { readonly step: number }) {
  const data = useMatrixViews();
  return nearestSpectraSentence([...data.models.values()], step);
}

/** The panel “Seeing why”. Its content loads after the first screen. */
const Why = lazyPart(async () => (await import("./why/Why.tsx")).Why, <p className="waiting">Loading…</p>);

function WhyPanel({ run }: { readonly run: LoadedRun }) {
  return (
    <section className="panel why" aria-labelledby="why-title">
      <h2 id="why-title">Seeing why</h2>
      <Why run={run} />
    </section>
  );
}
