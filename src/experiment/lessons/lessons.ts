/**
 * All lessons as data, in the order of the course: questions, experiments, exercises with answers, and
 * sources.
 */
import { LESSON_IDS, type LessonId } from "./course.ts";
import type { Lesson } from "./lesson.ts";
import { matrixLesson } from "./matrix-lessons.ts";
import { workloadLesson } from "./workload-lessons.ts";

export function lessonOf(id: LessonId): Lesson {
  const lesson = matrixLesson(id) ?? workloadLesson(id);
  if (!lesson) throw new Error(`Bug: no lesson ${id}`);
  return lesson;
}

export const LESSONS: readonly Lesson[] = LESSON_IDS.map(lessonOf);
