/** Hides runs and explanations that would give an answer away, until the student has committed to one. */
import type { ReactNode } from "react";
import { useLesson } from "./lesson-context.ts";
import { useLessonHost } from "./lesson-host.ts";
import { usePrediction } from "./prediction-context.ts";

interface Props {
  readonly question: string;
  readonly children: ReactNode;
}

export function After({ question, children }: Props) {
  const [answer] = usePrediction(question);
  return answer === undefined ? <AnswerFirst questions={[question]} /> : children;
}

/** Lists the questions that are still open, with links to them. */
export function AnswerFirst({ questions }: { readonly questions: readonly string[] }) {
  const { id, questions: all } = useLesson();
  const { place, show } = useLessonHost();
  return questions.map((question) => {
    const screen = all[question]?.screen ?? 1;
    if (screen === place.screen)
      return (
        <p key={question} className="outcome waiting-for box">
          Answer the question. Then the lesson continues here.
        </p>
      );
    return (
      <p key={question} className="outcome waiting-for box">
        This part comes after a question that you have not answered yet.{" "}
        <button type="button" onClick={() => show({ lesson: id, screen })}>
          Go to the question
        </button>
      </p>
    );
  });
}
