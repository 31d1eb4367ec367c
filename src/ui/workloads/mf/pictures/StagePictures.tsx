/**
 * The observed entries, the target, and the difference of the original's or the compared network's estimate
 * from it.
 */
import { useState, type CSSProperties } from "react";
import { shortName } from "../../../../store/run/headline.ts";
import {
  comparedOf,
  networkNow,
  type LoadedRun,
  shownNetworks,
} from "../../../../store/kinds/matrix-state.ts";
import { usePlayground } from "../../../parts/context.ts";
import { DifferenceScale, HiddenSwatch, ValueScale } from "./ColourScale.tsx";
import { differenceName, MatrixPicture } from "./MatrixPicture.tsx";

export function StagePictures({ run }: { readonly run: LoadedRun }) {
  const wanted = usePlayground((state) => state.compared);
  const [isOriginal, setOriginal] = useState(false);
  const other = comparedOf(run.models, wanted);
  const hasOriginal = run.models.some(({ id }) => id === "original");
  const shown = other === undefined || (isOriginal && hasOriginal) ? "original" : other;
  const isDiverged = usePlayground(
    (state) => networkNow(shownNetworks(state), shown)?.progress?.diverged ?? false,
  );
  const isCompletion = run.config.task === "mc";
  return (
    <section
      className="stage-pictures"
      aria-label="Observed, target and difference"
      style={{ "--ratio": run.cols / run.rows } as CSSProperties}
    >
      {isCompletion && (
        <figure>
          <figcaption>Observed</figcaption>
          <MatrixPicture run={run} picture="observed" label="Observed entries" />
          <HiddenSwatch />
        </figure>
      )}
      <figure>
        <figcaption>Target</figcaption>
        <MatrixPicture run={run} picture="target" label="Target" />
        <ValueScale run={run} />
      </figure>
      <figure>
        <figcaption>
          Difference
          {hasOriginal && other && (
            <select
              aria-label="Difference of"
              value={shown}
              onChange={(event) => setOriginal(event.target.value === "original")}
            >
              {(["original", other] as const).map((id) => (
                <option key={id} value={id}>
                  {shortName(id)}
                </option>
              ))}
            </select>
          )}
        </figcaption>
        <MatrixPicture run={run} picture={`${shown} difference`} label={differenceName(shown)} />
        {isDiverged ? <HiddenSwatch name="no number" /> : <DifferenceScale run={run} />}
      </figure>
    </section>
  );
}
