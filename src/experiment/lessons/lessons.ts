/**
 * The lessons as data: what each one asks, the experiments it runs, its exercises with answers and its sources. Sizes
 * are small, so that each run ends within seconds on a laptop's CPU.
 */
import type { Experiment } from "../experiment.ts";
import { repairExperiment } from "../repair.ts";
import type { Lesson } from "./lesson.ts";
import { LESSON_1 } from "./lesson1.ts";
import { LESSON_2 } from "./lesson2.ts";
import { LESSON_3 } from "./lesson3.ts";
import { LESSON_4 } from "./lesson4.ts";
import { LESSON_5 } from "./lesson5.ts";
import { LESSON_6 } from "./lesson6.ts";
import { LESSON_7 } from "./lesson7.ts";
import { LESSON_8 } from "./lesson8.ts";
import { LESSON_9 } from "./lesson9.ts";

export const LESSONS: readonly Lesson[] = [
  LESSON_1,
  LESSON_2,
  LESSON_3,
  LESSON_4,
  LESSON_5,
  LESSON_6,
  LESSON_7,
  LESSON_8,
  LESSON_9,
];

export const lessonOf = (number: number): Lesson | undefined =>
  LESSONS.find((lesson) => lesson.number === number);

export const setupExperiment = ({ fields }: { readonly fields: Partial<Experiment> }): Experiment =>
  repairExperiment(fields).experiment;

/** What is on the page when a lesson opens. */
export function openingOf(number: number): Experiment {
  const [first] = Object.values(lessonOf(number)?.setups ?? {});
  return setupExperiment(first ?? { fields: {} });
}
