/** The part of a link that names a lesson: `lesson=waiting.2` is the second screen of that lesson. */
import { LINK_VERSION } from "../codec.ts";
import { LESSON_KEY, WORKLOAD_KEY } from "../link-keys.ts";
import { COURSE, LESSON_IDS, type LessonId, type LessonPlace } from "./course.ts";

/** Without settings, the link opens the lesson's own first experiment. */
export const lessonLink = ({ lesson, screen }: LessonPlace): string =>
  `v=${LINK_VERSION}&${LESSON_KEY}=${lesson}.${screen}`;

/**
 * The link to settings with a lesson open beside them. It always names `setting`, even at its default: a link
 * without any setting would open the lesson's own first experiment.
 */
export function besideLesson(link: string, setting: string, place: LessonPlace | undefined): string {
  if (!place) return link;
  const settings = hasSettings(link) ? link : `${link}&${setting}`;
  return `${settings}&${LESSON_KEY}=${place.lesson}.${place.screen}`;
}

/** Whether a link names settings, not only a lesson and a workload. */
export const hasSettings = (link: string): boolean =>
  [...paramsOf(link).keys()].some((key) => key !== "v" && key !== WORKLOAD_KEY && key !== LESSON_KEY);

interface ReadPlace {
  readonly place?: LessonPlace;
  readonly notices: readonly string[];
}

/** The lesson that a link names, or a notice if there is none of that name. */
export function placeOf(link: string): ReadPlace {
  const text = paramsOf(link).get(LESSON_KEY);
  if (text === null) return { notices: [] };
  const [, name, digits] = /^([a-z-]+)(?:\.(\d\d?))?$/.exec(text) ?? [];
  const id = LESSON_IDS.find((one) => one === name);
  return id
    ? { place: placeIn(id, Number(digits ?? 1)), notices: [] }
    : { notices: [`Lesson “${text.slice(0, 12)}” does not exist. “Lessons” lists all of them.`] };
}

/** A screen past the end becomes the last one. */
const placeIn = (lesson: LessonId, screen: number): LessonPlace => ({
  lesson,
  screen: Math.min(COURSE[lesson].screens, Math.max(1, screen)),
});

const paramsOf = (link: string): URLSearchParams => new URLSearchParams(link.slice(link.indexOf("#") + 1));
