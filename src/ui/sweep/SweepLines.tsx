/** One setting: a line per network over its values, with the range over seeds as a band, and the same as a table. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { shortName } from "../../store/run/headline.ts";
import type { SweepState } from "../../store/jobs/sweep.ts";
import { sweepPoints, type Quantity, type SweepPoint } from "../../store/jobs/sweep-result.ts";
import { Legend } from "../parts/Legend.tsx";
import { LOOKS } from "../parts/networks.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import "../styles/step-chart.css";
import { axisName, combination, formatPoint, overSeeds, valueName } from "./labels.ts";

interface Props {
  readonly state: SweepState;
  readonly networks: readonly NetworkName[];
  readonly quantity: Quantity;
}

export function SweepLines({ state, networks, quantity }: Props) {
  const [axis] = state.setup.axes;
  if (!axis) return null;
  const byNetwork = networks.map((id) => ({ id, points: sweepPoints(state, id, quantity) }));
  const first = byNetwork[0]?.points ?? [];
  return (
    <>
      <Legend networks={byNetwork} />
      <ValuesChart
        label={`${quantity.name} over ${axisName(axis)}; the table below has the values`}
        name={axisName(axis)}
        values={axis.values.map((value) => valueName(axis, value))}
        byNetwork={byNetwork}
      />
      <div className="scroller" role="region" aria-label="Table of the sweep" tabIndex={0}>
        <table className="sweep-table">
          <caption>
            {quantity.name}. {overSeeds(state.setup.seeds, state.runs[0]?.experiment.seed ?? 0)}
          </caption>
          <thead>
            <tr>
              <th scope="col">{axisName(axis)}</th>
              {networks.map((id) => (
                <th key={id} scope="col">
                  {shortName(id)}
                </th>
              ))}
              <th scope="col">Experiment</th>
            </tr>
          </thead>
          <tbody>
            {first.map((point, i) => (
              <tr key={point.link}>
                <th scope="row">{valueName(axis, point.values[0] ?? "")}</th>
                {byNetwork.map(({ id, points }) => (
                  <td key={id}>{points[i] && formatPoint(points[i], quantity)}</td>
                ))}
                <td>
                  <a
                    href={`#${point.link}`}
                    onClick={closeSheet}
                    aria-label={`Open this experiment: ${combination(state.setup.axes, point)}`}
                  >
                    Open
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface ChartProps {
  readonly label: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly byNetwork: readonly { readonly id: NetworkName; readonly points: readonly SweepPoint[] }[];
}

/** The values are evenly spaced, whatever they are; the quantity has a log axis over whole decades. */
function ValuesChart({ label, name, values, byNetwork }: ChartProps) {
  const known = byNetwork
    .flatMap(({ points }) => points.flatMap(({ median, low, high }) => [median ?? NaN, low, high]))
    .filter((value) => Number.isFinite(value) && value > 0);
  if (known.length === 0) return null;
  const low = Math.floor(Math.log10(Math.min(...known)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...known))));
  const across = (i: number): string => ((100 * (i + 0.5)) / values.length).toFixed(2);
  const down = (value: number): string =>
    ((100 * (high - Math.min(high, Math.max(low, Math.log10(value))))) / (high - low)).toFixed(2);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return (
    <div className="step-chart sweep-chart">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {decades.map((decade) => (
          <line
            key={decade}
            className="grid"
            x1="0"
            x2="100"
            y1={down(10 ** decade)}
            y2={down(10 ** decade)}
          />
        ))}
        {byNetwork.map(({ id, points }) => (
          <g key={id} style={{ stroke: LOOKS[id].colour }}>
            <path
              d={bandOf(points, across, down)}
              style={{ fill: LOOKS[id].colour }}
              stroke="none"
              fillOpacity={0.15}
            />
            <path
              d={lineOf(points, across, down)}
              fill="none"
              strokeWidth={LOOKS[id].width}
              strokeDasharray={LOOKS[id].dash}
            />
            {points.map(({ link, median }, i) =>
              isDrawn(median) ? (
                <path key={link} className="dot" d={`M${across(i)} ${down(median)}h0`} />
              ) : null,
            )}
          </g>
        ))}
      </svg>
      {decades.map((decade) => (
        <span key={decade} className="value-tick" style={{ top: `${down(10 ** decade)}%` }}>
          {decade >= 0 && decade < 5 ? 10 ** decade : `1e${decade}`}
        </span>
      ))}
      {values.map((value, i) => (
        <span key={value} className="index-tick" style={{ left: `${across(i)}%` }}>
          {value}
        </span>
      ))}
      <span className="sweep-axis-name">{name}</span>
    </div>
  );
}

const isDrawn = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0;

type Scale = (value: number) => string;

/** Leaves a gap where a value is unknown or was not reached. */
function lineOf(points: readonly SweepPoint[], across: Scale, down: Scale): string {
  return points
    .map(({ median }, i) => {
      if (!isDrawn(median)) return "";
      return `${isDrawn(points[i - 1]?.median) ? "L" : "M"}${across(i)} ${down(median)}`;
    })
    .join("");
}

function bandOf(points: readonly SweepPoint[], across: Scale, down: Scale): string {
  const known = points.flatMap((point, i) =>
    isDrawn(point.low) && isDrawn(point.high) && point.found.length > 1 ? [{ ...point, i }] : [],
  );
  if (known.length < 2) return "";
  const edge = (side: "low" | "high"): string[] =>
    known.map((point) => `${across(point.i)} ${down(point[side])}`);
  return `M${[...edge("low"), ...edge("high").toReversed()].join("L")}Z`;
}
