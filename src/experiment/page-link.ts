/** The address of matrix factorization's page: an experiment, and a lesson that may be open beside it. */
import type { Experiment } from "./experiment.ts";
import { decodeLink, encodeLink } from "./link.ts";
import type { Repaired } from "./changes.ts";
import { decodeResults, type LinkedResults } from "./results.ts";
import type { LessonPlace } from "./lessons/course.ts";
import { matrixLesson, openingOf } from "./lessons/matrix-lessons.ts";
import { besideLesson, hasSettings, placeOf } from "./lessons/place.ts";

interface Page extends Repaired {
  readonly lesson: LessonPlace | undefined;
  /** The results that the link's sender got. */
  readonly results: LinkedResults | undefined;
}

/** The link to an experiment with a lesson open beside it. */
export const encodePage = (experiment: Experiment, place: LessonPlace | undefined): string =>
  besideLesson(encodeLink(experiment), `task=${experiment.task}`, place);

/** A link with a lesson but no settings opens the lesson's own first experiment. Never throws. */
export function decodePage(hash: string): Page {
  const { place, notices } = placeOf(hash);
  const results = decodeResults(hash);
  const opened = place && matrixLesson(place.lesson);
  const lesson = opened && place;
  if (opened && !hasSettings(hash)) return { config: openingOf(opened), repairs: notices, lesson, results };
  const { config, repairs } = decodeLink(hash);
  return { config, repairs: [...notices, ...repairs], lesson, results };
}
