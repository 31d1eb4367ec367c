/** A lesson beside the page of matrix factorization. */
import type { LessonPlace } from "../../../../experiment/lessons/course.ts";
import { RunCurves } from "./figures/RunCurves.tsx";
import { LessonBeside } from "../../../lessons/LessonBeside.tsx";

export const MatrixLesson = ({ place }: { readonly place: LessonPlace }) => (
  <LessonBeside place={place} Curves={RunCurves} />
);
