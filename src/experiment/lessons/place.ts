/** The part of a link that names a lesson: `lesson=waiting.2` is the second screen of that lesson. */
import type { Experiment } from "../experiment.ts";
import { LINK_VERSION } from "../codec.ts";
import { LESSON_KEY } from "../link-keys.ts";
import { decodeLink, encodeLink } from "../link.ts";
import { decodeResults, type LinkedResults } from "../results.ts";
import type { Repaired } from "../repair.ts";
import { LESSON_IDS, type LessonId, type LessonPlace } from "./lesson.ts";
import { lessonNumber, lessonOf, openingOf } from "./lessons.ts";

export interface Page extends Repaired {
  readonly lesson: LessonPlace | undefined;
  /** The results that the link's sender saw. */
  readonly results: LinkedResults | undefined;
}

/**
 * The first edition numbered its lessons: `lesson=5.2`. Row 5 names the successor of lesson 5 and a new screen for each
 * old one.
 */
const FIRST_EDITION: readonly (readonly [LessonId, ...screens: number[]])[] = [
  ["low-rank", 1, 2, 3, 4],
  ["product", 1, 2, 3, 4],
  ["waiting", 1, 1, 3, 4],
  ["depth", 1, 2, 4, 5],
  ["subspace", 1, 1, 5, 6],
  ["compression", 1, 2, 3, 6],
  ["completion", 1, 2, 3, 4],
  ["limits", 1, 2, 3, 4],
  ["adapters", 1, 2, 3, 4],
];

/** Without settings, the link opens the lesson's own first experiment. */
export const lessonLink = ({ lesson, screen }: LessonPlace): string =>
  `v=${LINK_VERSION}&${LESSON_KEY}=${lesson}.${screen}`;

/** Link of an experiment with the lesson open beside it. */
export function encodePage(experiment: Experiment, place: LessonPlace | undefined): string {
  const link = encodeLink(experiment);
  if (!place) return link;
  // Without a setting, the lesson's own first experiment would open.
  const settings = link.includes("&") ? link : `${link}&task=${experiment.task}`;
  return `${settings}&${LESSON_KEY}=${place.lesson}.${place.screen}`;
}

/** A link with a lesson but no setting opens the lesson's own first experiment. Never throws. */
export function decodePage(hash: string): Page {
  const params = new URLSearchParams(hash.slice(hash.indexOf("#") + 1));
  const text = params.get(LESSON_KEY);
  const { place: lesson, notices } = text === null ? NO_LESSON : readPlace(text);
  const results = decodeResults(hash);
  const isBare = [...params.keys()].every((key) => key === "v" || key === LESSON_KEY);
  if (lesson && isBare) return { experiment: openingOf(lesson.lesson), repairs: notices, lesson, results };
  const { experiment, repairs } = decodeLink(hash);
  return { experiment, repairs: [...notices, ...repairs], lesson, results };
}

interface Read {
  readonly place?: LessonPlace;
  readonly notices: readonly string[];
}

const NO_LESSON: Read = { notices: [] };

function readPlace(text: string): Read {
  const [, name = "", digits] = /^([a-z-]+|\d)(?:\.(\d\d?))?$/.exec(text) ?? [];
  const screen = Number(digits ?? 1);
  const id = LESSON_IDS.find((one) => one === name);
  if (id) return { place: placeIn(id, screen), notices: [] };
  const [successor, ...screens] = FIRST_EDITION[Number(name || 0) - 1] ?? [];
  if (!successor)
    return {
      notices: [`Lesson “${text.slice(0, 12)}” does not exist. “Lessons” lists all of them.`],
    };
  const place = placeIn(successor, screens[screen - 1] ?? (screen < 1 ? 1 : Infinity));
  return {
    place,
    notices: [
      `The link names lesson ${name} of the first edition. The lessons have been rewritten, so its successor is open: lesson ${lessonNumber(successor)}, “${lessonOf(successor).title}”.`,
    ],
  };
}

/** A screen past the end becomes the last one. */
const placeIn = (lesson: LessonId, screen: number): LessonPlace => ({
  lesson,
  screen: Math.min(lessonOf(lesson).screens, Math.max(1, screen)),
});
