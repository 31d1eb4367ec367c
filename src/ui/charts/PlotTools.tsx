/** The tools of a chart: choice of the horizontal axis, zoom, and its values as a table. */
import { Fragment, useState, type ComponentProps } from "react";
import { formatCount } from "../../store/format.ts";
import { usePage } from "../parts/context.ts";
import { LookSample } from "../parts/LineSample.tsx";
import { RowsTable } from "../parts/RowsTable.tsx";
import { Switch } from "../parts/Switch.tsx";
import { axisWords, closer, scaleOf, type Range, type XUnit } from "./axes.ts";
import { readAt, type Chart, type Zoom } from "./chart.ts";

/** Chooses the horizontal axis; every choice is one press away. */
export function XUnitSwitch({
  label = "Horizontal axis",
  units,
  unit,
  onChoose,
}: {
  readonly label?: string;
  readonly units: readonly XUnit[];
  readonly unit: XUnit;
  readonly onChoose: (unit: XUnit) => void;
}) {
  const { stepName } = usePage();
  const options = units.map((id) => {
    const { name, choice } = axisWords(id, stepName);
    return { id, name: choice, title: name };
  });
  return <Switch label={label} options={options} chosen={unit} onChoose={onChoose} />;
}

/** A zoom that is reset when the run or the axis changes. */
export function useZoom(run: unknown, axis: unknown): Zoom {
  const [zoomed, setZoomed] = useState<{
    readonly run: unknown;
    readonly axis: unknown;
    readonly range: Range;
  }>();
  return {
    range: zoomed?.run === run && zoomed?.axis === axis ? zoomed?.range : undefined,
    to: (range) => setZoomed(range && { run, axis, range }),
  };
}

interface Props {
  readonly caption: string;
  readonly chart: Chart;
  readonly zoom: Zoom;
  /** The position that the page shows. */
  readonly shown?: number | undefined;
}

export function PlotTools({ caption, chart, zoom, shown }: Props) {
  const { x, across } = chart;
  const [from, to] = zoom.range ?? x.domain;
  return (
    <>
      <PlotTable caption={caption} chart={chart} />
      <button
        type="button"
        title="Or drag over the chart to zoom in on a range"
        onClick={() => zoom.to(closer(x, shown === undefined ? 0.5 : scaleOf(x).at(shown)))}
      >
        Zoom in
      </button>
      {zoom.range && (
        <>
          <button type="button" onClick={() => zoom.to(undefined)}>
            Whole run
          </button>
          {/* The axis shows the range, too. */}
          <span className="visually-hidden" role="status">
            Shown: {across.format(from)} to {across.format(to)}.
          </span>
        </>
      )}
    </>
  );
}

const ROWS = 20;

/** The chart as a table, at about twenty of its visible positions. */
function PlotTable({ caption, chart }: Pick<Props, "caption" | "chart">) {
  const { curves, columns, across } = chart;
  const named = curves.filter(({ name }) => name);
  const ordered = [...named.filter(({ isPinned }) => !isPinned), ...named.filter(({ isPinned }) => isPinned)];
  const heads = ordered.map(({ key, name, look }) => (
    <Fragment key={key}>
      <LookSample look={look} />
      {name}
      {columns.length > 1 && <small>{` ${columns.join(" / ")}`}</small>}
    </Fragment>
  ));
  const rowAt = (at: number) => ({
    name: `${at}`,
    head: across.format(at),
    cells: readAt({ ...chart, curves: ordered }, at).map(({ curve, step, cells }) => (
      <Fragment key={curve.key}>
        {cells.every((text) => text === "–") ? "–" : cells.join(" / ")}
        {step !== undefined && step !== at && (
          <span className="compared fine">{` ${across.step} ${formatCount(step)}`}</span>
        )}
      </Fragment>
    )),
  });
  return (
    <ChartTable
      label="Values of the chart"
      caption={caption}
      heads={[across.name, ...heads]}
      rows={() => rowsOf(chart).map(rowAt)}
    />
  );
}

/** Positions of the visible part that a named curve has reached: those of few points, or evenly spaced ones. */
export function rowsOf({ curves, x }: Pick<Chart, "curves" | "x">): number[] {
  const scale = scaleOf(x);
  const all = curves
    .filter(({ name }) => name)
    .map(({ xs }) => xs.filter((at) => scale.at(at) >= 0 && scale.at(at) <= 1));
  const longest = all.toSorted((a, b) => (a.at(-1) ?? -Infinity) - (b.at(-1) ?? -Infinity)).at(-1) ?? [];
  const stride = Math.ceil(longest.length / ROWS);
  if (stride <= 2) return longest.filter((_, i) => i % stride === 0 || i === longest.length - 1);
  const reached = scale.at(longest.at(-1) ?? NaN);
  const rows = Array.from({ length: ROWS + 1 }, (_, i) => scale.invert((reached * i) / ROWS));
  return x.isWhole ? rows.map(Math.round) : rows;
}

interface TableProps extends Pick<ComponentProps<typeof RowsTable>, "caption" | "heads"> {
  /** Name of the scrolling part, for screen readers. */
  readonly label: string;
  /** Made only while they are visible. */
  readonly rows: () => ComponentProps<typeof RowsTable>["rows"];
}

/** Values as a table, collapsed at first. */
export function ChartTable({ label, rows, ...table }: TableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="chart-table"
      onToggle={({ currentTarget: details }) => {
        setIsOpen(details.open);
        // The open table takes the place of its plot.
        details.closest(".chart")?.toggleAttribute("data-table", details.open);
      }}
    >
      <summary title="Values as a table">Table</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={label} tabIndex={0}>
          <RowsTable className="number-table" {...table} rows={rows()} />
        </div>
      )}
    </details>
  );
}

/** At most 13 indices of `count` records, evenly spaced and including the first and the last. */
export function tableRows(count: number): number[] {
  return [...new Set(Array.from({ length: 13 }, (_, i) => Math.round(((count - 1) * i) / 12)))];
}
