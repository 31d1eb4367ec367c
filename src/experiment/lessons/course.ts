/**
 * The lessons in the order of the course, each with its title, number of screens and page. Links use the ids,
 * so an id must never change its meaning.
 */
export const COURSE = {
  "low-rank": { title: "What is a low-rank matrix?", screens: 4, workload: "mf", shows: "pictures" },
  product: { title: "A network that is a matrix", screens: 4, workload: "mf", shows: "errors" },
  waiting: { title: "When nothing happens", screens: 4, workload: "mf", shows: "errors" },
  depth: { title: "Two layers or three?", screens: 5, workload: "mf", shows: "errors" },
  subspace: { title: "Which directions move?", screens: 6, workload: "mf", shows: "why" },
  compression: { title: "Compress it", screens: 6, workload: "mf", shows: "errors" },
  completion: { title: "Half of the entries hidden", screens: 4, workload: "mf", shows: "errors" },
  limits: { title: "Four edges", screens: 4, workload: "mf", shows: "errors" },
  rates: { title: "A block inside a classifier", screens: 4, workload: "mlp", shows: "errors" },
  lora: { title: "An adapter for a language model", screens: 4, workload: "finetune", shows: "spectra" },
  "deep-lora": { title: "Three factors for an update", screens: 5, workload: "finetune", shows: "spectra" },
  memory: { title: "What does memory cost?", screens: 4, workload: "finetune", shows: "spectra" },
} as const;

export type LessonId = keyof typeof COURSE;

export const LESSON_IDS = Object.keys(COURSE) as LessonId[];

export interface LessonPlace {
  readonly lesson: LessonId;
  /** Number of the screen, counted from 1. */
  readonly screen: number;
}

/** Number of the lesson, counted from 1. */
export const lessonNumber = (id: LessonId): number => LESSON_IDS.indexOf(id) + 1;
