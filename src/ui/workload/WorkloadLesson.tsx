/** A lesson beside a workload's page. */
import { useMemo } from "react";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Setup } from "../../experiment/lessons/lesson.ts";
import { encodeAddress, settingsConfig } from "../../store/config.ts";
import { outcomeKey, setupKey } from "../../store/outcomes.ts";
import { LessonHostContext, type LessonHost } from "../lessons/parts/lesson-host.ts";
import { LessonPanel } from "../lessons/LessonPanel.tsx";
import { MetricCurves } from "../lessons/lab/MetricCurves.tsx";
import { RunState } from "../lessons/parts/RunState.tsx";
import { usePage, useWorkload, useWorkloadActions } from "./context.ts";
import { markedStep } from "./curves/marked-step.ts";

export function WorkloadLesson({ place }: { readonly place: LessonPlace }) {
  const page = usePage();
  const { run, showLesson } = useWorkloadActions();
  const host = useMemo(
    (): LessonHost => ({
      place,
      show: showLesson,
      run,
      linkOf: (fields) => encodeAddress(page, settingsConfig(page, fields), place),
      lookAt: markedStep.set,
      State,
      Curves: MetricCurves,
    }),
    [place, page, run, showLesson],
  );
  return (
    <LessonHostContext value={host}>
      <LessonPanel />
    </LessonHostContext>
  );
}

function State({ setup }: { readonly setup: Setup }) {
  const page = usePage();
  const key = setupKey(page, setup.fields);
  const state = useWorkload(({ config, outcomes, status }) => {
    const isHere = outcomeKey(page, config) === key;
    if (isHere && status === "loading") return "preparing";
    if (isHere && status === "running") return "training";
    return outcomes.has(key) ? "ended" : "none";
  });
  const step = useWorkload((now) => now.step);
  const steps = useWorkload(({ config }) => config.steps);
  return <RunState state={state} step={step} steps={steps} />;
}
