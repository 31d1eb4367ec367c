/** A lesson beside the page of its workload. */
import { useMemo } from "react";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Setup } from "../../experiment/lessons/lesson.ts";
import { encodeAddress, settingsConfig } from "../../store/config.ts";
import { isOf, outcomeKey, setupKey } from "../../store/outcomes.ts";
import { useActions, useOpenPage, usePage, usePlayground } from "../parts/context.ts";
import { LessonHostContext, type LessonHost } from "./parts/lesson-host.ts";
import { LessonPanel } from "./LessonPanel.tsx";
import { RunState } from "./parts/RunState.tsx";

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

function State({ setup }: { readonly setup: Setup }) {
  const kind = usePage();
  const { data } = useOpenPage();
  const key = setupKey(kind, setup.fields);
  const state = usePlayground(({ config, outcomes, status }) => {
    const isHere = outcomeKey(kind, config) === key;
    if (isHere && status === "loading") return "preparing";
    if (isHere && status === "running") return "training";
    const outcome = outcomes.get(key);
    if (!outcome) return "none";
    return isOf(outcome.data, data) ? "ended" : "replaced";
  });
  const step = usePlayground((now) => now.step);
  return <RunState state={state} step={step} steps={settingsConfig(kind, setup.fields).steps} />;
}
