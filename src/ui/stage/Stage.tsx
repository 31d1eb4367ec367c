/** The run on the screen: pictures, the network diagram, and the two charts. */
import type { CSSProperties } from "react";
import { LossPanel } from "../workloads/mf/charts/LossPanel.tsx";
import { SpectrumPanel } from "../workloads/mf/charts/SpectrumPanel.tsx";
import { InTurn, usePlayground } from "../parts/context.ts";
import { ComparedDiagram } from "../workloads/mf/diagram/ComparedDiagram.tsx";
import { isOutdated } from "../../store/kinds/matrix-state.ts";
import { useLessonShowsWhy } from "../lessons/shows-why.ts";
import { StagePictures } from "../workloads/mf/pictures/StagePictures.tsx";
import { WhyPanel } from "../workloads/mf/why/WhyPanel.tsx";

export function Stage() {
  const run = usePlayground((state) => state.run);
  const isBusy = usePlayground(isOutdated);
  const showsWhy = useLessonShowsWhy();
  return (
    <div
      className="stage"
      id="result"
      tabIndex={-1}
      aria-busy={isBusy}
      // The layers and their product stand in one row.
      style={{ "--blocks": (run?.config.depth ?? 3) + 1 } as CSSProperties}
    >
      {run && (
        <>
          <InTurn>
            <StagePictures run={run} />
          </InTurn>
          <div className="stage-middle">
            <InTurn>{showsWhy ? <WhyPanel run={run} /> : <ComparedDiagram run={run} />}</InTurn>
          </div>
          <div className="stage-charts">
            <InTurn>
              <LossPanel run={run} />
            </InTurn>
            <InTurn>
              <SpectrumPanel run={run} />
            </InTurn>
          </div>
        </>
      )}
    </div>
  );
}
