/** Whether the open lesson uses “Seeing why”, which then takes the place of the diagram. */
import { COURSE } from "../../experiment/lessons/course.ts";
import { usePlayground } from "../parts/context.ts";

export const useLessonShowsWhy = (): boolean =>
  usePlayground(({ lesson }) => lesson !== undefined && COURSE[lesson.lesson].shows === "why");
