/** Shows which singular values of the learned matrix and of every factor of one network grow, and when. */
import { useMemo, useState } from "react";
import { shortName, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { growthRidge, stepsOf, type Ridge } from "../../../../store/insight/ridge.ts";
import { InTurn } from "../../../parts/context.ts";
import { useMatrixViews } from "../context.ts";
import { layerNames, LINE_STYLES } from "../looks.ts";
import { FewProbes } from "./FewProbes.tsx";
import { growthText, hasGrown } from "./growth-text.ts";
import { Learned } from "./Learned.tsx";
import { NetworkSelect } from "./NetworkSelect.tsx";
import { RidgePlot } from "./RidgePlot.tsx";

const NONE: Ridge = { indices: [], count: 0, lines: [] };

const isCovered = ({ task, noise, optimizer, start }: LoadedRun["config"]): boolean =>
  task === "mf" && noise === 0 && optimizer === "gd" && start === "orthogonal";

export function Growth({ run }: { readonly run: LoadedRun }) {
  const data = useMatrixViews();
  const [wanted, setWanted] = useState(run.models[0]?.id);
  const chosen = run.models.find(({ id }) => id === wanted) ?? run.models[0];
  const history = chosen && data.models.get(chosen.id)?.spectra;
  const version = history?.version;
  const ridges = useMemo(() => {
    if (!chosen || !history) return [];
    const names = layerNames(chosen.id, chosen.layerShapes.length);
    return [
      { name: "Learned matrix", ridge: growthRidge(history, -1) },
      ...names.map((name, layer) => ({ name, ridge: growthRidge(history, layer) })),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
  }, [chosen, history, version]);
  if (!chosen) return null;
  const { from, to } = stepsOf(ridges[0]?.ridge ?? NONE);
  return (
    <>
      <div className="why-head spread">
        <p className="note">
          Singular values are recorded at fixed steps of the run, and more often where the error falls. In the
          ridge plots, each line shows the singular values at one step, from step {from} at the back to step{" "}
          {to} in front. The index runs from left to right.{" "}
          {isCovered(run.config)
            ? "A few directions grow, one after another, and in each factor as many shrink; the others stay together near their initial height."
            : "A few directions grow, one after another; the others spread around their initial height. The theorem keeps them together only in factorization without noise, by gradient descent from an orthogonal start."}
        </p>
        <NetworkSelect networks={run.models} chosen={chosen.id} onChoose={setWanted} />
      </div>
      <FewProbes run={run} />
      {/* Its charts and the ridge plots together would make a long task. */}
      <InTurn>
        <Learned run={run} chosen={chosen} />
      </InTurn>
      {ridges[0] && !hasGrown(ridges[0].ridge) && (
        <p className="note">No value has grown by a tenth yet: all lines lie on top of each other.</p>
      )}
      {ridges[0]?.ridge.lines.length && history ? (
        <>
          <div className="ridges">
            {ridges.map(({ name, ridge }) => (
              <RidgePlot
                key={name}
                title={name}
                label={`${shortName(chosen.id)}, ${name}: ${growthText(ridge)}`}
                ridge={ridge}
                most={Math.max(...ridge.lines.map(({ values }) => values[0] ?? 0)) || 1}
                unit=""
                colour={LINE_STYLES[chosen.id].colour}
              />
            ))}
          </div>
        </>
      ) : (
        <p className="waiting">No spectra yet.</p>
      )}
    </>
  );
}
