/** A lesson's exercises with their answers. */
import type { Lesson } from "../../experiment/lessons/lesson.ts";

export function Answers({ exercises }: Pick<Lesson, "exercises">) {
  return (
    <ol>
      {exercises.map(({ task, answer }) => (
        <li key={task}>
          {task} <em>{answer}</em>
        </li>
      ))}
    </ol>
  );
}
