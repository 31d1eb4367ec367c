/** The predictions of this visit, and of earlier ones on this device. */
import { createContext, useContext } from "react";
import type { Predictions } from "./predictions.ts";

interface Kept {
  readonly predictions: Predictions;
  readonly predict: (id: string, answer: string | undefined) => void;
}

export const PredictionContext = createContext<Kept>({ predictions: {}, predict: () => undefined });

export function usePrediction(id: string): [string | undefined, (answer: string | undefined) => void] {
  const { predictions, predict } = useContext(PredictionContext);
  return [predictions[id], (answer) => predict(id, answer)];
}
