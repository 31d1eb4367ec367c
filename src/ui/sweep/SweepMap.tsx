/**
 * The results for two settings: a table whose cells are coloured by value. Each cell links to its experiment.
 */
import type { SweepState } from "../../store/jobs/sweep.ts";
import { placeOf, sweepPoints, type Quantity, type SweepPoint } from "../../store/jobs/sweep-result.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import { combination, formatFound, formatPoint, overSeeds } from "./labels.ts";
import { usePage } from "../parts/context.ts";
import { useSweepPage } from "./sweep-page.ts";

interface Props {
  readonly state: SweepState;
  readonly network: string;
  readonly quantity: Quantity;
}

/** Percentage of the accent colour in the strongest cell. Text on it stays readable in both themes. */
const STRONGEST = 45;

export function SweepMap({ state, network, quantity }: Props) {
  const page = useSweepPage();
  const { looks } = usePage();
  const { axisName, valueName } = page;
  const { axes, seeds } = state.setup;
  const [down, across] = axes;
  if (!down || !across) return null;
  const points = sweepPoints(state, network, quantity);
  const place = placeOf(points);
  const firstSeed = state.runs[0]?.config.seed ?? 0;
  return (
    <div className="scroller" role="region" aria-label="Map of the sweep" tabIndex={0}>
      <table className="sweep-map boxed">
        <caption>
          {quantity.name}, {looks[network]?.name}. {overSeeds(seeds, firstSeed)} A stronger colour means a
          larger value. Click a value to open its experiment.
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={across.values.length}>
              {axisName(across)}
            </th>
          </tr>
          <tr>
            <th scope="col">{axisName(down)}</th>
            {across.values.map((value) => (
              <th key={value} scope="col">
                {valueName(across, value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.values.map((value, row) => (
            <tr key={value}>
              <th scope="row">{valueName(down, value)}</th>
              {across.values.map((other, col) => {
                const point = points[row * across.values.length + col];
                return (
                  point && (
                    <MapCell
                      key={other}
                      point={point}
                      name={combination(page, axes, point)}
                      quantity={quantity}
                      place={point.isUnmoved ? NaN : place(point.median)}
                    />
                  )
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly point: SweepPoint;
  readonly name: string;
  readonly quantity: Quantity;
  readonly place: number;
}

function MapCell({ point, name, quantity, place }: CellProps) {
  if (point.median === undefined) return <td title={point.refused}>{point.refused ? "✗" : "…"}</td>;
  const fraction = Number.isFinite(place) ? STRONGEST * place : 0;
  return (
    <td style={{ background: `color-mix(in oklab, var(--accent) ${fraction.toFixed(0)}%, var(--panel))` }}>
      <a
        href={`#${point.link}`}
        onClick={closeSheet}
        aria-label={`${formatPoint(point, quantity)} at ${name}: open this experiment`}
      >
        {formatFound(point.median, quantity)}
        {point.isUnmoved && <small>not moved</small>}
        {point.found.length > 1 && (
          <small>{`${formatFound(point.low, quantity)} … ${formatFound(point.high, quantity)}`}</small>
        )}
      </a>
    </td>
  );
}
