/** The last screen of every lesson: two lines to remember with their figure, exercises with answers, sources. */
import type { ReactNode } from "react";
import { AnswerFirst } from "./After.tsx";
import { WithFormulas } from "./Formula.tsx";
import { useLesson } from "./lesson-context.ts";
import { useLessonHost } from "./lesson-host.ts";
import { useOpenQuestions } from "./prediction-context.ts";

interface Props {
  /** The figure that illustrates the two lines. */
  readonly children: ReactNode;
}

export function Closing(props: Props) {
  const open = useOpenQuestions();
  return open.length > 0 ? <AnswerFirst questions={open} /> : <Kept {...props} />;
}

/** The last screen gives the lesson's answers away, so the student must answer all questions first. */
function Kept({ children }: Props) {
  const { summary, exercises, sources } = useLesson();
  const { run, linkOf } = useLessonHost();
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
                href={`#${linkOf(fields)}`}
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
