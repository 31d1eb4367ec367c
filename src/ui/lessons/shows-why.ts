/** Whether the open lesson uses “Seeing why”, which then replaces the diagram. */
import { lessonOf } from "../../experiment/lessons/lessons.ts";
import { usePlayground } from "../parts/context.ts";

export const useLessonShowsWhy = (): boolean =>
  usePlayground(({ lesson }) => lesson !== undefined && lessonOf(lesson.lesson)?.shows === "why");
