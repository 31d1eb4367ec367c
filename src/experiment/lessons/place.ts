/** The part of a link that names a lesson: `lesson=3.2`. */
import type { Experiment } from "../experiment.ts";
import { decodeLink, encodeLink, LESSON_KEY } from "../link.ts";
import { decodeResults, type LinkedResults } from "../results.ts";
import type { Repaired } from "../repair.ts";
import type { LessonPlace } from "./lesson.ts";
import { lessonOf, openingOf } from "./lessons.ts";

export interface Page extends Repaired {
  readonly lesson: LessonPlace | undefined;
  /** What came of it elsewhere. */
  readonly results: LinkedResults | undefined;
}

/** Link of an experiment with the lesson that is open beside it. */
export function encodePage(experiment: Experiment, lesson: LessonPlace | undefined): string {
  const link = encodeLink(experiment);
  if (!lesson) return link;
  // Without a setting, the lesson's own first experiment would open.
  const settings = link.includes("&") ? link : `${link}&task=${experiment.task}`;
  return `${settings}&${LESSON_KEY}=${lesson.lesson}.${lesson.screen}`;
}

/** A link that names a lesson and no setting opens the lesson's own first experiment. Never throws. */
export function decodePage(hash: string): Page {
  const params = new URLSearchParams(hash.slice(hash.indexOf("#") + 1));
  const text = params.get(LESSON_KEY);
  const lesson = text === null ? undefined : readPlace(text);
  const unknown =
    text === null || lesson
      ? []
      : [`Lesson “${text.slice(0, 12)}” does not exist; the list of lessons is under “Lessons”.`];
  const results = decodeResults(hash);
  const bare = [...params.keys()].every((key) => key === "v" || key === LESSON_KEY);
  if (lesson && bare) return { experiment: openingOf(lesson.lesson), repairs: [], lesson, results };
  const { experiment, repairs } = decodeLink(hash);
  return { experiment, repairs: [...unknown, ...repairs], lesson, results };
}

function readPlace(text: string): LessonPlace | undefined {
  const [, number, screen] = /^(\d)(?:\.(\d\d?))?$/.exec(text) ?? [];
  const lesson = lessonOf(Number(number));
  return (
    lesson && { lesson: lesson.number, screen: Math.min(lesson.screens, Math.max(1, Number(screen ?? 1))) }
  );
}
