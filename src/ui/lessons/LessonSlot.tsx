/**
 * Shows the open lesson beside the controls. The code of the lessons loads when the first one is opened.
 */
import { usePlayground } from "../parts/context.ts";
import { lazily, Loading } from "../parts/lazily.tsx";

const LessonBeside = lazily(async () => (await import("./LessonBeside.tsx")).LessonBeside);

export function LessonSlot() {
  const place = usePlayground((state) => state.lesson);
  if (!place) return null;
  return (
    <Loading waiting={null}>
      <LessonBeside place={place} />
    </Loading>
  );
}
