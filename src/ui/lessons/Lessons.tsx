/** The instructor's view: every lesson with its link, a glossary, and a sheet to print. */
import { LESSONS, openingOf } from "../../experiment/lessons/lessons.ts";
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
      title="Lessons"
      className="lessons"
      onClose={onClose}
      summary="Nine short lessons beside the live playground, for a second-year student who knows matrices and gradients: a question, a prediction, a run, a check with one’s own numbers."
    >
      <p className="lesson-tools">
        <button type="button" onClick={() => window.print()}>
          Print the sheet
        </button>
      </p>
      <ol className="lesson-list">
        {LESSONS.map((lesson) => (
          <li key={lesson.number}>
            <h3>
              {lesson.number}. {lesson.title}
            </h3>
            <p>{lesson.question}</p>
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
                Start lesson {lesson.number}
              </a>
              <span>about {lesson.minutes} minutes</span>
              <code>{`#v=2&lesson=${lesson.number}.1`}</code>
            </p>
            <details>
              <summary>Exercises and answers</summary>
              <ol>
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
      <h3 className="glossary-title">Glossary</h3>
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
  readonly name: string;
  readonly meaning: string;
}) {
  return (
    <>
      <dt>
        <Formula tex={symbol} />
      </dt>
      <dd>
        <strong>{name}.</strong> {meaning}
      </dd>
    </>
  );
}
