/** The parts of a lesson. Its prose is in `src/ui/lessons/content/`. */
import type { Experiment } from "../experiment.ts";

/** In the order of the course. Links name lessons by these, so an id never changes its meaning. */
export const LESSON_IDS = [
  "low-rank",
  "product",
  "waiting",
  "depth",
  "subspace",
  "compression",
  "completion",
  "limits",
  "adapters",
] as const;
export type LessonId = (typeof LESSON_IDS)[number];

export interface LessonPlace {
  readonly lesson: LessonId;
  /** Counted from 1. */
  readonly screen: number;
}

export interface Setup {
  /** A noun phrase for the experiment, e.g. "depth 2 and 3, few entries". */
  readonly name: string;
  readonly fields: Partial<Experiment>;
}

export interface Question {
  /** The screen that asks it, counted from 1. */
  readonly screen: number;
  readonly text: string;
  /** Answers by their key. */
  readonly options: Readonly<Record<string, string>>;
}

export interface Exercise {
  readonly task: string;
  readonly fields: Partial<Experiment>;
  readonly answer: string;
}

export interface Source {
  readonly claim: string;
  readonly reference: string;
  readonly address?: string;
}

export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  readonly question: string;
  readonly minutes: number;
  /** Number of screens; the last one has the summary, the exercises and the sources. */
  readonly screens: number;
  /** The figure in which the student sees the answer. */
  readonly shows: "pictures" | "errors" | "spectra" | "why";
  /** The page shows the first one when the lesson opens. */
  readonly setups: Readonly<Record<string, Setup>>;
  /** In the order in which the lesson asks them. */
  readonly questions: Readonly<Record<string, Question>>;
  /** Two lines to keep. */
  readonly summary: readonly [string, string];
  readonly exercises: readonly Exercise[];
  readonly sources: readonly Source[];
}
