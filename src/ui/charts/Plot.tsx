/**
 * A chart with a crosshair. Until the library of the axes has loaded, the curves stand alone, so that they appear
 * earlier on a first visit. Live charts are updated at most ten times a second.
 */
import { lazily, Loading } from "../parts/lazily.tsx";
import { useRem } from "../parts/rem.ts";
import { scaleOf } from "./axes.ts";
import { insideAxes, type Chart, type Zoom } from "./chart.ts";
import { drawCurves, Lines } from "./lines.tsx";

const Framed = lazily(async () => (await import("./Frame.tsx")).Framed);

interface Props {
  readonly label: string;
  /** Describes the curves to screen readers. */
  readonly told?: string;
  readonly chart: Chart;
  readonly zoom?: Zoom;
  /** The position that the whole page shows, such as the step that the user looks back at. */
  readonly shown?: number | undefined;
  /** Whether the axes may be loaded. */
  readonly isFramed?: boolean;
  readonly className?: string;
}

export function Plot({ label, told, chart, zoom, shown, isFramed = true, className = "plot" }: Props) {
  const first = <FirstLines chart={chart} />;
  const alone = <div className="plot-frame cover">{first}</div>;
  return (
    <figure className={className} aria-label={label}>
      {isFramed ? (
        <Loading waiting={alone}>
          <Framed {...{ label, chart, zoom, shown }} waiting={first}>
            {drawCurves(chart)}
          </Framed>
        </Loading>
      ) : (
        alone
      )}
      {told && <figcaption className="visually-hidden">{told}</figcaption>}
    </figure>
  );
}

function FirstLines({ chart }: { readonly chart: Chart }) {
  const [x, y] = [scaleOf(chart.x), scaleOf(chart.y)];
  const { left, right, top, bottom } = insideAxes(chart, useRem());
  return (
    <svg
      className="first-curves thin"
      style={{
        left,
        top,
        width: `calc(100% - ${left + right}px)`,
        height: `calc(100% - ${top + bottom}px)`,
      }}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <Lines curves={chart.curves} across={(at) => 100 * x.at(at)} down={(at) => 100 - 100 * y.at(at)} />
    </svg>
  );
}
