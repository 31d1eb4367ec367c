/** Where a lesson goes, beside the controls; its code is loaded when the first one is opened. */
import { lazy, Suspense } from "react";
import { usePlayground } from "../context.ts";

const LessonPanel = lazy(async () => ({ default: (await import("./LessonPanel.tsx")).LessonPanel }));

export function LessonSlot() {
  const place = usePlayground((state) => state.lesson);
  if (!place) return null;
  return (
    <Suspense fallback={null}>
      <LessonPanel place={place} />
    </Suspense>
  );
}
