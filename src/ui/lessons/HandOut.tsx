/**
 * The sheets that a lecturer prints. The hand-out has why it works on its first page, then for each lesson its question, its
 * address, a figure, the predictions with room to sketch, and the exercises with room to write. The key with all answers
 * and the slip for predictions are printed apart.
 */
import { useState } from "react";
import { lessonNumber } from "../../experiment/lessons/course.ts";
import type { Lesson } from "../../experiment/lessons/lesson.ts";
import { LESSONS } from "../../store/lessons.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { QrCode } from "../share/QrCode.tsx";
import { Answers } from "./Answers.tsx";
import { WithFormulas } from "./parts/Formula.tsx";
import { Sketch, SKETCHES } from "./parts/Sketch.tsx";
import { WhyItWorksText } from "./WhyItWorks.tsx";
import "../styles/panels/lessons.css";

const PARTS = {
  "hand-out": {
    title: "Hand-out",
    summary:
      "Questions, addresses and exercises of all lessons, with room to write. “Why it works” is the first page.",
  },
  key: {
    title: "Key",
    summary: "Answers to the exercises of all lessons. The answers to the questions come from the runs.",
  },
  slip: {
    title: "Predictions",
    summary:
      "All questions on one page, by lesson and page. Students tick their predictions before the runs.",
  },
} as const;

type Part = keyof typeof PARTS;

export function HandOut() {
  const [shown, show] = useState<Part>("hand-out");
  return (
    <Sheet {...PARTS[shown]} className="lessons hand-out">
      <p className="row">
        {(Object.keys(PARTS) as Part[]).map((part) => (
          <button key={part} type="button" aria-pressed={shown === part} onClick={() => show(part)}>
            {PARTS[part].title}
          </button>
        ))}
        <button type="button" className="primary" onClick={() => window.print()}>
          Print
        </button>
      </p>
      {shown === "hand-out" && <WhyItWorksText />}
      {shown === "slip" ? (
        <PredictionSlip />
      ) : (
        LESSONS.map((lesson) => (
          <article key={lesson.id} className="hand-out-lesson">
            <h3>
              {lessonNumber(lesson.id)}. {lesson.title}
            </h3>
            {shown === "key" ? <Answers exercises={lesson.exercises} /> : <Tasks lesson={lesson} />}
          </article>
        ))
      )}
    </Sheet>
  );
}

function Tasks({ lesson }: { readonly lesson: Lesson }) {
  const url = new URL(window.location.href);
  url.search = "";
  url.hash = lessonLink({ lesson: lesson.id, screen: 1 });
  return (
    <>
      <div className="hand-out-head">
        <div>
          <p>{lesson.question}</p>
          <p>
            <code>{url.href}</code>
          </p>
        </div>
        <QrCode text={url.href} />
      </div>
      <figure className="lesson-figure">
        <Sketch shown={SKETCHES[lesson.id]} />
        <figcaption>
          The matrices are drawn at one scale. The first experiment is:{" "}
          {Object.values(lesson.setups)[0]?.name}.
        </figcaption>
      </figure>
      <h4>Predict, before you run</h4>
      {Object.entries(lesson.questions).map(([key, { text, options }]) => (
        <div key={key} className="hand-out-question">
          <div>
            <p>{text}</p>
            <ul>
              {Object.values(options).map((option) => (
                <li key={option}>{option}</li>
              ))}
            </ul>
          </div>
          {/* For a sketch of what the student expects and of what happened. */}
          <figure className="lesson-figure">
            <svg viewBox="0 0 120 70" role="img" aria-label="Empty axes for a sketch">
              <path d="M8 4v58h108" fill="none" stroke="var(--muted)" />
            </svg>
            <figcaption>Sketch what you expect, then what happened.</figcaption>
          </figure>
        </div>
      ))}
      <h4>Exercises</h4>
      <ol>
        {lesson.exercises.map(({ task }) => (
          <li key={task}>
            <WithFormulas text={task} />
            <div className="room" />
          </li>
        ))}
      </ol>
    </>
  );
}

/** All questions of the course on one page, with a box to tick for each answer. */
export function PredictionSlip() {
  return (
    <table className="prediction-slip ruled">
      <caption style={{ fontWeight: 400 }}>
        The number before each question is that of its lesson and page.
      </caption>
      <tbody>
        {LESSONS.flatMap(({ id, questions }) =>
          Object.entries(questions).map(([key, { screen, text, options }]) => (
            <tr key={`${id}.${key}`}>
              <th scope="row">
                {lessonNumber(id)}.{screen}
              </th>
              <td>
                {text}
                {Object.values(options).map((option) => (
                  <span key={option}>☐ {option}</span>
                ))}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
