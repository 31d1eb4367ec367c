/** What React sees: the experiment, coarse status, and a version that says when to look at the run's data again. */
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
import type { LessonPlace } from "../experiment/lessons/lesson.ts";
import type { Claimed } from "./pins/reproduced.ts";
import type { Outcomes } from "./run/outcomes.ts";
import type { Speed } from "./run/speed.ts";

/** A run's facts without its pictures. */
export type RunFacts = Omit<RunSummary, "target" | "observed" | "entries" | "norms">;

/** A network of the present run: facts, and what changes as it trains. */
export interface NetworkNow extends NetworkSummary {
  readonly progress: Progress | undefined;
  readonly msPerStep: number;
  /** Its spread over rounds, relative; NaN before there are some. */
  readonly msSpread: number;
  /** Recovery error now over that at half the steps so far. */
  readonly recentFall: number;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  /** A smaller experiment of the same kind, where this one was too large for the device. */
  readonly smaller?: Experiment;
  /** Nobody knows whether that one fits. */
  readonly isGuess?: true;
}

/** What stops nothing, and is good to know. */
export interface NoticeNow {
  readonly message: string;
  /** A smaller experiment of the same kind, which fits the GPU that this one was too large for. */
  readonly smaller?: Experiment;
  /**
   * Why this engine trains, shown with the engine; what was branched off, as long as that run is there; whose setting
   * this is, until another is chosen.
   */
  readonly about?: "engine" | "branch" | "claim";
}

/** What the page tells of the file that the engine has. */
export interface OwnFileFacts {
  readonly name: string;
  readonly checksum: string;
  readonly rows: number;
  readonly cols: number;
  readonly inColour: boolean;
  /** As far as the file has them. */
  readonly rowNames: readonly string[] | undefined;
  readonly colNames: readonly string[] | undefined;
  readonly notation: Notation | undefined;
}

export interface PlaygroundState {
  /** What the controls show. The run on the screen follows within a moment. */
  readonly experiment: Experiment;
  readonly backend: BackendChoice;
  readonly speed: Speed;
  readonly status: EngineStatus;
  /** A run that is ready goes on by itself; a person who stops it means the next one too. */
  readonly wantsToPlay: boolean;
  /** What is being done while status is `loading`. */
  readonly preparing: Preparing | undefined;
  readonly step: number;
  /** The rule that stopped training, while it stands there. */
  readonly stopped: Stopped | undefined;
  readonly run: RunFacts | undefined;
  readonly networks: readonly NetworkNow[];
  /** Counts up, at most ten times a second, when the series have grown. */
  readonly version: number;
  /** Counts up, at most as often, when there are new pictures and spectra. */
  readonly viewsVersion: number;
  /** The step beneath the crosshair. */
  readonly cursor: number | undefined;
  /** The network that a person compares with the original; `comparedOf` says which one that is in this run. */
  readonly compared: NetworkName;
  /** The entry beneath the pointer, in all pictures. */
  readonly entry: Entry | undefined;
  /** The picture that is seen large when that view is open. */
  readonly enlarged: PictureId;
  /** The recorded step that is shown, and the networks as they were then; undefined for the present. */
  readonly lookingAt: number | undefined;
  readonly networksThen: readonly NetworkNow[] | undefined;
  /** Earlier runs whose curves stay. */
  readonly pins: readonly Pin[];
  readonly repairs: readonly string[];
  /** What the link that was opened says of its results. */
  readonly claimed: Claimed | undefined;
  /** A claim's comparison, from its first arm until a person opens another experiment. */
  readonly comparison: ComparisonNow | undefined;
  readonly notice: NoticeNow | undefined;
  readonly failure: Failure | undefined;
  /** The screen of the lesson beside the playground. */
  readonly lesson: LessonPlace | undefined;
  /** The own file that was opened last. */
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

/** What the page shows: the present, or the step that a person looks back at. */
export const shownStep = ({ step, lookingAt }: PlaygroundState): number => lookingAt ?? step;
export const shownNetworks = ({ networks, networksThen }: PlaygroundState): readonly NetworkNow[] =>
  networksThen ?? networks;

export const networkNow = (networks: readonly NetworkNow[], id: NetworkName): NetworkNow | undefined =>
  networks.find((network) => network.id === id);

/** Where the network that a person wants to compare is not trained, the next one that compresses, or any other. */
const COMPRESSED: readonly NetworkName[] = ["yaras", "thin", "kwon"];

export function comparedOf(
  networks: readonly { readonly id: NetworkName }[],
  wanted: NetworkName,
): NetworkName | undefined {
  const others = networks.map(({ id }) => id);
  return [wanted, ...COMPRESSED, ...others].find((id) => id !== "original" && others.includes(id));
}

/** Whether the engine has a run. Where it has none, what is on the screen is still the run before. */
export const hasRun = ({ status }: Pick<PlaygroundState, "status">): boolean =>
  status !== "loading" && status !== "failed";

/** Whether there is a run that can go back to its start, or that will stay there once it is prepared; and one that can be trained on. */
export const canReset = ({ status }: Pick<PlaygroundState, "status">): boolean => status !== "failed";
export const canTrain = (state: Pick<PlaygroundState, "status">): boolean =>
  hasRun(state) && state.status !== "diverged";

/** Whether it waits for a file that only the person has. */
export const needsFile = ({ failure }: Pick<PlaygroundState, "failure">): boolean =>
  failure?.code === "no-file";
