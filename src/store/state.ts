/** React's view: the experiment, a coarse status, and a version that tells when to read the run's data again. */
import type { BackendChoice, EngineStatus, NetworkSummary, RunSummary } from "../engine/engine.ts";
import type { Preparing } from "../workloads/mf/preparation.ts";
import type { Progress } from "../training/progress.ts";
import type { Stopped } from "../training/stop-watch.ts";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import type { ComparisonNow } from "./pins/comparison.ts";
import type { Entry } from "./entry.ts";
import type { PictureId } from "./files/picture-actions.ts";
import type { Pin } from "./pins/pins.ts";
import type { Notation } from "./files/csv.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import type { Claimed } from "./pins/reproduced.ts";
import type { Outcomes } from "./run/outcomes.ts";
import type { Speed } from "./run/speed.ts";

/** A run's facts without its pictures. */
export type RunFacts = Omit<RunSummary, "target" | "observed" | "entries" | "norms">;

/** A network of the present run: its facts, and values that change during training. */
export interface NetworkNow extends NetworkSummary {
  readonly progress: Progress | undefined;
  readonly msPerStep: number;
  /** Relative spread over rounds; NaN until there are enough. */
  readonly msSpread: number;
  /** Recovery error now over that at half the steps so far. */
  readonly recentFall: number;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  /** A smaller experiment of the same kind, offered if this one was too large for the device. */
  readonly smaller?: Experiment;
  /** It is unknown whether the smaller one fits. */
  readonly isGuess?: true;
}

/** A message that stops nothing. */
export interface NoticeNow {
  readonly message: string;
  /** A smaller experiment of the same kind that fits the GPU, offered if this one was too large. */
  readonly smaller?: Experiment;
  /**
   * The notice's topic: the choice of engine, shown beside the engine; a branch, shown as long as its run; or a claim's
   * setting, shown until another is opened.
   */
  readonly about?: "engine" | "branch" | "claim";
}

/** Facts that the page shows about the engine's file. */
export interface OwnFileFacts {
  readonly name: string;
  readonly checksum: string;
  readonly rows: number;
  readonly cols: number;
  readonly inColour: boolean;
  /** As far as the file has names. */
  readonly rowNames: readonly string[] | undefined;
  readonly colNames: readonly string[] | undefined;
  readonly notation: Notation | undefined;
}

export interface PlaygroundState {
  /** The controls' experiment. The displayed run follows within a moment. */
  readonly experiment: Experiment;
  readonly backend: BackendChoice;
  readonly speed: Speed;
  readonly status: EngineStatus;
  /** Whether a ready run continues by itself. A user's stop also applies to the next run. */
  readonly wantsToPlay: boolean;
  /** The work in progress while the status is `loading`. */
  readonly preparing: Preparing | undefined;
  readonly step: number;
  /** The rule that stopped training, while the run stands there. */
  readonly stopped: Stopped | undefined;
  readonly run: RunFacts | undefined;
  readonly networks: readonly NetworkNow[];
  /** Increases when the series have grown, at most ten times a second. */
  readonly version: number;
  /** Increases when new pictures and spectra arrive, at most as often. */
  readonly viewsVersion: number;
  /** The step beneath the crosshair. */
  readonly cursor: number | undefined;
  /** The network that the user compares with the original; `comparedOf` resolves it for this run. */
  readonly compared: NetworkName;
  /** The entry beneath the pointer, in all pictures. */
  readonly entry: Entry | undefined;
  /** The picture in the enlarged view, when it is open. */
  readonly enlarged: PictureId;
  /** The displayed recorded step, and the networks' state then; undefined for the present. */
  readonly lookingAt: number | undefined;
  readonly networksThen: readonly NetworkNow[] | undefined;
  /** Earlier runs whose curves stay visible. */
  readonly pins: readonly Pin[];
  readonly repairs: readonly string[];
  /** Results in the opened link. */
  readonly claimed: Claimed | undefined;
  /** A claim's comparison, from its first arm until the user opens another experiment. */
  readonly comparison: ComparisonNow | undefined;
  readonly notice: NoticeNow | undefined;
  readonly failure: Failure | undefined;
  /** The lesson's screen beside the playground. */
  readonly lesson: LessonPlace | undefined;
  /** The user file opened last. */
  readonly ownFile: OwnFileFacts | undefined;
  readonly outcomes: Outcomes;
  /** Text of the live region: milestones only. */
  readonly announcement: string;
}

export function startState(
  experiment: Experiment,
  repairs: readonly string[],
  backend: BackendChoice,
  lesson?: LessonPlace,
): PlaygroundState {
  return {
    experiment,
    backend,
    speed: "watch",
    status: "loading",
    wantsToPlay: false,
    preparing: undefined,
    step: 0,
    stopped: undefined,
    run: undefined,
    networks: [],
    version: 0,
    viewsVersion: 0,
    cursor: undefined,
    compared: "yaras",
    entry: undefined,
    enlarged: "target",
    lookingAt: undefined,
    networksThen: undefined,
    pins: [],
    repairs,
    claimed: undefined,
    comparison: undefined,
    notice: undefined,
    failure: undefined,
    lesson,
    ownFile: undefined,
    outcomes: new Map(),
    announcement: "",
  };
}

/** The displayed step: the present, or the step to which the user returned. */
export const shownStep = ({ step, lookingAt }: PlaygroundState): number => lookingAt ?? step;
export const shownNetworks = ({ networks, networksThen }: PlaygroundState): readonly NetworkNow[] =>
  networksThen ?? networks;

export const networkNow = (networks: readonly NetworkNow[], id: NetworkName): NetworkNow | undefined =>
  networks.find((network) => network.id === id);

/** If the user's chosen network is not trained, the next compressed one replaces it, or any other. */
const COMPRESSED: readonly NetworkName[] = ["yaras", "thin", "kwon"];

export function comparedOf(
  networks: readonly { readonly id: NetworkName }[],
  wanted: NetworkName,
): NetworkName | undefined {
  const others = networks.map(({ id }) => id);
  return [wanted, ...COMPRESSED, ...others].find((id) => id !== "original" && others.includes(id));
}

/** Whether the engine has a run. Without one, the screen still shows the previous run. */
export const hasRun = ({ status }: Pick<PlaygroundState, "status">): boolean =>
  status !== "loading" && status !== "failed";

/** Whether a run can return to its start, or will stay there once prepared; below, whether one can be trained on. */
export const canReset = ({ status }: Pick<PlaygroundState, "status">): boolean => status !== "failed";
export const canTrain = (state: Pick<PlaygroundState, "status">): boolean =>
  hasRun(state) && state.status !== "diverged";

/** Whether the playground waits for a file that only the user has. */
export const needsFile = ({ failure }: Pick<PlaygroundState, "failure">): boolean =>
  failure?.code === "no-file";
