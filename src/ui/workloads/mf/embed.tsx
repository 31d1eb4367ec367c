/** The parts of an embed of matrix factorization. */
import type { CSSProperties } from "react";
import { formatDb, formatError } from "../../../store/format.ts";
import { DEFAULT_SEED_STYLE } from "../../../store/run/curves.ts";
import { shortName } from "../../../store/run/headline.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { shownNetworks } from "../../../store/kinds/matrix-state.ts";
import { LossChart } from "./charts/LossChart.tsx";
import { noteOf } from "./charts/LossPanel.tsx";
import { ComparedDiagram } from "./diagram/ComparedDiagram.tsx";
import { usePlayground, useViews } from "../../parts/context.ts";
import { Legend } from "../../parts/Legend.tsx";
import { LINE_STYLES } from "../../parts/networks.ts";
import { estimateName, pixelsOf } from "./pictures/MatrixPicture.tsx";
import { PixelCanvas } from "./pictures/PixelCanvas.tsx";
import { Banners, Repairs } from "../../shell/Banners.tsx";
import { Preparing } from "../../shell/Preparing.tsx";
import { QuickRank } from "../../shell/SettingsSheet.tsx";
import { HeadlineText } from "../../stage/Headline.tsx";
import { Stopped } from "../../stage/MessageLine.tsx";

export { HeadlineText as Headline };

export function Messages() {
  return (
    <>
      <Repairs />
      <Banners />
      <Preparing />
      <Stopped />
    </>
  );
}

const useRun = () => usePlayground((state) => state.run);

export function Chart() {
  const run = useRun();
  if (!run) return null;
  return (
    <section className="embed-chart" aria-label="Error">
      <Legend networks={run.models} />
      <p className="note">{noteOf(run, "error", "steps", DEFAULT_SEED_STYLE)}</p>
      <LossChart run={run} quantity="error" unit="steps" style={DEFAULT_SEED_STYLE} bare />
    </section>
  );
}

export function Diagram() {
  const run = useRun();
  return <div className="embed-diagram">{run && <ComparedDiagram run={run} />}</div>;
}

export function Rank() {
  return (
    <div className="settings-at-hand">
      <QuickRank />
    </div>
  );
}

/** Small pictures of the observed entries or the target, and of each network's estimate, with its error or PSNR. */
export function Pictures() {
  const run = useRun();
  const data = useViews();
  const networks = usePlayground(shownNetworks);
  if (!run) return null;
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
