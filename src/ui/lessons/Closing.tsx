/** The last screen of every lesson: two lines to keep, exercises with answers, sources. */
import { encodeLink } from "../../experiment/link.ts";
import { setupExperiment } from "../../experiment/lessons/lessons.ts";
import { useActions } from "../context.ts";
import { useLesson } from "./lesson-context.ts";

export function Closing() {
  const { number, summary, exercises, sources } = useLesson();
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
                  href={`#${encodeLink(experiment)}&lesson=${number}.4`}
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
