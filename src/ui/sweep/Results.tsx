/** The results of a sweep so far: a map for two settings or lines for one setting, and the numbers as CSV. */
import { useState } from "react";
import { type Quantity, sweepPoints, type SweepPoint, placeOf } from "../../store/jobs/sweep-result.ts";
import { tableOf, type SweepState } from "../../store/jobs/sweep.ts";
import { downloadText } from "../code/download.ts";
import { usePage, usePlayground } from "../parts/context.ts";
import { combination, formatFound, formatPoint, overSeeds, useSweepPage } from "./sweep-page.ts";
import { Select } from "../parts/Select.tsx";
import { formatTick, yAxis, type Axis } from "../charts/axes.ts";
import type { PlotCurve } from "../charts/chart.ts";
import { Plot } from "../charts/Plot.tsx";
import { Legend } from "../parts/Legend.tsx";
import { closeSheet } from "../parts/Sheet.tsx";
import { RowsTable } from "../parts/RowsTable.tsx";

export function Results({ state }: { readonly state: SweepState }) {
  const { looks } = usePage();
  const { quantities, modelsOf } = useSweepPage();
  // Takes the models of all runs, because some values of the varied settings may exclude a model.
  const networks = [...new Set(state.runs.flatMap(({ config }) => modelsOf(config)))];
  const [wantedNetwork, setNetwork] = useState<string>();
  const [wantedQuantity, setQuantity] = useState<string>();
  const network = networks.find((id) => id === wantedNetwork) ?? networks[0];
  // At first the page's headline metric, if these models have it.
  const headline = usePlayground(({ models }) => models[0]?.headline);
  const reports = [...state.lines.values()].map(({ report }) => report);
  const isKnown = ({ of }: Quantity): boolean =>
    reports.length === 0 || reports.some((report) => networks.some((id) => !Number.isNaN(of(report, id))));
  const known = quantities.filter(isKnown);
  const quantity =
    quantities.find(({ id }) => id === wantedQuantity) ??
    known.find(({ id }) => id === headline) ??
    known[0] ??
    quantities[0];
  if (!network) return null;
  const isMap = state.setup.axes.length > 1;
  return (
    <section className="sweep-results" aria-label="Results">
      <div className="row">
        <Select aria-label="Quantity" options={quantities} chosen={quantity.id} onChoose={setQuantity} />
        {isMap && (
          <Select
            aria-label="Model"
            options={networks.map((id) => ({ id, name: looks[id]?.name }))}
            chosen={network}
            onChoose={setNetwork}
          />
        )}
        <button
          type="button"
          disabled={state.lines.size === 0}
          onClick={() => downloadText("sweep.csv", "text/csv", tableOf([...state.lines.values()]))}
        >
          Download as CSV
        </button>
      </div>
      {isMap ? (
        <SweepMap state={state} network={network} quantity={quantity} />
      ) : (
        <SweepLines state={state} networks={networks} quantity={quantity} />
      )}
      {[...new Set(state.refused.values())].map((reason) => (
        <p key={reason} className="note">
          A run could not be made: {reason}
        </p>
      ))}
    </section>
  );
}

interface Props {
  readonly state: SweepState;
  readonly networks: readonly string[];
  readonly quantity: Quantity;
}

/**
 * The results for one setting: a line per network over the setting's values, with the range over seeds as a
 * band, and the same numbers as a table.
 */
function SweepLines({ state, networks, quantity }: Props) {
  const page = useSweepPage();
  const { looks } = usePage();
  const { axisName, valueName } = page;
  const [axis] = state.setup.axes;
  if (!axis) return null;
  const byNetwork = networks.map((id) => ({ id, points: sweepPoints(state, id, quantity) }));
  const first = byNetwork[0]?.points ?? [];
  return (
    <>
      <Legend models={networks.map((id) => ({ id }))} />
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

/** Percentage of the accent colour in the strongest cell. Text on it stays readable in both themes. */
const STRONGEST = 45;

/** The results for two settings: a table whose cells are coloured by value. Each cell links to its experiment. */
function SweepMap({ state, network, quantity }: Omit<Props, "networks"> & { readonly network: string }) {
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
