/** A workload's state as React sees it: config, coarse status, and versions that tell when data changed. */
import type { Backend, BackendChoice, EngineStatus } from "../library/api.ts";
import type { ModelSummary, RunSummary } from "../training/run-summary.ts";
import type { Preparing, RunConfig } from "../training/plan.ts";
import type { Progress } from "../training/progress.ts";
import type { Stopped } from "../training/early-stopping.ts";
import type { LinkedResults } from "../experiment/results.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import type { PinnedModel, RunData } from "./run-data.ts";
import type { Speed } from "./run/speed.ts";

/** A config of any workload. Only the workload's own views know its fields. */
export type Config = RunConfig & Readonly<Record<string, unknown>>;

/** The types of one workload. */
export interface WorkloadTypes {
  readonly config: RunConfig;
  /** Facts of one model of a run. */
  readonly model: ModelSummary;
  /** Facts that the workload adds to a run's. */
  readonly facts: object;
  readonly data: RunData;
  /** State that only the workload's own page parts need. */
  readonly own: object;
}

export interface AnyWorkload extends WorkloadTypes {
  readonly config: Config;
}

/** The facts of a run. */
export type Run<W extends WorkloadTypes = AnyWorkload> = Omit<
  RunSummary,
  "experiment" | "networks" | "workload" | "facts"
> &
  W["facts"] & {
    /** The config with its current rates. */
    readonly config: W["config"];
    readonly models: readonly W["model"][];
  };

/** A model of the current run: its facts, and values that change during training. */
export type ModelNow<W extends WorkloadTypes = AnyWorkload> = W["model"] & {
  /** Progress of the first seed, or of a seed that diverged. */
  readonly progress: Progress | undefined;
  readonly progressBySeed: readonly Progress[];
  /** NaN for the first steps, which are slower. */
  readonly msPerStep: number;
  /** Relative spread over rounds. NaN until there are enough rounds. */
  readonly msSpread: number;
};

/** The measured time of one step of a run, from which the time of another run is estimated. */
export interface MeasuredStep<W extends WorkloadTypes = AnyWorkload> {
  readonly config: W["config"];
  readonly backend: Backend;
  /** All models and seeds together take this long for one step. */
  readonly ms: number;
}

export interface Failure<W extends WorkloadTypes = AnyWorkload> {
  readonly code: string;
  readonly message: string;
  /** A smaller experiment of the same kind, offered because this one was too large for the device. */
  readonly smaller?: W["config"];
  /** Set if it is unknown whether the smaller experiment fits. */
  readonly isGuess?: true;
}

/** A message about something that does not stop the run. */
export interface NoticeNow<W extends WorkloadTypes = AnyWorkload> {
  readonly message: string;
  /** A smaller experiment of the same kind that fits the GPU, offered because this one was too large. */
  readonly smaller?: W["config"];
  /**
   * The notice's topic: the choice of engine, shown beside the engine; a branch, shown until its run has ended
   * and continues; or a claim's setting, shown until another experiment is opened.
   */
  readonly about?: "engine" | "branch" | "claim";
}

/** The notice, unless it is about one of these topics. */
export const noticeBut = (
  { notice }: Pick<State, "notice">,
  ...topics: readonly NoticeNow["about"][]
): Pick<State, "notice"> => ({
  notice: notice?.about && topics.includes(notice.about) ? undefined : notice,
});

/** An earlier run whose curves stay visible. */
export interface Pin<W extends WorkloadTypes = AnyWorkload> {
  /** Unique among the pins that are shown. */
  readonly id: string;
  /** The user's name for the pin; empty until the user gives one. */
  readonly name: string;
  readonly config: W["config"];
  readonly backend: Backend;
  /** Numbers of the run that its workload's charts need. */
  readonly facts?: Readonly<Record<string, number>>;
  readonly models: readonly PinnedModel[];
}

/** Results from a link. */
interface Claimed<W extends WorkloadTypes = AnyWorkload> {
  readonly config: W["config"];
  readonly results: LinkedResults;
}

/** The changes of live settings after the first step of a run. */
export interface Retuned<W extends WorkloadTypes = AnyWorkload> {
  readonly firstStep: number;
  readonly lastStep: number;
  /** The config of the run's first step. */
  readonly before: W["config"];
}

export interface Outcome<W extends WorkloadTypes = AnyWorkload> {
  readonly run: Run<W>;
  readonly step: number;
  readonly models: readonly ModelNow<W>[];
  /** The run's data. The last payloads may still arrive. */
  readonly data: W["data"];
}

interface CommonState<W extends WorkloadTypes> {
  /** The config that the controls show. The run follows within a moment. */
  readonly config: W["config"];
  readonly backend: BackendChoice;
  readonly speed: Speed;
  readonly status: EngineStatus;
  /** Whether a run continues by itself when it is ready. If the user stops a run, the next one waits too. */
  readonly wantsToPlay: boolean;
  /** The work in progress while the status is `loading`. */
  readonly preparing: Preparing | undefined;
  readonly step: number;
  /** Whether the run goes back to its start. Until it is there, its figures are from before. */
  readonly isRestarting: boolean;
  /** The rule that stopped training, as long as the run stands at that step. */
  readonly stopped: Stopped | undefined;
  readonly run: Run<W> | undefined;
  /** Undefined while the run has had the same rates at every step. */
  readonly retuned: Retuned<W> | undefined;
  readonly models: readonly ModelNow<W>[];
  /** The last time per step that was measured on the chosen engine. */
  readonly measured: MeasuredStep<W> | undefined;
  /** Increases when the curves have grown, at most ten times a second. */
  readonly version: number;
  /** Increases when new views have arrived, at most ten times a second. */
  readonly viewsVersion: number;
  /** The displayed recorded step, and the models' state at that step. Undefined for the current step. */
  readonly lookingAt: number | undefined;
  readonly modelsThen: readonly ModelNow<W>[] | undefined;
  /** The first step to which training can return. The steps before it had other settings. */
  readonly returnableFrom: number;
  readonly pins: readonly Pin<W>[];
  readonly repairs: readonly string[];
  /** Names of the settings that the user changed since the config was opened. */
  readonly byHand: readonly string[];
  /** The results that the opened link contains. */
  readonly claimed: Claimed<W> | undefined;
  readonly notice: NoticeNow<W> | undefined;
  readonly failure: Failure<W> | undefined;
  /** The lesson screen that is open beside the playground. */
  readonly lesson: LessonPlace | undefined;
  /** Runs of lessons that have ended since the page was opened, by set-up. */
  readonly outcomes: ReadonlyMap<string, Outcome<W>>;
}

export type State<W extends WorkloadTypes = AnyWorkload> = CommonState<W> & W["own"];

export function startState(
  config: Config,
  repairs: readonly string[],
  backend: BackendChoice,
  lesson?: LessonPlace,
): State {
  return {
    config,
    backend,
    speed: "watch",
    status: "loading",
    wantsToPlay: false,
    preparing: undefined,
    step: 0,
    isRestarting: false,
    stopped: undefined,
    run: undefined,
    retuned: undefined,
    models: [],
    measured: undefined,
    version: 0,
    viewsVersion: 0,
    lookingAt: undefined,
    modelsThen: undefined,
    returnableFrom: 0,
    pins: [],
    repairs,
    byHand: [],
    claimed: undefined,
    notice: undefined,
    failure: undefined,
    lesson,
    outcomes: new Map(),
  };
}

/** The displayed step: the current one, or the step to which the user returned. */
export const shownStep = ({ step, lookingAt }: Pick<State, "step" | "lookingAt">): number =>
  lookingAt ?? step;

/** The models at the displayed step. */
export const shownModels = <M>({
  models,
  modelsThen,
}: {
  readonly models: readonly M[];
  readonly modelsThen: readonly M[] | undefined;
}): readonly M[] => modelsThen ?? models;

/** Whether training has ended: at its last step, by a rule, or by divergence. */
export const hasEnded = ({ status }: Pick<State, "status">): boolean =>
  status === "finished" || status === "stopped" || status === "diverged";

/** Whether the engine has a run. Without one, the screen still shows the previous run. */
export const hasRun = ({ status }: Pick<State, "status">): boolean =>
  status !== "loading" && status !== "failed";

/** Whether the run can return to its start, or will wait there once prepared; and whether it can train on. */
export const canReset = ({ status }: Pick<State, "status">): boolean => status !== "failed";
export const canTrain = (state: Pick<State, "status">): boolean =>
  hasRun(state) && state.status !== "diverged";

/** Whether the playground waits for a file that only the user has. */
export const needsFile = ({
  failure,
}: {
  readonly failure: { readonly code: string } | undefined;
}): boolean => failure?.code === "no-file";
