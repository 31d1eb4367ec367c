/** The original's layers in their own directions, at step 0 and at the end: with hidden entries a cross leaves the block. */
import { useEffect, useState } from "react";
import { PixelCanvas } from "../../../../diagram/PixelCanvas.tsx";
import { formatCount, subscript } from "../../../../../store/format.ts";
import { Switch } from "../../../../parts/Switch.tsx";
import { useActions } from "../../../../parts/context.ts";
import { ownPictures } from "../../../../diagram/own.ts";
import { useMatrix, useMatrixActions, useMatrixViews } from "../../context.ts";
import { TrainFirst } from "./TrainFirst.tsx";

export function Cross() {
  const { lookAt } = useActions();
  const { showFactors } = useMatrixActions();
  const run = useMatrix((state) => state.run);
  const last = useMatrix(({ step }) => step);
  const [isBefore, setBefore] = useState(false);
  const own = useMatrixViews().models.get("original")?.view?.own;
  useEffect(() => showFactors(), [showFactors]);
  useEffect(() => () => lookAt(undefined), [lookAt]);
  if (!run || last === 0 || !own?.layers) return <TrainFirst label="The block and the cross" />;
  const look = (step: number): void => {
    setBefore(step === 0);
    lookAt(step === 0 ? 0 : undefined);
  };
  const k = 2 * run.config.rHat;
  const side = (100 * k) / run.config.width;
  return (
    <figure className="lesson-figure" aria-label="The block and the cross">
      <Switch
        label="Step"
        options={[0, last].map((id) => ({ id, name: `Step ${formatCount(id)}` }))}
        chosen={isBefore ? 0 : last}
        onChoose={look}
      />
      <div className="columns">
        {ownPictures(own).layers.map((picture, layer) => (
          // oxlint-disable-next-line react/no-array-index-key -- the index names a layer
          <div key={layer}>
            <div className="cross-layer">
              <PixelCanvas label={`W${subscript(layer + 1)} in its own directions`} {...picture} />
              <span style={{ width: `${side}%`, height: `${side}%` }} />
            </div>
            <p>W{subscript(layer + 1)}</p>
          </div>
        ))}
      </div>
      <figcaption>
        The run on the page: the original’s layers in their own directions. The frame holds the{" "}
        {formatCount(k)} directions of the compressed network. With every entry seen, nothing but the frame
        and the diagonal would change.
      </figcaption>
    </figure>
  );
}
