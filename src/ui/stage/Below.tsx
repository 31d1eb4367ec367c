/**
 * The part below the first screen: pinned runs, “Seeing why”, the table of costs and results, and large
 * pictures.
 */
import { PinList } from "../workloads/mf/charts/MatrixPins.tsx";
import { isOutdated } from "../../store/kinds/matrix-state.ts";
import { InTurn, usePlayground } from "../parts/context.ts";
import { CostTable } from "./CostTable.tsx";
import { useLessonShowsWhy } from "../lessons/shows-why.ts";
import { Pictures } from "../workloads/mf/pictures/Pictures.tsx";
import { WhyPanel } from "../workloads/mf/why/WhyPanel.tsx";

export function Below() {
  const run = usePlayground((state) => state.run);
  const isWhyOnStage = useLessonShowsWhy();
  const isBusy = usePlayground(isOutdated);
  if (!run) return null;
  return (
    <div className="panels" aria-busy={isBusy}>
      <PinList run={run} />
      {!isWhyOnStage && (
        <InTurn>
          <WhyPanel run={run} />
        </InTurn>
      )}
      <InTurn>
        <CostTable run={run} />
      </InTurn>
      <InTurn>
        <Pictures run={run} />
      </InTurn>
    </div>
  );
}
