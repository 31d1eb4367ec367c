/** One picture as large as the window allows, live, with the values at the selected entry. */
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { Sheet } from "../../../parts/Sheet.tsx";
import { DifferenceScale, ValueScale } from "./ColourScale.tsx";
import { EntryReadout } from "./EntryReadout.tsx";
import { MatrixPicture, picturesOf, useMagnification } from "./MatrixPicture.tsx";
import { Select } from "../../../parts/Select.tsx";

function MagnifiedScale({ run, id }: { readonly run: LoadedRun; readonly id: NetworkName }) {
  return <DifferenceScale run={run} times={useMagnification(run, [id])} />;
}

export function PictureView() {
  const run = useMatrix((state) => state.run);
  const enlarged = useMatrix((state) => state.enlarged);
  const { enlarge } = useMatrixActions();
  const pictures = run ? picturesOf(run) : [];
  const shown = pictures.find(({ id }) => id === enlarged) ?? pictures[0];
  return (
    <Sheet title="Picture">
      {run && shown ? (
        <div className="sheet-body">
          <div className="row">
            <Select aria-label="Which picture" options={pictures} chosen={shown.id} onChoose={enlarge} />
            {shown.id.endsWith("difference") ? (
              <MagnifiedScale run={run} id={shown.id.split(" ")[0] as NetworkName} />
            ) : (
              <ValueScale run={run} />
            )}
          </div>
          <div
            className="picture-frame"
            style={{
              width: `min(100%, calc((100dvh - 17rem) * ${(run.pictures ?? run).cols / (run.pictures ?? run).rows}))`,
            }}
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
