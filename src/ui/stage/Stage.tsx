/** The run on the screen: the workload's own views, and the two charts. */
import { useFramed } from "../charts/use-framed.ts";
import { CurvePanel } from "../charts/curves/CurvePanel.tsx";
import { useLessonShowsWhy } from "../lessons/shown-part.ts";
import { InTurn, useOutdated, usePage, usePlayground } from "../parts/context.ts";
import { Loading } from "../parts/lazily.tsx";

export function Stage() {
  const page = usePage();
  const { Left, Middle, Lower, Why } = page;
  const config = usePlayground(({ run, config: next }) => run?.config ?? next);
  const hasRun = usePlayground(({ run }) => run !== undefined);
  const isFramed = useFramed();
  const isBusy = useOutdated();
  const Shown = useLessonShowsWhy() ? (Why ?? Middle) : Middle;
  return (
    <div
      className="stage grow"
      id="result"
      tabIndex={-1}
      aria-busy={isBusy}
      style={page.stageStyle?.(config)}
    >
      {hasRun && (
        <>
          <InTurn>
            {/* An empty part keeps the place of what loads after the first curve. */}
            {isFramed ? (
              <Loading waiting={<div />}>
                <Left />
              </Loading>
            ) : (
              <div />
            )}
          </InTurn>
          <div className="stage-middle lecture">
            {isFramed && (
              <InTurn>
                <Loading waiting={null}>
                  <Shown />
                </Loading>
              </InTurn>
            )}
          </div>
          <div className="stage-charts">
            <InTurn>
              <CurvePanel />
            </InTurn>
            {isFramed && Lower && (
              <InTurn>
                <Loading waiting={null}>
                  <Lower />
                </Loading>
              </InTurn>
            )}
          </div>
        </>
      )}
    </div>
  );
}
