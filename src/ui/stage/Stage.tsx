/** The run on the screen: the workload's own views, and the two charts. */
import { CurvePanel } from "../charts/curves/CurvePanel.tsx";
import { useLessonShowsWhy } from "../lessons/shows-why.ts";
import { InTurn, useOutdated, usePage, usePlayground } from "../parts/context.ts";

const useHasRun = (): boolean => usePlayground(({ run }) => run !== undefined);

export function Stage() {
  const page = usePage();
  const { Left, Middle, Lower, Why } = page;
  const config = usePlayground(({ run, config: next }) => run?.config ?? next);
  const hasRun = useHasRun();
  const isBusy = useOutdated();
  const Shown = useLessonShowsWhy() ? (Why ?? Middle) : Middle;
  return (
    <div className="stage" id="result" tabIndex={-1} aria-busy={isBusy} style={page.stageStyle?.(config)}>
      {hasRun && (
        <>
          <InTurn>
            <Left />
          </InTurn>
          <div className="stage-middle">
            <InTurn>
              <Shown />
            </InTurn>
          </div>
          <div className="stage-charts">
            <InTurn>
              <CurvePanel />
            </InTurn>
            <InTurn>
              <Lower />
            </InTurn>
          </div>
        </>
      )}
    </div>
  );
}
