/** Opens a lesson that the text names. */
import type { LessonId } from "../../experiment/lessons/lesson.ts";
import { lessonNumber, openingOf } from "../../experiment/lessons/lessons.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { useActions } from "../parts/context.ts";

export function LessonLink({ of }: { readonly of: LessonId }) {
  const { showLesson, open } = useActions();
  const place = { lesson: of, screen: 1 };
  return (
    <a
      href={`#${lessonLink(place)}`}
      onClick={(event) => {
        event.preventDefault();
        showLesson(place);
        open(openingOf(of), "wait");
      }}
    >
      lesson {lessonNumber(of)}
    </a>
  );
}
