/** The part below the first screen: pinned runs, the table of costs and results, explanations. */
import { PinList } from "../charts/Pins.tsx";
import { useLessonShowsWhy } from "../lessons/shown-part.ts";
import { InTurn, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { CostTable } from "./CostTable.tsx";

export function Below() {
  const { Why, Below: Own } = usePage();
  const isWhyOnStage = useLessonShowsWhy();
  const isBusy = useOutdated();
  if (!usePlayground(({ run }) => run)) return null;
  return (
    <div className="panels" aria-busy={isBusy}>
      <PinList />
      {Why && !isWhyOnStage && (
        <InTurn>
          <Why />
        </InTurn>
      )}
      <InTurn>
        <CostTable />
      </InTurn>
      <InTurn>
        <Own />
      </InTurn>
    </div>
  );
}
