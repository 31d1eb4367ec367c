/**
 * The lessons that open beside matrix factorization. Sizes are small, so that each run ends within seconds on a
 * laptop's CPU.
 */
import type { Experiment } from "../experiment.ts";
import { repairExperiment } from "../changes.ts";
import { COMPLETION } from "./completion.ts";
import { COMPRESSION } from "./compression.ts";
import type { LessonId } from "./course.ts";
import { DEPTH } from "./depth.ts";
import { openingFields, type MatrixLesson, type Settings } from "./lesson.ts";
import { LIMITS } from "./limits.ts";
import { LOW_RANK } from "./low-rank.ts";
import { PRODUCT } from "./product.ts";
import { SUBSPACE } from "./subspace.ts";
import { WAITING } from "./waiting.ts";

export const MATRIX_LESSONS: readonly MatrixLesson[] = [
  LOW_RANK,
  PRODUCT,
  WAITING,
  DEPTH,
  SUBSPACE,
  COMPRESSION,
  COMPLETION,
  LIMITS,
];

export const matrixLesson = (id: LessonId): MatrixLesson | undefined =>
  MATRIX_LESSONS.find((lesson) => lesson.id === id);

export const setupExperiment = ({ fields }: { readonly fields: Settings }): Experiment =>
  repairExperiment(fields).config;

/** The first experiment of a lesson. */
export const openingOf = (lesson: MatrixLesson): Experiment =>
  setupExperiment({ fields: openingFields(lesson) });
