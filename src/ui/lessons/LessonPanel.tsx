/** A lesson beside the page, one screen at a time. Buttons turn the pages; in slides mode, keys do too. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { COURSE, LESSON_IDS, lessonNumber, type LessonPlace } from "../../experiment/lessons/course.ts";
import { lessonOf } from "../../store/lessons.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { encodeAddress } from "../../store/config.ts";
import { useActions, usePage } from "../parts/context.ts";
import { openPanel, whyTab, openView } from "../parts/open.ts";
import { Loading } from "../parts/lazily.tsx";
import {
  LessonContext,
  useLesson,
  openQuestions,
  PredictionContext,
  readPredictions,
  writePrediction,
} from "./parts/lesson-context.ts";
import { LESSONS_VIEW } from "./lessons-view.ts";
import { showsOf, useShownPart } from "./shown-part.ts";
import { linkTerms } from "./terms/terms.ts";
import { AnswerFirst } from "./parts/Text.tsx";
import { WithFormulas } from "./parts/Formula.tsx";
import "../styles/panels/lessons.css";

export function LessonPanel({ place }: { readonly place: LessonPlace }) {
  const { showLesson: show } = useActions();
  const lesson = lessonOf(place.lesson);
  const [predictions, setPredictions] = useState(readPredictions);
  const [slides, setSlides] = useState(() => new URLSearchParams(window.location.search).has("slides"));
  const title = useRef<HTMLHeadingElement>(null);
  const before = neighbour(place, -1);
  const after = neighbour(place, 1);
  const go = (next: LessonPlace | undefined): void => {
    if (next?.lesson === place.lesson) show(next);
    // Another lesson may belong to another page.
    else if (next) window.location.hash = lessonLink(next);
  };
  useEffect(() => linkTerms(), []);
  useEffect(() => {
    // The charts measure their type again.
    window.dispatchEvent(new Event("resize"));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the page's scale follows the size of type
  }, [slides]);
  const shown = useShownPart();
  useEffect(() => {
    const [panel, part = null] = showsOf(place).split(":");
    openPanel.set(panel === "text" || panel === "page" ? undefined : panel);
    if (part === null) return () => openPanel.set(undefined);
    const tab = whyTab.get();
    whyTab.set(part);
    return () => {
      openPanel.set(undefined);
      whyTab.set(tab);
    };
  }, [place]);
  const at = `${place.lesson}.${place.screen}`;
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.closest(".lesson")?.scrollTo({ top: 0 });
    title.current?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each screen is read from its title
  }, [at]);
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

  const Content = usePage().screens?.[place.lesson] ?? Missing;
  // Without the key, an answer chosen on one screen would stay chosen on the next.
  const content = <Content key={at} screen={place.screen} />;
  const open = openQuestions(lesson, predictions);
  const predict = (key: string, answer: string | undefined): void => {
    writePrediction(key, answer);
    setPredictions(({ [key]: _old, ...others }) =>
      answer === undefined ? others : { ...others, [key]: answer },
    );
  };
  return (
    <aside
      className={slides ? "lesson slides" : "lesson"}
      // Large type has no room for the whole page.
      data-shows={slides && shown === "page" ? "text" : shown}
      // Tells the page to hide its own hints.
      data-asks={open.join(" ")}
      aria-labelledby="lesson-title"
    >
      <div className="lesson-head row">
        <p className="grow">
          Lesson {lessonNumber(lesson.id)} of {LESSON_IDS.length}
        </p>
        <button type="button" className="quiet" aria-pressed={slides} onClick={() => setSlides(!slides)}>
          Large type
        </button>
        <button type="button" className="quiet" onClick={() => show(undefined)}>
          Close lesson
        </button>
      </div>
      <h2 id="lesson-title" ref={title} tabIndex={-1}>
        {lesson.title}
      </h2>
      <LessonContext value={{ ...lesson, place }}>
        <PredictionContext value={{ predictions, predict }}>
          <div className="lesson-screen stack">
            <Loading key={place.lesson} waiting={<p>Loading the lesson…</p>}>
              {place.screen === 1 && <p className="question">{lesson.question}</p>}
              {place.screen < lesson.screens && content}
              {place.screen === lesson.screens &&
                (open.length > 0 ? <AnswerFirst questions={open} /> : <Closing>{content}</Closing>)}
            </Loading>
          </div>
        </PredictionContext>
      </LessonContext>
      <nav className="lesson-pages spread" aria-label="Pages of the lesson">
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

/** The previous or next screen, across lessons. Undefined at both ends of the course. */
function neighbour({ lesson, screen }: LessonPlace, by: 1 | -1): LessonPlace | undefined {
  if (screen + by >= 1 && screen + by <= COURSE[lesson].screens) return { lesson, screen: screen + by };
  const other = LESSON_IDS[LESSON_IDS.indexOf(lesson) + by];
  return other && { lesson: other, screen: by === 1 ? 1 : COURSE[other].screens };
}

/** Drawn if a link names a lesson of another workload. */
const Missing = () => null;

/**
 * The last screen of every lesson: two lines to remember with their figure, exercises with answers, sources. It gives the
 * lesson's answers away, so the student must answer all questions first.
 */
function Closing({ children }: { readonly children: ReactNode }) {
  const { summary, exercises, sources, place } = useLesson();
  const kind = usePage();
  const { run } = useActions();
  return (
    <>
      <h3>Remember</h3>
      <div className="to-keep box">
        {summary.map((line) => (
          <p key={line}>
            <WithFormulas text={line} />
          </p>
        ))}
      </div>
      {children}
      <h3>Exercises</h3>
      <ol className="exercises stack">
        {exercises.map(({ task, fields, answer }) => (
          <li key={task}>
            <p>
              <WithFormulas text={task} />
            </p>
            <p>
              <a
                href={`#${encodeAddress(kind, kind.repair(fields).config, place)}`}
                onClick={(event) => {
                  event.preventDefault();
                  run(fields);
                }}
              >
                Open the set-up
              </a>
            </p>
            <details>
              <summary>Answer</summary>
              <p>
                <WithFormulas text={answer} />
              </p>
            </details>
          </li>
        ))}
      </ol>
      <h3>Sources</h3>
      <ul className="note stack tight">
        {sources.map(({ claim, reference, address }) => (
          <li key={claim}>
            <WithFormulas text={claim} />{" "}
            <cite>{address ? <a href={address}>{reference}</a> : reference}</cite>
          </li>
        ))}
      </ul>
    </>
  );
}
