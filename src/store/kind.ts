/** One workload as its page sees it: facts and functions for the store. Its engine stays in the worker. */
import type { Codec, RepairedConfig } from "../experiment/codec.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";
import type { LessonId } from "../experiment/lessons/course.ts";
import type { Lesson, Settings } from "../experiment/lessons/lesson.ts";
import type { Preset } from "../experiment/preset.ts";
import type { Stopped } from "../training/early-stopping.ts";
import type { AnyWorkload, Run, State, WorkloadTypes } from "./state.ts";

export type WorkloadPreset = Preset<Settings>;

/** The functions are methods, so that a list can hold the kinds of all workloads. */
export interface WorkloadKind<W extends WorkloadTypes = AnyWorkload> extends Codec<W["config"]> {
  readonly id: WorkloadId;
  readonly label: string;
  /** The settings that are learning rates, the one of a model, and values that a sweep of all of them tries. */
  readonly rates?: {
    readonly names: readonly string[];
    /** Undefined for a model that none of these settings trains. */
    readonly of: (model: string) => string | undefined;
    readonly values: readonly string[];
  };
  readonly presets: readonly [WorkloadPreset, ...WorkloadPreset[]];
  /** Id of the preset that an address without settings opens. By default, it is the first one. */
  readonly opens?: string;
  readonly lessons: Readonly<Partial<Record<LessonId, Lesson["setups"]>>>;
  /** Settings that a sweep does not vary, besides the data, the file and the seeds. */
  readonly unswept?: readonly string[];
  /** Live settings that only views read. Training does not depend on them. */
  readonly viewed?: readonly string[];
  /** The settings that define the problem. Curves of different problems cannot be compared. */
  readonly problem: readonly string[];
  /** The target's settings, if more than the problem's. A branch is compared with runs on the same target. */
  target?(config: W["config"]): readonly string[];
  /** The settings that choose the data. Changing one of them adds a history entry. */
  readonly data?: readonly string[];
  /** Settings besides the live ones that act only on later steps, so that training can continue. */
  readonly later: readonly string[];
  /** Whether training can continue from a run's state after a change of another setting. */
  mayChange?(name: string, before: W["config"], after: W["config"]): boolean;
  /** A sentence that lists the settings after whose change training can continue. */
  readonly branches: string;
  /** Whether a later last step leaves the earlier steps as they were. */
  isOpenEnded?(config: W["config"]): boolean;
  /** Applies a user's changes. By default, settings left at their defaults follow the change. */
  change?(config: W["config"], changes: Partial<W["config"]>): RepairedConfig<W["config"]>;
  /** The nearest config that needs at most this fraction of the memory. */
  smaller?(config: W["config"], fraction: number): W["config"] | undefined;
  /** The run's facts without predictions that assume the same settings at every step. */
  unpredicted?(run: Run<W>): Run<W>;
  /** Leaves large pictures out of a run's facts. */
  runOf?(run: Run<W>): Run<W>;
  createData?(): W["data"];
  /** Numbers that a pinned run keeps. */
  pinned?(run: Run<W>): Readonly<Record<string, number>>;
  /** Initial state of the workload's own page parts. */
  own?(): W["own"];
  /** A model's name in messages. By default, its label. */
  nameOf?(id: string): string;
  /** Texts of the live region in the workload's own words. */
  readonly spoken?: {
    /** The headline metric, a relative error. Its milestones are announced. */
    readonly error: string;
    result(state: State<W>): string;
    stopped(config: W["config"], stopped: Stopped): string;
  };
}
