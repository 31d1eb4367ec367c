/** Matrix factorization for the sheets: its words, looks and metrics. */
import { NETWORK_NAMES } from "../../../experiment/experiment.ts";
import { formatCount, formatDb, formatError } from "../../../store/format.ts";
import type { LoadedRun, PlaygroundState } from "../../../store/kinds/matrix-state.ts";
import { MF } from "../../../store/kinds/mf.ts";
import { shortName } from "../../../store/run/headline.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { scriptView } from "../../code/script-view.tsx";
import { OPTIONS, optionName } from "../../controls/presentation.ts";
import { lazily } from "../../parts/lazily.tsx";
import { LINE_STYLES } from "../../parts/networks.ts";
import { sweepView } from "../../sweep/sweep-view.tsx";
import type { SheetKind } from "../../views/sheet-kind.ts";

/** A part of an embed, whose code loads with the embed. */
const part = (name: keyof typeof import("./embed.tsx")) =>
  lazily<object>(async () => (await import("./embed.tsx"))[name]);

export const MF_PAGE = {
  ...MF,
  modelsField: "networks",
  looks: Object.fromEntries(NETWORK_NAMES.map((id) => [id, { ...LINE_STYLES[id], name: shortName(id) }])),
  quantities: [
    { id: "recovery", label: "Recovery error", scale: "log", format: formatError },
    { id: "train", label: "Train error", scale: "log", format: formatError },
  ],
  embed: {
    headline: { name: "Result in words", Component: part("Headline") },
    chart: { name: "Error chart", Component: part("Chart") },
    diagram: { name: "Network diagram", Component: part("Diagram") },
    pictures: { name: "Pictures", Component: part("Pictures") },
    rank: { name: "Slider of the rank r̂", Component: part("Rank") },
  },
  EmbedMessages: part("Messages"),
  Charts: lazily<object>(async () => (await import("./save/saved.tsx")).Charts),
  Matrices: lazily<object>(async () => (await import("./save/saved.tsx")).Matrices),
  Sweep: sweepView(async () => (await import("./sweep.ts")).SWEEP),
  Code: scriptView(async () => (await import("./script.tsx")).SCRIPT),
  words: OPTIONS as SheetKind["words"],
  openedFile: ({ userFile }: PlaygroundState) => userFile?.name,
  receipt: {
    about({ config: { task, data, depth, rHat }, rows, cols }: LoadedRun) {
      return [
        `${optionName("task", task)} (${optionName("data", data)}), ${rows} × ${cols}`,
        `depth ${depth}, r̂ = ${formatCount(rHat)}`,
      ];
    },
    metrics({ recoveryOver, config: { task } }: LoadedRun) {
      const recovery = recoveryOver === "heldout" ? "the hidden entries" : "all entries";
      const train = task === "ms" ? "measurements" : "observed entries";
      return `Recovery error: relative, over ${recovery}; train error: over the ${train}.`;
    },
    aside: ({ psnrAtOne }: LoadedRun, error: number) =>
      psnrAtOne === undefined ? "" : ` (${formatDb(psnrOf(psnrAtOne, error))} dB)`,
  },
} as const;
