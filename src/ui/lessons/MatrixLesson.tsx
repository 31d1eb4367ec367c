/** A lesson beside the page of matrix factorization. */
import { useMemo } from "react";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Setup } from "../../experiment/lessons/lesson.ts";
import { setupExperiment } from "../../experiment/lessons/matrix-lessons.ts";
import { encodeAddress } from "../../store/config.ts";
import { encodeLink } from "../../experiment/link.ts";
import { MF } from "../../store/kinds/mf.ts";
import { outcomeKey } from "../../store/outcomes.ts";
import { useActions, usePlayground } from "../parts/context.ts";
import { RunCurves } from "./figures/RunCurves.tsx";
import { LessonHostContext, type LessonHost } from "./parts/lesson-host.ts";
import { LessonPanel } from "./LessonPanel.tsx";
import { RunState } from "./parts/RunState.tsx";

export function MatrixLesson({ place }: { readonly place: LessonPlace }) {
  const { open, showLesson, lookAt } = useActions();
  const host = useMemo(
    (): LessonHost => ({
      place,
      show: showLesson,
      run: (fields) => open(setupExperiment({ fields }), "play"),
      linkOf: (fields) => encodeAddress(MF, setupExperiment({ fields }), place),
      lookAt,
      State,
      Curves: RunCurves,
    }),
    [place, open, showLesson, lookAt],
  );
  return (
    <LessonHostContext value={host}>
      <LessonPanel />
    </LessonHostContext>
  );
}

function State({ setup }: { readonly setup: Setup }) {
  const experiment = setupExperiment(setup);
  const isHere = usePlayground((state) => encodeLink(state.config) === encodeLink(experiment));
  const status = usePlayground((state) => state.status);
  const step = usePlayground((state) => state.step);
  const hasEnded = usePlayground(({ outcomes }) => outcomes.has(outcomeKey(MF, experiment)));
  const { steps } = experiment;
  const state =
    isHere && status === "loading"
      ? "preparing"
      : isHere && status === "running"
        ? "training"
        : hasEnded
          ? "ended"
          : "none";
  return <RunState state={state} step={step} steps={steps} />;
}
