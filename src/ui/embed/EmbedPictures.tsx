/** Small pictures of the observed entries or the target, and of each network's estimate, with its error or PSNR. */
import type { CSSProperties } from "react";
import { formatDb, formatError } from "../../store/format.ts";
import { shortName } from "../../store/run/headline.ts";
import { psnrOf } from "../../store/run/psnr.ts";
import { type LoadedRun, shownNetworks } from "../../store/kinds/matrix-state.ts";
import { usePlayground, useViews } from "../parts/context.ts";
import { LINE_STYLES } from "../parts/networks.ts";
import { estimateName, pixelsOf } from "../pictures/MatrixPicture.tsx";
import { PixelCanvas } from "../pictures/PixelCanvas.tsx";

export function EmbedPictures({ run }: { readonly run: LoadedRun }) {
  const data = useViews();
  const networks = usePlayground(shownNetworks);
  const { rows, cols, psnrAtOne } = run;
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
          <figcaption>
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
