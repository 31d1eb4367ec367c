/** The part of a link that names a lesson: `lesson=waiting.2` is the second screen of that lesson. */
import { LINK_VERSION } from "../codec.ts";
import { LESSON_KEY, WORKLOAD_KEY } from "../link-keys.ts";
import { COURSE, LESSON_IDS, lessonNumber, type LessonId, type LessonPlace } from "./course.ts";

/**
 * The first edition numbered its lessons: `lesson=5.2`. Row 5 names the successor of lesson 5, and a new screen for each
 * old one.
 */
const FIRST_EDITION: readonly (readonly [LessonId, ...screens: number[]])[] = [
  ["low-rank", 1, 2, 3, 4],
  ["product", 1, 2, 3, 4],
  ["waiting", 1, 1, 3, 5],
  ["depth", 1, 2, 5, 6],
  ["subspace", 1, 1, 5, 6],
  ["compression", 1, 2, 3, 6],
  ["completion", 1, 2, 3, 5],
  ["limits", 1, 2, 4, 5],
  ["lora", 1, 2, 3, 4],
];

/** A lesson that was replaced. “From here to fine-tuning” compared a pair of factors that is not LoRA. */
const REPLACED: Readonly<Record<string, LessonId>> = { adapters: "lora" };

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

/** The lesson that a link names, with a notice if the lesson was replaced or does not exist. */
export function placeOf(link: string): { readonly place?: LessonPlace; readonly notices: readonly string[] } {
  const text = paramsOf(link).get(LESSON_KEY);
  if (text === null) return { notices: [] };
  const [, name = "", digits] = /^([a-z-]+|\d)(?:\.(\d\d?))?$/.exec(text) ?? [];
  const screen = Number(digits ?? 1);
  const id = LESSON_IDS.find((one) => one === name);
  if (id) return { place: placeIn(id, screen), notices: [] };
  const replacement = Object.hasOwn(REPLACED, name) ? REPLACED[name] : undefined;
  if (replacement)
    return {
      place: placeIn(replacement, screen),
      notices: [`The lesson of this link was replaced. ${successor(replacement)}`],
    };
  const [next, ...screens] = FIRST_EDITION[Number(name || 0) - 1] ?? [];
  if (!next)
    return {
      notices: [`Lesson “${text.slice(0, 12)}” does not exist. “Lessons” lists all of them.`],
    };
  return {
    place: placeIn(next, screens[screen - 1] ?? (screen < 1 ? 1 : Infinity)),
    notices: [
      `The link names lesson ${name} of the first edition. The lessons have been rewritten. ${successor(next)}`,
    ],
  };
}

const successor = (id: LessonId): string =>
  `Its successor is open: lesson ${lessonNumber(id)}, “${COURSE[id].title}”.`;

/** A screen past the end becomes the last one. */
const placeIn = (lesson: LessonId, screen: number): LessonPlace => ({
  lesson,
  screen: Math.min(COURSE[lesson].screens, Math.max(1, screen)),
});

const paramsOf = (link: string): URLSearchParams => new URLSearchParams(link.slice(link.indexOf("#") + 1));
