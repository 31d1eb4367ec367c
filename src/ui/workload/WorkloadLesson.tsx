/** A lesson beside a workload's page. */
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import { MetricCurves } from "../lessons/parts/MetricCurves.tsx";
import { LessonBeside } from "../lessons/LessonBeside.tsx";

export const WorkloadLesson = ({ place }: { readonly place: LessonPlace }) => (
  <LessonBeside place={place} Curves={MetricCurves} />
);
