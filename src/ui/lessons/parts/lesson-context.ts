/** The lesson that a screen belongs to, and the outcomes of the lesson's runs. */
import { createContext, useContext } from "react";
import type { Lesson } from "../../../experiment/lessons/lesson.ts";
import { setupKey } from "../../../store/outcomes.ts";
import type { Outcome } from "../../../store/state.ts";
import { usePage, usePlayground, useViews } from "../../parts/context.ts";

export const LessonContext = createContext<Lesson | undefined>(undefined);

export function useLesson(): Lesson {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error("Bug: a component outside of LessonContext");
  return lesson;
}

/** The outcome of one of the lesson's runs after its end. */
export function useOutcome(name: string): Outcome | undefined {
  const setup = useLesson().setups[name];
  const outcomes = usePlayground((state) => state.outcomes);
  useViews(); // a run's last spectra may arrive after its end
  const kind = usePage();
  return setup && outcomes.get(setupKey(kind, setup.fields));
}
