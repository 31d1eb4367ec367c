/** A link in the text that names a lesson and opens it. */
import { lessonNumber, type LessonId } from "../../experiment/lessons/course.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";

export function LessonLink({ of }: { readonly of: LessonId }) {
  return <a href={`#${lessonLink({ lesson: of, screen: 1 })}`}>lesson {lessonNumber(of)}</a>;
}
