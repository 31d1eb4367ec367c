/** A lesson beside the page of its workload. */
import { useMemo } from "react";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Setup } from "../../experiment/lessons/lesson.ts";
import { encodeAddress, settingsConfig } from "../../store/config.ts";
import { formatCount } from "../../store/format.ts";
import { isOf, outcomeKey, setupKey } from "../../store/outcomes.ts";
import { useActions, useOpenPage, usePage, usePlayground } from "../parts/context.ts";
import { LessonHostContext, type LessonHost } from "./parts/lesson-context.ts";
import { LessonPanel } from "./LessonPanel.tsx";

export function LessonBeside({ place }: { readonly place: LessonPlace }) {
  const kind = usePage();
  const { run, showLesson, lookAt } = useActions();
  const host = useMemo(
    (): LessonHost => ({
      place,
      show: showLesson,
      run,
      linkOf: (fields) => encodeAddress(kind, settingsConfig(kind, fields), place),
      lookAt,
      State,
    }),
    [place, kind, run, showLesson, lookAt],
  );
  return (
    <LessonHostContext value={host}>
      <LessonPanel />
    </LessonHostContext>
  );
}

/** The state of a set-up's run, beside its button. */
function State({ setup }: { readonly setup: Setup }): string {
  const kind = usePage();
  const { data } = useOpenPage();
  const key = setupKey(kind, setup.fields);
  const steps = formatCount(settingsConfig(kind, setup.fields).steps);
  return usePlayground(({ config, outcomes, status, step }) => {
    const isHere = outcomeKey(kind, config) === key;
    if (isHere && status === "loading") return "preparing…";
    if (isHere && status === "running") return `step ${formatCount(step)} of ${steps}`;
    const outcome = outcomes.get(key);
    if (!outcome) return "";
    return isOf(outcome.data, data) ? "✓ run" : "✓ run; the page now shows another one";
  });
}
