/** The last screen of every lesson: two lines to remember, exercises with answers, sources. */
import { encodePage } from "../../experiment/lessons/place.ts";
import { setupExperiment } from "../../experiment/lessons/lessons.ts";
import { useActions } from "../parts/context.ts";
import { AnswerFirst } from "./After.tsx";
import { useLesson } from "./lesson-context.ts";
import { useOpenQuestions } from "./prediction-context.ts";

export function Closing() {
  const { sources } = useLesson();
  const open = useOpenQuestions();
  return (
    <>
      {open.length > 0 ? <AnswerFirst questions={open} /> : <Kept />}
      <h3>Sources</h3>
      <ul className="sources">
        {sources.map(({ claim, reference, address }) => (
          <li key={claim}>
            {claim} <cite>{address ? <a href={address}>{reference}</a> : reference}</cite>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Reveals the answers. */
function Kept() {
  const { id, screens, summary, exercises } = useLesson();
  const { open } = useActions();
  return (
    <>
      <h3>To keep</h3>
      <div className="to-keep">
        {summary.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <h3>Exercises</h3>
      <ol className="exercises">
        {exercises.map((exercise) => {
          const experiment = setupExperiment(exercise);
          return (
            <li key={exercise.task}>
              <p>{exercise.task}</p>
              <p>
                <a
                  href={`#${encodePage(experiment, { lesson: id, screen: screens })}`}
                  onClick={(event) => {
                    event.preventDefault();
                    open(experiment, "play");
                  }}
                >
                  Open the set-up
                </a>
              </p>
              <details>
                <summary>Answer</summary>
                <p>{exercise.answer}</p>
              </details>
            </li>
          );
        })}
      </ol>
    </>
  );
}
