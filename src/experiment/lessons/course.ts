import type { WorkloadId } from "../link-keys.ts";

/** A figure of the page, named as its tab on a phone. A part of “Seeing why” stands behind a colon. */
type Panel = "block" | "curves" | "network" | "spectra" | "updates" | "why:subspace";

/**
 * The only figure that the page shows beside a screen of a lesson: a panel of the page, or a figure in the screen's
 * text. Exercises use the whole page.
 */
export type Shows = Panel | "text" | "page";

/** `shows` holds an entry for each screen. */
const course = <W extends WorkloadId>(workload: W, title: string, ...shows: readonly Shows[]) => ({
  workload,
  title,
  shows,
  screens: shows.length,
});

/** The lessons in the order of the course. Links use the ids, so an id must never change its meaning. */
export const COURSE = {
  "low-rank": course("mf", "What is a low-rank matrix?", "text", "text", "curves", "page"),
  product: course("mf", "A network that is a matrix", "text", "text", "curves", "page"),
  waiting: course("mf", "When nothing happens", "curves", "text", "curves", "text", "page"),
  depth: course("mf", "Two layers or three?", "text", "curves", "text", "curves", "text", "page"),
  subspace: course("mf", "Which directions move?", "text", "text", "text", "text", "why:subspace", "page"),
  compression: course("mf", "Compress it", "text", "curves", "text", "text", "text", "page"),
  completion: course("mf", "Half of the entries hidden", "curves", "text", "text", "text", "page"),
  limits: course("mf", "Four edges", "text", "curves", "curves", "curves", "page"),
  rates: course("mlp", "A block inside a classifier", "text", "curves", "text", "curves", "curves", "page"),
  lora: course("finetune", "An adapter for a language model", "text", "updates", "curves", "page"),
  "deep-lora": course(
    "finetune",
    "Three factors for an update",
    "text",
    "updates",
    "text",
    "updates",
    "updates",
    "page",
  ),
  memory: course("finetune", "What does memory cost?", "text", "updates", "updates", "text", "page"),
};

export type LessonId = keyof typeof COURSE;

export const LESSON_IDS = Object.keys(COURSE) as LessonId[];

export interface LessonPlace {
  readonly lesson: LessonId;
  /** Number of the screen, counted from 1. */
  readonly screen: number;
}

/** Number of the lesson, counted from 1. */
export const lessonNumber = (id: LessonId): number => LESSON_IDS.indexOf(id) + 1;
