/** One picture as large as the window allows, live, with the values at the selected entry. */
import type { PictureId } from "../../../../store/kinds/matrix-state.ts";
import { useActions, usePlayground } from "../../../parts/context.ts";
import { Sheet } from "../../../parts/Sheet.tsx";
import type { ViewProps } from "../../../views/views.ts";
import { DifferenceScale, ValueScale } from "./ColourScale.tsx";
import { EntryReadout } from "./EntryReadout.tsx";
import { MatrixPicture, picturesOf } from "./MatrixPicture.tsx";

export function PictureView({ onClose }: ViewProps) {
  const run = usePlayground((state) => state.run);
  const enlarged = usePlayground((state) => state.enlarged);
  const { enlarge } = useActions();
  const pictures = run ? picturesOf(run) : [];
  const shown = pictures.find(({ id }) => id === enlarged) ?? pictures[0];
  return (
    <Sheet title="Picture" className="picture-sheet" onClose={onClose}>
      {run && shown ? (
        <div className="picture-large">
          <div className="picture-tools">
            <select
              aria-label="Which picture"
              value={shown.id}
              onChange={(event) => enlarge(event.target.value as PictureId)}
            >
              {pictures.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            {shown.id.endsWith("difference") ? <DifferenceScale run={run} /> : <ValueScale run={run} />}
          </div>
          <div
            className="picture-frame"
            style={{ width: `min(100%, calc((100dvh - 17rem) * ${run.cols / run.rows}))` }}
          >
            <MatrixPicture run={run} picture={shown.id} label={shown.name} hasFocus />
          </div>
          <EntryReadout run={run} />
        </div>
      ) : (
        <p className="waiting">There is no picture yet: the run is being prepared.</p>
      )}
    </Sheet>
  );
}
