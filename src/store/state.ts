/**
 * The state as React sees it: the experiment, a coarse status, and a version number that tells when to read the
 * run's data again.
 */
import type { Backend, BackendChoice, EngineStatus } from "../library/api.ts";
import type { Preparing } from "../training/plan.ts";
import type { MatrixSummary, NetworkSummary } from "../workloads/mf/summary.ts";
import type { Progress } from "../training/progress.ts";
import type { Stopped } from "../training/early-stopping.ts";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import { isLiveChange } from "../experiment/changes.ts";
import type { Judgement } from "../experiment/claims/claim.ts";
import type { Comparison } from "../experiment/claims/comparison.ts";
import type { LinkedResults } from "../experiment/results.ts";
import type { Notation } from "./files/csv.ts";
import type { NamedPin } from "./pins/kept-pins.ts";
import type { Curve } from "./run/curves.ts";
import type { NetworkData } from "./run/run-data.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import type { Speed } from "./run/speed.ts";

/** A run's facts without its pictures. */
export interface LoadedRun extends Omit<
  MatrixSummary,
  "target" | "observed" | "entries" | "norms" | "experiment" | "networks"
> {
  /** The config with its current rates. */
  readonly config: Experiment;
  readonly models: readonly NetworkSummary[];
}

export function loadedRun({
  target: _target,
  observed: _observed,
  entries: _entries,
  norms: _norms,
  experiment,
  networks,
  ...facts
}: MatrixSummary): LoadedRun {
  return { ...facts, config: experiment, models: networks };
}

/** A network of the current run: its facts, and values that change during training. */
export interface NetworkNow extends NetworkSummary {
  readonly progress: Progress | undefined;
  readonly msPerStep: number;
  /** Relative spread over rounds. NaN until there are enough rounds. */
  readonly msSpread: number;
  /** The current recovery error divided by the error at half the steps so far. */
  readonly recentFall: number;
}

/** The measured time of one step of a run, from which the time of another run is estimated. */
export interface MeasuredStep {
  readonly config: Experiment;
  readonly backend: Backend;
  /** All networks and seeds together take this long for one step. */
  readonly ms: number;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  /** A smaller experiment of the same kind, offered because this one was too large for the device. */
  readonly smaller?: Experiment;
  /** Set if it is unknown whether the smaller experiment fits. */
  readonly isGuess?: true;
}

/** A message about something that does not stop the run. */
export interface NoticeNow {
  readonly message: string;
  /** A smaller experiment of the same kind that fits the GPU, offered because this one was too large. */
  readonly smaller?: Experiment;
  /**
   * The notice's topic: the choice of engine, shown beside the engine; a branch, shown until its run has ended
   * and continues; or a claim's setting, shown until another experiment is opened.
   */
  readonly about?: "engine" | "branch" | "claim";
}

/** The notice, unless it is about one of these topics. */
export const noticeBut = (
  { notice }: Pick<PlaygroundState, "notice">,
  ...topics: readonly NoticeNow["about"][]
): Pick<PlaygroundState, "notice"> => ({
  notice: notice?.about && topics.includes(notice.about) ? undefined : notice,
});

/** The page's facts about the user's file. */
export interface OwnFileFacts {
  readonly name: string;
  readonly checksum: string;
  readonly rows: number;
  readonly cols: number;
  readonly inColour: boolean;
  /** The names of rows and columns, if the file has them. */
  readonly rowNames: readonly string[] | undefined;
  readonly colNames: readonly string[] | undefined;
  readonly notation: Notation | undefined;
}

/** Row and column, counted from 0. */
export interface Entry {
  readonly row: number;
  readonly col: number;
}

/** Identifies a picture. */
export type PictureId = "target" | "observed" | `${NetworkName} ${"estimate" | "difference"}`;

export interface Pin extends NamedPin {
  readonly config: Experiment;
  readonly backend: string;
  readonly psnrAtOne: number | undefined;
  readonly curves: readonly Curve[];
}

/** Results from a link. */
interface Claimed {
  readonly config: Experiment;
  readonly results: LinkedResults;
}

export interface ComparisonNow extends Comparison {
  /** Index of the arm that is shown. */
  readonly at: number;
  /** The verdict on the claim, after every arm has trained. */
  readonly judgement?: Judgement;
}

export interface Outcome {
  readonly run: LoadedRun;
  readonly step: number;
  readonly models: readonly NetworkNow[];
  /** The series of each network. The last spectra may still arrive. */
  readonly data: ReadonlyMap<NetworkName, Pick<NetworkData, "recovery" | "spectra">>;
}

type Outcomes = ReadonlyMap<string, Outcome>;

export interface PlaygroundState {
  /** The experiment that the controls show. The run follows within a moment. */
  readonly config: Experiment;
  readonly backend: BackendChoice;
  readonly speed: Speed;
  readonly status: EngineStatus;
  /** Whether a run continues by itself when it is ready. If the user stops a run, the next one waits too. */
  readonly wantsToPlay: boolean;
  /** The work in progress while the status is `loading`. */
  readonly preparing: Preparing | undefined;
  readonly step: number;
  /** The rule that stopped training, as long as the run stands at that step. */
  readonly stopped: Stopped | undefined;
  readonly run: LoadedRun | undefined;
  readonly models: readonly NetworkNow[];
  /** The last time per step that was measured on the chosen engine. */
  readonly measured: MeasuredStep | undefined;
  /** Increases when the series have grown, at most ten times a second. */
  readonly version: number;
  /** Increases when new pictures or spectra have arrived, at most ten times a second. */
  readonly viewsVersion: number;
  /** The step of the crosshair. */
  readonly cursor: number | undefined;
  /**
   * The network that the user chose to compare with the original; `comparedOf` resolves the choice for this
   * run.
   */
  readonly compared: NetworkName;
  /** The entry under the pointer, shown in all pictures. */
  readonly entry: Entry | undefined;
  /** The picture that the enlarged view shows. */
  readonly enlarged: PictureId;
  /** The displayed recorded step, and the networks' state at that step. Undefined for the current step. */
  readonly lookingAt: number | undefined;
  readonly modelsThen: readonly NetworkNow[] | undefined;
  /** The first step to which training can return. The steps before it had other settings. */
  readonly returnableFrom: number;
  /** Earlier runs whose curves stay visible. */
  readonly pins: readonly Pin[];
  readonly repairs: readonly string[];
  /**
   * A file's usual settings, offered as long as the repairs `told` are shown, which name the settings that were
   * kept.
   */
  readonly usual?: { readonly told: readonly string[]; readonly config: Experiment };
  /** The results that the opened link contains. */
  readonly claimed: Claimed | undefined;
  /** A claim's comparison, from its first arm until the user opens another experiment. */
  readonly comparison: ComparisonNow | undefined;
  readonly notice: NoticeNow | undefined;
  readonly failure: Failure | undefined;
  /** The lesson screen that is open beside the playground. */
  readonly lesson: LessonPlace | undefined;
  /** The user file that was opened last. */
  readonly userFile: OwnFileFacts | undefined;
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
    config: experiment,
    backend,
    speed: "watch",
    status: "loading",
    wantsToPlay: false,
    preparing: undefined,
    step: 0,
    stopped: undefined,
    run: undefined,
    models: [],
    measured: undefined,
    version: 0,
    viewsVersion: 0,
    cursor: undefined,
    compared: "yaras",
    entry: undefined,
    enlarged: "target",
    lookingAt: undefined,
    modelsThen: undefined,
    returnableFrom: 0,
    pins: [],
    repairs,
    claimed: undefined,
    comparison: undefined,
    notice: undefined,
    failure: undefined,
    lesson,
    userFile: undefined,
    outcomes: new Map(),
    announcement: "",
  };
}

/** The displayed step: the current one, or the step to which the user returned. */
export const shownStep = ({ step, lookingAt }: PlaygroundState): number => lookingAt ?? step;
export const shownNetworks = ({ models, modelsThen }: PlaygroundState): readonly NetworkNow[] =>
  modelsThen ?? models;

export const networkNow = (networks: readonly NetworkNow[], id: NetworkName): NetworkNow | undefined =>
  networks.find((network) => network.id === id);

/**
 * If the network that the user chose is not trained, the next compressed network takes its place, or else any
 * other network.
 */
const COMPRESSED: readonly NetworkName[] = ["yaras", "thin", "kwon"];

export function comparedOf(
  networks: readonly { readonly id: NetworkName }[],
  wanted: NetworkName,
): NetworkName | undefined {
  const others = networks.map(({ id }) => id);
  return [wanted, ...COMPRESSED, ...others].find((id) => id !== "original" && others.includes(id));
}

/** Whether training has ended: at its last step, by a rule, or by divergence. */
export const hasEnded = ({ status }: Pick<PlaygroundState, "status">): boolean =>
  status === "finished" || status === "stopped" || status === "diverged";

/** Whether the engine has a run. Without one, the screen still shows the previous run. */
export const hasRun = ({ status }: Pick<PlaygroundState, "status">): boolean =>
  status !== "loading" && status !== "failed";

type Outdated = Pick<PlaygroundState, "status" | "run" | "config">;

/** Whether the run on the screen is an earlier one, with other settings than the controls show. */
export const isEarlierRun = ({ run, config }: Pick<Outdated, "run" | "config">): boolean =>
  run !== undefined && !isLiveChange(run.config, config);

/**
 * Whether the figures on the screen belong to earlier settings. The run with the current settings is being
 * prepared, or has failed.
 */
export const isOutdated = (state: Outdated): boolean => state.status === "loading" || isEarlierRun(state);

/**
 * Whether the run can return to its start, or will wait there once it is prepared. `canTrain` says whether it can
 * train further.
 */
export const canReset = ({ status }: Pick<PlaygroundState, "status">): boolean => status !== "failed";
export const canTrain = (state: Pick<PlaygroundState, "status">): boolean =>
  hasRun(state) && state.status !== "diverged";

/** Whether the playground waits for a file that only the user has. */
export const needsFile = ({ failure }: Pick<PlaygroundState, "failure">): boolean =>
  failure?.code === "no-file";
