/** Connects a lesson with the page beside it. */
import { createContext, useContext, type ComponentType } from "react";
import type { LessonPlace } from "../../../experiment/lessons/course.ts";
import type { Settings, Setup } from "../../../experiment/lessons/lesson.ts";

export interface LessonHost {
  readonly place: LessonPlace;
  /** Shows another screen of this lesson, or closes the lesson. */
  readonly show: (place: LessonPlace | undefined) => void;
  /** Opens settings and trains with them. */
  readonly run: (fields: Settings) => void;
  /** A link to these settings, with the lesson at the current screen. */
  readonly linkOf: (fields: Settings) => string;
  /** Shows an earlier step of the run, or the current one. */
  readonly lookAt: (step: number | undefined) => void;
  /** The state of a set-up's run, in words. */
  readonly State: ComponentType<{ readonly setup: Setup }>;
}

export const LessonHostContext = createContext<LessonHost | undefined>(undefined);

export function useLessonHost(): LessonHost {
  const host = useContext(LessonHostContext);
  if (!host) throw new Error("Bug: a lesson without a page");
  return host;
}
