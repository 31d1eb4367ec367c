/**
 * The results for one setting: a line per network over the setting's values, with the range over seeds as a
 * band, and the same numbers as a table.
 */
import type { SweepState } from "../../store/jobs/sweep.ts";
import { sweepPoints, type Quantity, type SweepPoint } from "../../store/jobs/sweep-result.ts";
import { LookSample } from "../parts/LineSample.tsx";
import { closeSheet } from "../parts/Sheet.tsx";
import "../styles/step-chart.css";
import { combination, formatPoint, overSeeds } from "./labels.ts";
import { useSweepPage } from "./sweep-page.ts";
import { valueAxis, type ValueAxis } from "./value-axis.ts";

interface Props {
  readonly state: SweepState;
  readonly networks: readonly string[];
  readonly quantity: Quantity;
}

export function SweepLines({ state, networks, quantity }: Props) {
  const page = useSweepPage();
  const { axisName, valueName, looks } = page;
  const [axis] = state.setup.axes;
  if (!axis) return null;
  const byNetwork = networks.map((id) => ({ id, points: sweepPoints(state, id, quantity) }));
  const first = byNetwork[0]?.points ?? [];
  return (
    <>
      <ul className="legend">
        {networks.map((id) => {
          const look = looks[id];
          return (
            look && (
              <li key={id}>
                <LookSample look={look} />
                {look.name}
              </li>
            )
          );
        })}
      </ul>
      <ValuesChart
        label={`${quantity.name} over ${axisName(axis)}; the table below has the values`}
        name={axisName(axis)}
        values={axis.values.map((value) => valueName(axis, value))}
        byNetwork={byNetwork}
        quantity={quantity}
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
                  {looks[id]?.name}
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
                    aria-label={`Open this experiment: ${combination(page, state.setup.axes, point)}`}
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
  readonly byNetwork: readonly { readonly id: string; readonly points: readonly SweepPoint[] }[];
  readonly quantity: Quantity;
}

/** The values are spaced evenly, whatever their sizes. */
function ValuesChart({ label, name, values, byNetwork, quantity }: ChartProps) {
  const { looks } = useSweepPage();
  const axis = valueAxis(
    byNetwork.flatMap(({ points }) => points.flatMap(({ median, low, high }) => [median ?? NaN, low, high])),
    quantity,
  );
  if (!axis) return null;
  const { ticks, down, isDrawn } = axis;
  const across = (i: number): string => ((100 * (i + 0.5)) / values.length).toFixed(2);
  return (
    <div className="step-chart sweep-chart">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {ticks.map(({ value }) => (
          <line key={value} className="grid" x1="0" x2="100" y1={down(value)} y2={down(value)} />
        ))}
        {byNetwork.map(({ id, points }) => (
          <g key={id} style={{ stroke: looks[id]?.colour }}>
            <path
              d={bandOf(points, across, axis)}
              style={{ fill: looks[id]?.colour }}
              stroke="none"
              fillOpacity={0.15}
            />
            <path
              d={lineOf(points, across, axis)}
              fill="none"
              strokeWidth={looks[id]?.width}
              strokeDasharray={looks[id]?.dash}
            />
            {points.map(({ link, median }, i) =>
              isDrawn(median) ? (
                <path key={link} className="dot" d={`M${across(i)} ${down(median)}h0`} />
              ) : null,
            )}
          </g>
        ))}
      </svg>
      {ticks.map(({ value, text }) => (
        <span key={value} className="value-tick" style={{ top: `${down(value)}%` }}>
          {text}
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

type Scale = (value: number) => string;

/** Leaves a gap where a value is unknown, was not reached, or has no place on a logarithmic axis. */
function lineOf(points: readonly SweepPoint[], across: Scale, { down, isDrawn }: ValueAxis): string {
  return points
    .map(({ median }, i) => {
      if (!isDrawn(median)) return "";
      return `${isDrawn(points[i - 1]?.median) ? "L" : "M"}${across(i)} ${down(median)}`;
    })
    .join("");
}

function bandOf(points: readonly SweepPoint[], across: Scale, { down, isDrawn }: ValueAxis): string {
  const known = points.flatMap((point, i) =>
    isDrawn(point.low) && isDrawn(point.high) && point.found.length > 1 ? [{ ...point, i }] : [],
  );
  if (known.length < 2) return "";
  const edge = (side: "low" | "high"): string[] =>
    known.map((point) => `${across(point.i)} ${down(point[side])}`);
  return `M${[...edge("low"), ...edge("high").toReversed()].join("L")}Z`;
}
