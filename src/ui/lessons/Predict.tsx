/** A question with a few answers: the student commits to one before the run. */
import { useId, useState, type ReactNode } from "react";
import { spokenLanguage } from "../../store/language.ts";
import { t } from "../../store/text.ts";
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
          <span lang={spokenLanguage()}>{t("Your prediction:")}</span>{" "}
          <strong>{options[committed] ?? committed}</strong>{" "}
          <button type="button" className="quiet" lang={spokenLanguage()} onClick={() => commit(undefined)}>
            {t("Change")}
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
      <button type="submit" lang={spokenLanguage()} disabled={chosen === undefined}>
        {t("That is my prediction")}
      </button>
    </form>
  );
}
