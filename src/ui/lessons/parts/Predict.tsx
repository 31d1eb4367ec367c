/** A question of the lesson with a few answers. The student commits to one before the run. */
import { useId, useState } from "react";
import { useLesson } from "./lesson-context.ts";
import { usePrediction } from "./prediction-context.ts";

export function Predict({ question }: { readonly question: string }) {
  const asked = useLesson().questions[question];
  if (!asked) throw new Error(`Bug: no question ${question}`);
  const { text, options } = asked;
  const [committed, commit] = usePrediction(question);
  const [chosen, choose] = useState<string | undefined>(committed);
  const name = useId();
  if (committed !== undefined)
    return (
      <div className="predict box">
        <p>{text}</p>
        <p>
          <span>Your prediction:</span> <strong>{options[committed] ?? committed}</strong>{" "}
          <button type="button" className="quiet" onClick={() => commit(undefined)}>
            Change
          </button>
        </p>
      </div>
    );
  return (
    <form
      className="predict box stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) commit(chosen);
      }}
    >
      <fieldset>
        <legend>{text}</legend>
        {Object.entries(options).map(([value, answer]) => (
          <label key={value} className="check item">
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            {answer}
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={chosen === undefined}>
        That is my prediction
      </button>
    </form>
  );
}
