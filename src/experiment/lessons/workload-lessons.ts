/** The lessons that open beside digits or fine-tuning. Their runs have the smallest sizes that show the point. */
import type { LessonId } from "./course.ts";
import { DEEP_LORA } from "./deep-lora.ts";
import type { Lesson } from "./lesson.ts";
import { LORA } from "./lora.ts";
import { MEMORY } from "./memory.ts";
import { RATES } from "./rates.ts";

export const WORKLOAD_LESSONS: readonly Lesson[] = [RATES, LORA, DEEP_LORA, MEMORY];

export const workloadLesson = (id: LessonId): Lesson | undefined =>
  WORKLOAD_LESSONS.find((lesson) => lesson.id === id);
