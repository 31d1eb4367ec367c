/** The student's predictions. They are stored on this device only. */
const KEY = "dmf.predictions";

export type Predictions = Readonly<Record<string, string>>;

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
