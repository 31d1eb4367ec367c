/** A question with a few answers: the student commits to one before the run. */
import { useId, useState, type ReactNode } from "react";
import { usePrediction } from "./prediction-context.ts";

interface Props {
  /** Unique among all lessons: "3.double". */
  readonly id: string;
  readonly question: ReactNode;
  readonly options: Readonly<Record<string, string>>;
}

export function Predict({ id, question, options }: Props) {
  const [committed, commit] = usePrediction(id);
  const [chosen, choose] = useState<string | undefined>(committed);
  const name = useId();
  if (committed !== undefined)
    return (
      <div className="predict">
        <p>{question}</p>
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
      className="predict"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) commit(chosen);
      }}
    >
      <fieldset>
        <legend>{question}</legend>
        {Object.entries(options).map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            {text}
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={chosen === undefined}>
        That is my prediction
      </button>
    </form>
  );
}
