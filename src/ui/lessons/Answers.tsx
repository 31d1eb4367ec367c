import type { Lesson } from "../../experiment/lessons/lesson.ts";
import { WithFormulas } from "./parts/Formula.tsx";

export function Answers({ exercises }: Pick<Lesson, "exercises">) {
  return (
    <ol>
      {exercises.map(({ task, answer }) => (
        <li key={task}>
          <WithFormulas text={task} />{" "}
          <em>
            <WithFormulas text={answer} />
          </em>
        </li>
      ))}
    </ol>
  );
}
