/** Whether the lesson beside the playground is about “Seeing why”, which then takes the diagram's place. */
import { lessonOf } from "../../experiment/lessons/lessons.ts";
import { usePlayground } from "../parts/context.ts";

export const useLessonShowsWhy = (): boolean =>
  usePlayground(({ lesson }) => lesson !== undefined && lessonOf(lesson.lesson)?.shows === "why");
