/** Whether the open lesson uses “Seeing why”, which then takes the place of the diagram. */
import { matrixLesson } from "../../experiment/lessons/matrix-lessons.ts";
import { usePlayground } from "../parts/context.ts";

export const useLessonShowsWhy = (): boolean =>
  usePlayground(({ lesson }) => lesson !== undefined && matrixLesson(lesson.lesson)?.shows === "why");
