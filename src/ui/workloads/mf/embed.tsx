/** The parts of an embed of matrix factorization. */
import type { CSSProperties } from "react";
import { formatDb, formatError } from "../../../store/format.ts";
import { shortName, shownNetworks } from "../../../store/kinds/matrix-state.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { ComparedDiagram } from "./diagram/ComparedDiagram.tsx";
import { useMatrix, useMatrixViews } from "./context.ts";
import { LINE_STYLES } from "./looks.ts";
import { estimateName, pixelsOf } from "./pictures/MatrixPicture.tsx";
import { PixelCanvas } from "../../diagram/PixelCanvas.tsx";
import { NumberControl } from "../../controls/Fields.tsx";

const useRun = () => useMatrix((state) => state.run);

export function Diagram() {
  const run = useRun();
  return <div className="embed-diagram">{run && <ComparedDiagram run={run} />}</div>;
}

export function Rank() {
  return (
    <div className="settings-at-hand">
      <NumberControl name="rHat" />
    </div>
  );
}

/** Small pictures of the observed entries or the target, and of each network's estimate, with its error or PSNR. */
export function Pictures() {
  const run = useRun();
  const data = useMatrixViews();
  const networks = useMatrix(shownNetworks);
  if (!run) return null;
  const { psnrAtOne } = run;
  const { rows, cols } = run.pictures ?? run;
  const seen = run.config.task === "mc" ? "Observed" : "Target";
  const columns = Math.ceil(Math.sqrt(networks.length + 1));
  return (
    <section
      className="embed-pictures"
      aria-label="Pictures"
      style={{ "--columns": columns } as CSSProperties}
    >
      <figure>
        <figcaption>{seen}</figcaption>
        <PixelCanvas label={seen} rows={rows} cols={cols} pixels={pixelsOf(data, "observed")} />
      </figure>
      {networks.map(({ id, progress }) => (
        <figure key={id}>
          <figcaption className="row">
            <span data-term={id} style={{ color: LINE_STYLES[id].colour }}>
              {shortName(id)}
            </span>
            <span>
              {psnrAtOne === undefined
                ? formatError(progress?.headline)
                : `${formatDb(psnrOf(psnrAtOne, progress?.headline ?? NaN))} dB`}
            </span>
          </figcaption>
          <PixelCanvas
            label={estimateName(id)}
            rows={rows}
            cols={cols}
            pixels={pixelsOf(data, `${id} estimate`)}
          />
        </figure>
      ))}
    </section>
  );
}
