/** The part of the page that the open lesson shows. */
import { COURSE, type LessonPlace, type Shows } from "../../experiment/lessons/course.ts";
import { usePlayground } from "../parts/context.ts";
import { openPanel } from "../parts/open.ts";

export const showsOf = ({ lesson, screen }: LessonPlace): Shows => COURSE[lesson].shows[screen - 1] ?? "page";

/** Undefined without a lesson. A panel that the student or a word in the text has opened takes precedence. */
export function useShownPart(): string | undefined {
  const place = usePlayground((state) => state.lesson);
  const asked = openPanel.use();
  return place && (asked ?? showsOf(place).split(":")[0]);
}

/** Whether “Seeing why” takes the place of the diagram. */
export const useLessonShowsWhy = (): boolean => useShownPart() === "why";
