/** All components of each network at once, to show which were found first. */
import { useMemo } from "react";
import { alignmentMap, FOUND } from "../../../../../store/insight/alignment.ts";
import { formatCount } from "../../../../../store/format.ts";
import { shortName } from "../../../../../store/run/headline.ts";
import { FRACTION_COLOURS, fractionPixels } from "../../../../../store/pins/legend.ts";
import type { LoadedRun } from "../../../../../store/kinds/matrix-state.ts";
import type { AlignmentHistory } from "../../../../../store/run/step-history.ts";
import { useMatrixViews } from "../../context.ts";
import { ModelSample } from "../../../../parts/LineSample.tsx";
import { Scale } from "../../pictures/ColourScale.tsx";
import { PixelCanvas } from "../../../../diagram/PixelCanvas.tsx";

const COLUMNS = 96;

interface Props {
  readonly run: LoadedRun;
  readonly lastStep: number;
}

export function AlignmentMaps({ run, lastStep }: Props) {
  const data = useMatrixViews();
  return (
    <section aria-labelledby="components-title">
      <h3 id="components-title">All components, one below the other</h3>
      <div className="why-head spread">
        <p className="note">
          Left vectors u, from step 0 on the left to step {formatCount(lastStep)} on the right.
        </p>
        <Scale name="|cosine|" pixels={FRACTION_COLOURS} marks={["0", "1"]} />
      </div>
      <div className="ridges">
        {run.models.map(({ id }) => {
          const history = data.models.get(id)?.alignment;
          return (
            history && (
              <figure key={id} className="alignment-map">
                <figcaption className="item">
                  <ModelSample id={id} />
                  {shortName(id)}
                </figcaption>
                <ComponentMap
                  name={shortName(id)}
                  history={history}
                  version={history.version}
                  lastStep={lastStep}
                />
              </figure>
            )
          );
        })}
      </div>
    </section>
  );
}

interface MapProps {
  readonly name: string;
  readonly history: AlignmentHistory;
  readonly version: number;
  readonly lastStep: number;
}

function ComponentMap({ name, history, version, lastStep }: MapProps) {
  const rows = useMemo(
    () => alignmentMap(history, "left", lastStep, COLUMNS),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place, and `version` changes with it
    [history, lastStep, version],
  );
  const pixels = useMemo(() => fractionPixels(rows.flat()), [rows]);
  const found = rows.filter((row) => (row.at(-1) ?? 0) >= FOUND).length;
  return (
    <PixelCanvas
      label={`${name}: ${formatCount(found)} of ${formatCount(rows.length)} components above ${FOUND} at step ${formatCount(lastStep)}`}
      rows={rows.length}
      cols={COLUMNS}
      pixels={pixels}
    />
  );
}
