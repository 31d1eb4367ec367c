/** The part below the first screen: pinned runs, the table of costs and results, explanations. */
import { useRef } from "react";
import { PinList } from "../charts/Pins.tsx";
import { useLessonShowsWhy } from "../lessons/shown-part.ts";
import { InTurn, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { useSeen } from "../parts/turns.ts";
import { CostTable } from "./CostTable.tsx";

export function Below() {
  const { Why, Below: Own } = usePage();
  const isWhyOnStage = useLessonShowsWhy();
  const isBusy = useOutdated();
  const panels = useRef(null);
  const isSeen = useSeen(panels);
  if (!usePlayground(({ run }) => run)) return <div ref={panels} />;
  return (
    <div className="panels" ref={panels} aria-busy={isBusy}>
      <PinList />
      {Why && !isWhyOnStage && (
        <InTurn isSeen={isSeen}>
          <Why />
        </InTurn>
      )}
      <InTurn isSeen={isSeen}>
        <CostTable />
      </InTurn>
      <InTurn isSeen={isSeen}>
        <Own />
      </InTurn>
    </div>
  );
}
