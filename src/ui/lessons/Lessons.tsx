/** The instructor's view: every lesson with its link, a glossary, and a sheet to print. */
import { Fragment } from "react";
import { lessonNumber } from "../../experiment/lessons/course.ts";
import { LESSONS } from "../../store/lessons.ts";
import { pathsThrough, PATHS, PREREQUISITES } from "../../experiment/lessons/paths.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { formatCount } from "../../store/format.ts";
import { closeSheet, Sheet } from "../parts/Sheet.tsx";
import { openView } from "../parts/open.ts";
import { Answers } from "./Answers.tsx";
import { Formula } from "./parts/Formula.tsx";
import { GLOSSARY } from "./terms/glossary.ts";
import { HAND_OUT_VIEW, WHY_IT_WORKS_VIEW } from "./lessons-view.ts";
import { WORDS } from "./terms/words.ts";
import { TableHead } from "../parts/RowsTable.tsx";
import "../styles/panels/lessons.css";

export function Lessons() {
  return (
    <Sheet
      title="Lessons"
      className="lessons"
      summary={`${formatCount(LESSONS.length)} short lessons beside the live playground, for a second-year student who knows matrices and gradients. Each asks for a prediction, runs the experiment and checks the prediction with your own numbers.`}
    >
      <p className="row">
        <button type="button" onClick={() => window.print()}>
          Print the sheet
        </button>
        <button type="button" onClick={() => openView(WHY_IT_WORKS_VIEW)}>
          Why it works, on one page
        </button>
        <button type="button" onClick={() => openView(HAND_OUT_VIEW)}>
          Hand-out
        </button>
      </p>
      <ReadyPaths />
      <ol className="lesson-list grid">
        {LESSONS.map(({ id, title, question, minutes, exercises }) => {
          const first = { lesson: id, screen: 1 };
          return (
            <li key={id} className="box">
              <h3>
                {lessonNumber(id)}. {title}
              </h3>
              <p>{question}</p>
              <p className="row">
                <a href={`#${lessonLink(first)}`} onClick={closeSheet}>
                  Start lesson {lessonNumber(id)}
                </a>
                <span>about {minutes} minutes</span>
                {pathsThrough(id).map((name) => (
                  <span key={name} className="path-mark">
                    {name}
                  </span>
                ))}
                <code>{`#${lessonLink(first)}`}</code>
              </p>
              <details>
                <summary>Exercises and answers</summary>
                <Answers exercises={exercises} />
              </details>
            </li>
          );
        })}
      </ol>
      <h3>Words</h3>
      <dl className="glossary facts">
        {Object.values(WORDS).map(({ name, meaning }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
      <h3>Symbols</h3>
      <dl className="glossary facts">
        {Object.entries(GLOSSARY).map(([key, { symbol, name, meaning }]) => (
          <Fragment key={key}>
            <dt>
              <Formula tex={symbol} />
            </dt>
            <dd>
              <strong>{name}.</strong> {meaning}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Sheet>
  );
}

/** Ways through the lessons for one hour of teaching, with minutes and a message for each screen. */
function ReadyPaths() {
  return (
    <div className="ready-paths row">
      {PATHS.map(({ name, aim, stops }) => (
        <details key={name}>
          <summary>For teachers: a ready path of {name}</summary>
          <p>
            {aim} Students need: {PREREQUISITES}
          </p>
          <table className="number-table">
            <TableHead names={["Screen", "Minutes", "Message"]} />
            <tbody>
              {stops.map(({ lesson, screen, minutes, message }) => (
                <tr key={`${lesson}.${screen}`}>
                  <th scope="row">
                    <a href={`#${lessonLink({ lesson, screen })}`} onClick={closeSheet}>
                      {lessonNumber(lesson)}.{screen}
                    </a>
                  </th>
                  <td>{minutes}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </div>
  );
}
