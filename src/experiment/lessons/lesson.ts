/** The parts of a lesson. Its prose is in `src/ui/lessons/content/`. */
import type { Experiment } from "../experiment.ts";

/** The order of the course. Links use these ids, so an id never changes its meaning. */
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
  /** Screen that asks the question, counted from 1. */
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
  /** Number of screens. The last one holds the summary, the exercises and the sources. */
  readonly screens: number;
  /** The figure in which the student sees the answer. */
  readonly shows: "pictures" | "errors" | "spectra" | "why";
  /** The page opens the lesson with the first one. */
  readonly setups: Readonly<Record<string, Setup>>;
  /** In the lesson's order. */
  readonly questions: Readonly<Record<string, Question>>;
  /** Two lines to remember. */
  readonly summary: readonly [string, string];
  readonly exercises: readonly Exercise[];
  readonly sources: readonly Source[];
}
