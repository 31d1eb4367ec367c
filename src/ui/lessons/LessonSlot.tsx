/**
 * Shows the open lesson beside the controls. The code of the lessons loads when the first one is opened.
 */
import { usePlayground } from "../parts/context.ts";
import { lazily, Loading } from "../parts/lazily.tsx";

const MatrixLesson = lazily(
  async () => (await import("../workloads/mf/lessons/MatrixLesson.tsx")).MatrixLesson,
);

export function LessonSlot() {
  const place = usePlayground((state) => state.lesson);
  if (!place) return null;
  return (
    <Loading waiting={null}>
      <MatrixLesson place={place} />
    </Loading>
  );
}
