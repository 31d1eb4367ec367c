/**
 * The hand-out to print: why it works on its first page, then for each lesson its question, its address, the predictions
 * with room to sketch, and the exercises with room to write. The key with all answers is printed apart.
 */
import { useState } from "react";
import { flushSync } from "react-dom";
import { lessonNumber } from "../../experiment/lessons/course.ts";
import type { Lesson } from "../../experiment/lessons/lesson.ts";
import { LESSONS } from "../../store/lessons.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { Sheet } from "../parts/Sheet.tsx";
import { QrCode } from "../share/QrCode.tsx";
import type { ViewProps } from "../views/views.ts";
import { Answers } from "./Answers.tsx";
import { WhyItWorksText } from "./WhyItWorksText.tsx";
import "../styles/panels/lessons.css";

export function HandOut({ onClose }: ViewProps) {
  const [isKey, setKey] = useState(false);
  const print = (key: boolean): void => {
    flushSync(() => setKey(key));
    window.print();
  };
  return (
    <Sheet
      title={isKey ? "Key" : "Hand-out"}
      className="lessons hand-out"
      onClose={onClose}
      summary={
        isKey
          ? "Answers to the exercises of all lessons. The answers to the questions come from the runs."
          : "Questions, addresses and exercises of all lessons, with room to write. “Why it works” is the first page."
      }
    >
      <p className="lesson-tools">
        <button type="button" onClick={() => print(false)}>
          Print the hand-out
        </button>
        <button type="button" onClick={() => print(true)}>
          Print the key
        </button>
        <button type="button" aria-pressed={isKey} onClick={() => setKey(!isKey)}>
          Show the key
        </button>
      </p>
      {!isKey && <WhyItWorksText />}
      {LESSONS.map((lesson) => (
        <section key={lesson.id} className="hand-out-lesson">
          <h3>
            {lessonNumber(lesson.id)}. {lesson.title}
          </h3>
          {isKey ? <Answers exercises={lesson.exercises} /> : <Tasks lesson={lesson} />}
        </section>
      ))}
    </Sheet>
  );
}

const addressOf = ({ id }: Lesson): string => {
  const url = new URL(window.location.href);
  url.search = "";
  url.hash = lessonLink({ lesson: id, screen: 1 });
  return url.href;
};

function Tasks({ lesson }: { readonly lesson: Lesson }) {
  const address = addressOf(lesson);
  return (
    <>
      <div className="hand-out-head">
        <div>
          <p>{lesson.question}</p>
          <p>
            <code>{address}</code>
          </p>
        </div>
        <QrCode text={address} />
      </div>
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
          <Axes />
        </div>
      ))}
      <h4>Exercises</h4>
      <ol>
        {lesson.exercises.map(({ task }) => (
          <li key={task}>
            {task}
            <div className="room" />
          </li>
        ))}
      </ol>
    </>
  );
}

/** Empty axes, for a sketch of what the student expects and of what happened. */
function Axes() {
  return (
    <figure className="lesson-figure">
      <svg viewBox="0 0 120 70" role="img" aria-label="Empty axes for a sketch">
        <path d="M8 4v58h108" />
      </svg>
      <figcaption>Sketch what you expect, then what happened.</figcaption>
    </figure>
  );
}
