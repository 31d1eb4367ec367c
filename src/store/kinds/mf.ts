/** Matrix factorization for the page. */
import type { Experiment, NetworkName } from "../../workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../workloads/mf/config/link.ts";
import { SETUPS } from "../../workloads/mf/lessons/setups.ts";
import { PRESETS } from "../../workloads/mf/presets.ts";
import { smallerToFit } from "../../workloads/mf/config/smaller.ts";
import { changeExperiment } from "../change.ts";
import type { WorkloadKind } from "../kind.ts";
import { verdict } from "../run/headline.ts";
import { shortName, OWN, type LoadedRun, type Matrix, type PlaygroundState } from "./matrix-state.ts";
import { judgedVerdict } from "../run/judged.ts";
import { MatrixData } from "./matrix-data.ts";
import type { Stopped } from "../../training/early-stopping.ts";
import { formatCount, formatSetting } from "../format.ts";

const PROBLEM: readonly (keyof Experiment)[] = ["task", "data", "file", "vectors", "channel"];
const TARGET: readonly (keyof Experiment)[] = [...PROBLEM, "crop", "rows", "cols", "seed"];
/** A generated target depends on further settings. */
const GENERATED: readonly (keyof Experiment)[] = [...TARGET, "spectrum", "sigmas", "rank", "smallest"];

/** Settings that act only on later steps, such as stopping rules. All live settings do so, too. */
const ACT_LATER: readonly (keyof Experiment)[] = [
  "gamma",
  "alpha",
  "galoreGap",
  "ridge",
  "beta",
  "steps",
  "stop",
  "stopError",
  "patience",
  "seconds",
];
/** Training can also continue after a change of these settings, but only on generated data, whose scale does not depend on them. */
const ON_GENERATED: readonly string[] = ["noise", "observed", "mask", "drawn"] satisfies (keyof Experiment)[];

/** Momentum can start at zero, but the averages of Adam and RMSprop need the first steps. */
const hasSimpleState = ({ optimizer }: Experiment): boolean => optimizer === "gd" || optimizer === "momentum";

/** Whether training can continue after a change of a setting that is not in `ACT_LATER`. */
const mayChange = (name: string, before: Experiment, after: Experiment): boolean =>
  (ON_GENERATED.includes(name) && after.data === "random") ||
  (name === "optimizer" && hasSimpleState(before) && hasSimpleState(after));

export const MF: WorkloadKind<Matrix> = {
  ...MF_CODEC,
  id: "mf",
  label: "Matrix factorization",
  presets: PRESETS,
  lessons: SETUPS,
  unswept: ["channel", "centre"],
  problem: PROBLEM,
  target: ({ data }) => (data === "random" ? GENERATED : TARGET),
  data: ["data", "file"],
  later: ACT_LATER,
  mayChange,
  branches:
    "At an earlier step you can change rates, their schedule, γ, momentum and stopping rules. On generated data, you can also change the noise and the observed entries.",
  isOpenEnded: ({ schedule }) => schedule === "constant",
  change: changeExperiment,
  smaller: (experiment, fraction) => smallerToFit(experiment, fraction),
  unpredicted: ({ expected: _expected, models, ...run }) => ({
    ...run,
    models: models.map(({ aligned: _aligned, ...facts }) => facts),
  }),
  runOf: withoutPictures,
  createData: () => new MatrixData(),
  pinned: ({ psnrAtOne }) => (psnrAtOne === undefined ? {} : { psnrAtOne }),
  own: () => OWN,
  nameOf: (id) => shortName(id as Experiment["networks"][number]),
  spoken: {
    error: "recovery error",
    result: resultText,
    stopped: stoppedText,
  },
};

/** The result that the page shows, in one line. */
function resultText({ run, models, compared }: PlaygroundState): string {
  const {
    model,
    number,
    text = "",
  } = (run && (judgedVerdict(models) ?? verdict(run, models, compared))) ?? {};
  return [model && `${shortName(model as NetworkName)}:`, number, text].filter(Boolean).join(" ");
}

/** The pictures and values of the problem are in the run's data. */
function withoutPictures(run: LoadedRun): LoadedRun {
  const {
    target: _target,
    observed: _observed,
    entries: _entries,
    norms: _norms,
    ...facts
  } = run as LoadedRun & Partial<Record<"target" | "observed" | "entries" | "norms", unknown>>;
  return facts;
}

/** The message that says why training stopped before its last step. */
function stoppedText(
  { stopError, patience, seconds }: Experiment,
  { rule, step: at, network, backTo = 0 }: Stopped,
): string {
  const step = formatCount(at);
  const best = formatCount(backTo);
  const error = stopError < 0.01 ? stopError.toExponential() : formatSetting(stopError);
  const name = network ? shortName(network as NetworkName) : "";
  const texts: Readonly<Record<Stopped["rule"], string>> = {
    recoveryAll: `Stopped: recovery error of all networks below ${error} at step ${step}.`,
    recoveryAny: `Stopped: recovery error of ${name} below ${error} at step ${step}.`,
    trainAll: `Stopped: train error of all networks below ${error} at step ${step}.`,
    trainAny: `Stopped: train error of ${name} below ${error} at step ${step}.`,
    plateau: `Stopped: no recovery error has fallen by 1 % in ${formatCount(patience)} steps, up to step ${step}.`,
    validation: `Stopped: no validation error has reached a new minimum in ${formatCount(patience)} steps, up to step ${step}. The run is back at its best step, ${best}.`,
    best: `The run is complete at step ${step}. It is back at step ${best}, where the validation error was smallest.`,
    divergence: `Stopped: ${name} diverged at step ${step}.`,
    seconds: `Stopped: after ${seconds.toLocaleString("en", { maximumFractionDigits: 20 })} s of training, at step ${step}.`,
  };
  return texts[rule];
}
