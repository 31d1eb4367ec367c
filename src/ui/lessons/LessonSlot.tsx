/** The place of a lesson beside the controls; its code loads when the first one is opened. */
import { usePlayground } from "../parts/context.ts";
import { lazily, Loading } from "../parts/lazily.tsx";

const LessonPanel = lazily(async () => (await import("./LessonPanel.tsx")).LessonPanel);

export function LessonSlot() {
  const place = usePlayground((state) => state.lesson);
  if (!place) return null;
  return (
    <Loading waiting={null}>
      <LessonPanel place={place} />
    </Loading>
  );
}
