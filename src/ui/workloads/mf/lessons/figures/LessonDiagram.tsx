/** Networks of the current run as blocks at the same scale, within the text. */
import { MF_CODEC } from "../../../../../workloads/mf/config/link.ts";
import type { NetworkName } from "../../../../../workloads/mf/config/fields.ts";
import { openingFields } from "../../../../../experiment/lessons/lesson.ts";
import { useMatrix, useMatrixActions } from "../../context.ts";
import { RunDiagram } from "../../diagram/RunDiagram.tsx";
import { useLesson } from "../../../../lessons/parts/lesson-context.ts";
import { shownNetworks } from "../../../../../store/kinds/matrix-state.ts";

export function LessonDiagram({ shown }: { readonly shown: readonly NetworkName[] }) {
  const run = useMatrix((state) => state.run);
  const networks = useMatrix(shownNetworks);
  const lesson = useLesson();
  const { open } = useMatrixActions();
  if (!run || !shown.every((name) => networks.some(({ id }) => id === name)))
    return (
      <p className="outcome waiting-for box">
        The run on the page has other networks.{" "}
        <button type="button" onClick={() => open(MF_CODEC.repair(openingFields(lesson)).config, "wait")}>
          Open the lesson’s experiment
        </button>
      </p>
    );
  return (
    <div className="lesson-diagram">
      <RunDiagram run={run} shown={shown} />
    </div>
  );
}
