/** All lessons as data, in the order of the course: questions, experiments, exercises with answers, and sources. */
import { LESSON_IDS, type LessonId } from "../experiment/lessons/course.ts";
import type { Lesson } from "../experiment/lessons/lesson.ts";
import { RATES } from "./digits/lessons/rates.ts";
import { DEEP_LORA } from "./finetune/lessons/deep-lora.ts";
import { LORA } from "./finetune/lessons/lora.ts";
import { MEMORY } from "./finetune/lessons/memory.ts";
import { COMPLETION } from "./mf/lessons/completion.ts";
import { COMPRESSION } from "./mf/lessons/compression.ts";
import { DEPTH } from "./mf/lessons/depth.ts";
import { LIMITS } from "./mf/lessons/limits.ts";
import { LOW_RANK } from "./mf/lessons/low-rank.ts";
import { PRODUCT } from "./mf/lessons/product.ts";
import { SUBSPACE } from "./mf/lessons/subspace.ts";
import { WAITING } from "./mf/lessons/waiting.ts";
import type { MatrixLesson } from "./mf/lessons/setups.ts";

/** Sizes are small, so that each run ends within seconds on a laptop's CPU. */
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
const ALL: readonly Lesson[] = [...MATRIX_LESSONS, RATES, LORA, DEEP_LORA, MEMORY];

export function lessonOf(id: LessonId): Lesson {
  const lesson = ALL.find((one) => one.id === id);
  if (!lesson) throw new Error(`Bug: no lesson ${id}`);
  return lesson;
}

export const LESSONS: readonly Lesson[] = LESSON_IDS.map(lessonOf);
