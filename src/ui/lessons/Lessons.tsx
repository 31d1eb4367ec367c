/** The instructor's view: every lesson with its link, a glossary, and a sheet to print. */
import { LESSONS, openingOf } from "../../experiment/lessons/lessons.ts";
import { say, t, type Sentence } from "../../store/text.ts";
import { useActions } from "../context.ts";
import { closeSheet, Sheet } from "../Sheet.tsx";
import type { ViewProps } from "../views/views.ts";
import { Formula } from "./Formula.tsx";
import { GLOSSARY } from "./glossary.ts";
import "../styles/lessons.css";

export function Lessons({ onClose }: ViewProps) {
  const { showLesson, open } = useActions();
  return (
    <Sheet
      title={t("Lessons")}
      className="lessons"
      onClose={onClose}
      summary={t(
        "Nine short lessons beside the live playground, for a second-year student who knows matrices and gradients: a question, a prediction, a run, a check with one’s own numbers.",
      )}
    >
      <p className="lesson-tools">
        <button type="button" onClick={() => window.print()}>
          {t("Print the sheet")}
        </button>
      </p>
      <ol className="lesson-list">
        {LESSONS.map((lesson) => (
          <li key={lesson.number}>
            <h3 lang="en">
              {lesson.number}. {lesson.title}
            </h3>
            <p lang="en">{lesson.question}</p>
            <p className="row">
              <a
                href={`#v=2&lesson=${lesson.number}.1`}
                onClick={(event) => {
                  event.preventDefault();
                  showLesson({ lesson: lesson.number, screen: 1 });
                  open(openingOf(lesson.number), "wait");
                  closeSheet(event);
                }}
              >
                {t("Start lesson {number}", { number: lesson.number })}
              </a>
              <span>{t("about {minutes} minutes", { minutes: lesson.minutes })}</span>
              <code translate="no">{`#v=2&lesson=${lesson.number}.1`}</code>
            </p>
            <details>
              <summary>{t("Exercises and answers")}</summary>
              <ol lang="en">
                {lesson.exercises.map(({ task, answer }) => (
                  <li key={task}>
                    {task} <em>{answer}</em>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ol>
      <h3 className="glossary-title">{t("Glossary")}</h3>
      <dl className="glossary">
        {Object.entries(GLOSSARY).map(([key, { symbol, name, meaning }]) => (
          <Entry key={key} symbol={symbol} name={name} meaning={meaning} />
        ))}
      </dl>
    </Sheet>
  );
}

function Entry({
  symbol,
  name,
  meaning,
}: {
  readonly symbol: string;
  readonly name: Sentence;
  readonly meaning: Sentence;
}) {
  return (
    <>
      <dt>
        <Formula tex={symbol} />
      </dt>
      <dd>
        <strong>{say(name)}.</strong> {say(meaning)}
      </dd>
    </>
  );
}
