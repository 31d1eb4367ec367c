/** The student's predictions, from this visit and earlier ones on this device. */
import { createContext, useContext } from "react";
import type { LessonId } from "../../../experiment/lessons/course.ts";
import type { Lesson } from "../../../experiment/lessons/lesson.ts";
import { useLesson } from "./lesson-context.ts";
import type { Predictions } from "./predictions.ts";

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

export function useOpenQuestions(): string[] {
  const lesson = useLesson();
  return openQuestions(lesson, useContext(PredictionContext).predictions);
}
