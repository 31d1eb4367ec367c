/** What a lesson is made of. Its prose is in `src/ui/lessons/content/`. */
import type { Experiment } from "../experiment.ts";

/** A screen of a lesson, both counted from 1. */
export interface LessonPlace {
  readonly lesson: number;
  readonly screen: number;
}

export interface Setup {
  /** What is run, as a noun phrase: "depth 2 and 3, few entries". */
  readonly name: string;
  readonly fields: Partial<Experiment>;
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
  readonly number: number;
  readonly title: string;
  readonly question: string;
  readonly minutes: number;
  /** Number of screens. */
  readonly screens: number;
  /** The panel in which the lesson's answer is seen, and which comes first. */
  readonly shows: "pictures" | "errors" | "spectra" | "why";
  /** The first one is on the page when the lesson opens. */
  readonly setups: Readonly<Record<string, Setup>>;
  /** Two lines to keep. */
  readonly summary: readonly [string, string];
  readonly exercises: readonly Exercise[];
  readonly sources: readonly Source[];
}
