/**
 * The lessons as data: questions, experiments, exercises with answers, and sources. Sizes are small, so that each run
 * ends within seconds on a laptop's CPU.
 */
import type { Experiment } from "../experiment.ts";
import { repairExperiment } from "../repair.ts";
import { ADAPTERS } from "./adapters.ts";
import { COMPLETION } from "./completion.ts";
import { COMPRESSION } from "./compression.ts";
import { DEPTH } from "./depth.ts";
import { LESSON_IDS, type Lesson, type LessonId } from "./lesson.ts";
import { LIMITS } from "./limits.ts";
import { LOW_RANK } from "./low-rank.ts";
import { PRODUCT } from "./product.ts";
import { SUBSPACE } from "./subspace.ts";
import { WAITING } from "./waiting.ts";

const BY_ID: Readonly<Record<LessonId, Lesson>> = {
  "low-rank": LOW_RANK,
  product: PRODUCT,
  waiting: WAITING,
  depth: DEPTH,
  subspace: SUBSPACE,
  compression: COMPRESSION,
  completion: COMPLETION,
  limits: LIMITS,
  adapters: ADAPTERS,
};

/** In course order. */
export const LESSONS: readonly Lesson[] = LESSON_IDS.map((id) => BY_ID[id]);

export const lessonOf = (id: LessonId): Lesson => BY_ID[id];

/** Counted from 1. */
export const lessonNumber = (id: LessonId): number => LESSON_IDS.indexOf(id) + 1;

export const setupExperiment = ({ fields }: { readonly fields: Partial<Experiment> }): Experiment =>
  repairExperiment(fields).experiment;

/** The first experiment of a lesson. */
export function openingOf(id: LessonId): Experiment {
  const [first] = Object.values(lessonOf(id).setups);
  return setupExperiment(first ?? { fields: {} });
}
