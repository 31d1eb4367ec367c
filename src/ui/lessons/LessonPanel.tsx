/** A lesson beside the playground: one screen at a time, paged by buttons, and by keys in slides mode. */
import { useEffect, useRef, useState, type ComponentType } from "react";
import type { LessonPlace } from "../../experiment/lessons/lesson.ts";
import { LESSONS, lessonOf, openingOf } from "../../experiment/lessons/lessons.ts";
import { useActions } from "../context.ts";
import { lazily, Loading } from "../lazily.tsx";
import { openView } from "../views/open-view.ts";
import { Closing } from "./Closing.tsx";
import { LessonContext } from "./lesson-context.ts";
import { PredictionContext } from "./prediction-context.ts";
import { readPredictions, writePrediction } from "./predictions.ts";
import { LESSONS_VIEW } from "./lessons-view.ts";
import { linkTerms } from "./terms.ts";
import "../styles/lessons.css";

type Screens = ComponentType<{ readonly screen: number }>;

const CONTENT: Readonly<Record<number, Screens>> = {
  1: lazily(async () => (await import("./content/lesson1.tsx")).Lesson1),
  2: lazily(async () => (await import("./content/lesson2.tsx")).Lesson2),
  3: lazily(async () => (await import("./content/lesson3.tsx")).Lesson3),
  4: lazily(async () => (await import("./content/lesson4.tsx")).Lesson4),
  5: lazily(async () => (await import("./content/lesson5.tsx")).Lesson5),
  6: lazily(async () => (await import("./content/lesson6.tsx")).Lesson6),
  7: lazily(async () => (await import("./content/lesson7.tsx")).Lesson7),
  8: lazily(async () => (await import("./content/lesson8.tsx")).Lesson8),
  9: lazily(async () => (await import("./content/lesson9.tsx")).Lesson9),
};

export function LessonPanel({ place }: { readonly place: LessonPlace }) {
  const lesson = lessonOf(place.lesson);
  const { showLesson, open } = useActions();
  const [predictions, setPredictions] = useState(readPredictions);
  const [slides, setSlides] = useState(() => new URLSearchParams(window.location.search).has("slides"));
  const title = useRef<HTMLHeadingElement>(null);
  const before = neighbour(place, -1);
  const after = neighbour(place, 1);
  const go = (next: LessonPlace | undefined): void => {
    if (!next) return;
    showLesson(next);
    if (next.lesson !== place.lesson) open(openingOf(next.lesson), "wait");
  };
  useEffect(() => linkTerms(), []);
  const at = `${place.lesson}.${place.screen}`;
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new screen is read from its title on
  useEffect(() => title.current?.focus({ preventScroll: true }), [at]);
  useEffect(() => {
    if (!slides) return undefined;
    const page = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        (event.target as Element).matches("input, select, textarea, [role=tab], canvas")
      )
        return;
      if (event.key === "PageDown") go(after);
      else if (event.key === "PageUp") go(before);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", page);
    return () => window.removeEventListener("keydown", page);
  });

  const Content = CONTENT[place.lesson];
  if (!lesson || !Content) return null;
  const predict = (id: string, answer: string | undefined): void => {
    writePrediction(id, answer);
    setPredictions(({ [id]: _old, ...others }) =>
      answer === undefined ? others : { ...others, [id]: answer },
    );
  };
  return (
    <aside
      className={slides ? "lesson slides" : "lesson"}
      data-shows={lesson.shows}
      aria-labelledby="lesson-title"
    >
      <div className="lesson-head">
        <p>
          Lesson {lesson.number} of {LESSONS.length}
        </p>
        <button type="button" className="quiet" aria-pressed={slides} onClick={() => setSlides(!slides)}>
          Large type
        </button>
        <button type="button" className="quiet" onClick={() => showLesson(undefined)}>
          Close lesson
        </button>
      </div>
      <h2 id="lesson-title" ref={title} tabIndex={-1}>
        {lesson.title}
      </h2>
      <LessonContext value={lesson}>
        <PredictionContext value={{ predictions, predict }}>
          <div className="lesson-screen">
            {place.screen === lesson.screens ? (
              <Closing />
            ) : (
              <Loading key={place.lesson} waiting={<p>Loading the lesson…</p>}>
                {place.screen === 1 && <p className="question">{lesson.question}</p>}
                <Content screen={place.screen} />
              </Loading>
            )}
          </div>
        </PredictionContext>
      </LessonContext>
      <nav className="lesson-pages" aria-label="Pages of the lesson">
        <button type="button" disabled={!before} onClick={() => go(before)}>
          Back
        </button>
        <span>
          {place.screen} of {lesson.screens}
        </span>
        {after ? (
          <button type="button" className="primary" onClick={() => go(after)}>
            {after.lesson === place.lesson ? "Next" : "Next lesson"}
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => openView(LESSONS_VIEW)}>
            All lessons
          </button>
        )}
      </nav>
    </aside>
  );
}

/** The screen before or after, across lessons; undefined at both ends. */
function neighbour({ lesson, screen }: LessonPlace, by: 1 | -1): LessonPlace | undefined {
  const screens = lessonOf(lesson)?.screens ?? 0;
  if (screen + by >= 1 && screen + by <= screens) return { lesson, screen: screen + by };
  const other = lessonOf(lesson + by);
  return other && { lesson: other.number, screen: by === 1 ? 1 : other.screens };
}
