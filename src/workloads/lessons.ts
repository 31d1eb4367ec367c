/**
 * All lessons as data, in the order of the course: questions, experiments, exercises with answers, and
 * sources.
 */
import { LESSON_IDS, type LessonId } from "../experiment/lessons/course.ts";
import type { Lesson } from "../experiment/lessons/lesson.ts";
import { RATES } from "./digits/lessons/rates.ts";
import { DEEP_LORA } from "./finetune/lessons/deep-lora.ts";
import { LORA } from "./finetune/lessons/lora.ts";
import { MEMORY } from "./finetune/lessons/memory.ts";
import { MATRIX_LESSONS } from "./mf/lessons/lessons.ts";

const ALL: readonly Lesson[] = [...MATRIX_LESSONS, RATES, LORA, DEEP_LORA, MEMORY];

export function lessonOf(id: LessonId): Lesson {
  const lesson = ALL.find((one) => one.id === id);
  if (!lesson) throw new Error(`Bug: no lesson ${id}`);
  return lesson;
}

export const LESSONS: readonly Lesson[] = LESSON_IDS.map(lessonOf);
