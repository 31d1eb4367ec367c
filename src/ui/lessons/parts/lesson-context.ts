/** Gives a lesson's screen its lesson, the outcomes of runs, and the student's predictions. */
import { createContext, useContext } from "react";
import type { Lesson } from "../../../experiment/lessons/lesson.ts";
import { setupKey } from "../../../store/outcomes.ts";
import type { Outcome } from "../../../store/state.ts";
import { usePage, usePlayground, useViews } from "../../parts/context.ts";
import type { LessonPlace, LessonId } from "../../../experiment/lessons/course.ts";

/** The open lesson and its screen. */
interface OpenLesson extends Lesson {
  readonly place: LessonPlace;
}

export const LessonContext = createContext<OpenLesson | undefined>(undefined);

export function useLesson(): OpenLesson {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error("Bug: a component outside of LessonContext");
  return lesson;
}

/** The outcome of each of the lesson's runs after its end. */
export function useOutcomes(): (name: string) => Outcome | undefined {
  const { setups } = useLesson();
  const outcomes = usePlayground((state) => state.outcomes);
  useViews(); // a run's last spectra may arrive after its end
  const kind = usePage();
  return (name) => setups[name] && outcomes.get(setupKey(kind, setups[name].fields));
}

export const useOutcome = (name: string): Outcome | undefined => useOutcomes()(name);

/** The student's predictions, from this visit and earlier ones on this device. */
interface Kept {
  readonly predictions: Predictions;
  readonly predict: (key: string, answer: string | undefined) => void;
}

export const PredictionContext = createContext<Kept>({ predictions: {}, predict: () => undefined });

const keyOf = (lesson: LessonId, question: string): string => `${lesson}.${question}`;

/** The answer to a lesson's question, and a setter. Setting undefined takes the answer back. */
export function usePrediction(question: string): [string | undefined, (answer: string | undefined) => void] {
  const { id } = useLesson();
  const { predictions, predict } = useContext(PredictionContext);
  const key = keyOf(id, question);
  return [predictions[key], (answer) => predict(key, answer)];
}

/** The questions that have no answer, in order. */
export const openQuestions = ({ id, questions }: Lesson, predictions: Predictions): string[] =>
  Object.keys(questions).filter((question) => predictions[keyOf(id, question)] === undefined);

/** The student's predictions. They are stored on this device only. */
const KEY = "dmf.predictions";

type Predictions = Readonly<Record<string, string>>;

export function readPredictions(): Predictions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === "string"));
  } catch {
    return {};
  }
}

/** Undefined deletes an answer. */
export function writePrediction(question: string, answer: string | undefined): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPredictions(), [question]: answer }));
  } catch {
    // A private window may refuse storage. Then the prediction lasts until the page is closed.
  }
}
