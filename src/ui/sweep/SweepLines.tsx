/**
 * The results for one setting: a line per network over the setting's values, with the range over seeds as a
 * band, and the same numbers as a table.
 */
import type { SweepState } from "../../store/jobs/sweep.ts";
import { sweepPoints, type Quantity, type SweepPoint } from "../../store/jobs/sweep-result.ts";
import { formatTick, yAxis, type Axis } from "../charts/axes.ts";
import type { PlotCurve } from "../charts/chart.ts";
import { Plot } from "../charts/Plot.tsx";
import { LookSample } from "../parts/LineSample.tsx";
import { closeSheet } from "../parts/Sheet.tsx";
import { RowsTable } from "../parts/RowsTable.tsx";
import { combination, formatPoint, overSeeds } from "./labels.ts";
import { usePage } from "../parts/context.ts";
import { useSweepPage } from "./sweep-page.ts";

interface Props {
  readonly state: SweepState;
  readonly networks: readonly string[];
  readonly quantity: Quantity;
}

export function SweepLines({ state, networks, quantity }: Props) {
  const page = useSweepPage();
  const { looks } = usePage();
  const { axisName, valueName } = page;
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
              <li key={id} className="item">
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
      {byNetwork.some(({ points }) => points.some(({ isUnmoved }) => isUnmoved)) && (
        <p className="note">
          “Not moved”: training left the model as it was, so the value is not its own. The chart leaves it
          out.
        </p>
      )}
      <div className="scroller" role="region" aria-label="Table of the sweep" tabIndex={0}>
        <RowsTable
          className="boxed"
          caption={`${quantity.name}. ${overSeeds(state.setup.seeds, state.runs[0]?.config.seed ?? 0)}`}
          heads={[axisName(axis), ...networks.map((id) => looks[id]?.name ?? id), "Experiment"]}
          rows={first.map((point, i) => [
            valueName(axis, point.values[0] ?? ""),
            ...byNetwork.map(({ points }) => points[i] && formatPoint(points[i], quantity)),
            <a
              key="link"
              href={`#${point.link}`}
              onClick={closeSheet}
              aria-label={`Open this experiment: ${combination(page, state.setup.axes, point)}`}
            >
              Open
            </a>,
          ])}
        />
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
  const { looks } = usePage();
  const isDrawn = (value: number): boolean =>
    Number.isFinite(value) && (quantity.scale === "linear" || value > 0);
  const height = (value: number | undefined): number => (value !== undefined && isDrawn(value) ? value : NaN);
  const curves = byNetwork.flatMap(({ id, points }): PlotCurve[] => {
    const look = looks[id];
    if (!look) return [];
    const edge = (side: "low" | "high"): number[] =>
      points.map((point) => (point.found.length > 1 && !point.isUnmoved ? height(point[side]) : NaN));
    return [
      {
        key: id,
        name: look.name,
        look: { colour: look.colour, width: look.width, dash: look.dash },
        dots: 3.5,
        xs: points.map((_, i) => i),
        ys: points.map(({ median, isUnmoved }) => (isUnmoved ? NaN : height(median))),
        low: edge("low"),
        high: edge("high"),
        read: (i) => ({ cells: [points[i] ? formatPoint(points[i], quantity) : "–"] }),
      },
    ];
  });
  const found = curves.flatMap(({ ys, low = [], high = [] }) => [...ys, ...low, ...high]);
  if (!found.some(Number.isFinite)) return null;
  const x: Axis = {
    isWhole: true,
    format: String,
    domain: [-0.5, values.length - 0.5],
    ticks: values.map((text, at) => ({ at, text })),
  };
  const format = (i: number): string => values[i] ?? "";
  return (
    <>
      <Plot
        label={label}
        chart={{
          curves,
          x,
          y: yAxis(
            quantity.scale === "log" ? "decades" : "linear",
            found,
            quantity.scale === "log" ? formatTick : (quantity.tick ?? quantity.format),
          ),
          across: { name, format, place: (i) => `${name} ${format(i)}` },
          columns: [quantity.name],
          format: quantity.format,
        }}
      />
      <p className="sweep-axis-name fine">{name}</p>
    </>
  );
}
