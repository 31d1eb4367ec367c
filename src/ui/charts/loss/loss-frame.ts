/** The axes and marks of the error chart, for the page or a file. */
import type { Pin, NetworkNow, LoadedRun } from "../../../store/state.ts";
import { dbAxis, logAxis, type YAxisRange } from "../axes/y-axis.ts";
import { baselinesOf } from "./baselines.ts";
import { expectationsOf } from "./expectations.ts";
import { toChart, visibleHeights, wholeRange, type Drawn, type Quantity } from "./loss-data.ts";
import type { NetworkName } from "../../../experiment/experiment.ts";
import { axisEnd, xAxis, type XUnit, type Range, type XAxis } from "../axes/x-axis.ts";

/** A horizontal line at y, a vertical one at x (a range up to untilX), or a network's dot at both. */
export interface Mark {
  readonly name: string;
  readonly dash?: string;
  readonly dot?: NetworkName;
  readonly x?: number;
  readonly untilX?: number;
  readonly y?: number;
  /** Whether its name stands at the left end of the line, because the curves end at the right. */
  readonly isAtStart?: boolean;
  /** Whether the axis is extended to show it. */
  readonly isWide?: boolean;
}

interface Shown {
  readonly run: LoadedRun;
  readonly networks: readonly NetworkNow[];
  readonly pins: readonly Pin[];
  readonly step: number;
  readonly drawn: readonly Drawn[];
  readonly quantity: Quantity;
  readonly xUnit: XUnit;
  readonly zoom: Range | undefined;
}

export function lossFrame({ run, networks, pins, step, drawn, quantity, xUnit, zoom }: Shown): {
  readonly axis: XAxis;
  readonly lastStep: number;
  readonly marks: readonly Mark[];
  readonly yAxis: YAxisRange;
} {
  const lastStep = Math.max(axisEnd(step, run.config.steps), ...pins.map(lengthOf));
  const axis = xAxis(xUnit, wholeRange(drawn, xUnit, lastStep), zoom);
  const marks = marksOf(run, networks, quantity, axis);
  const shown = [
    ...visibleHeights(drawn, quantity, axis),
    ...marks.flatMap(({ y, isWide }) => (isWide && y !== undefined ? [y] : [])),
  ];
  return { axis, lastStep, marks, yAxis: yAxisOf(quantity, shown) };
}

const lengthOf = ({ curves }: Pin): number => Math.max(0, ...curves.map(({ steps }) => steps.at(-1) ?? 0));

const yAxisOf = (quantity: Quantity, shown: readonly number[]): YAxisRange =>
  quantity === "error" ? logAxis(shown) : dbAxis(shown);

/** Baselines, the theory's expectations, and the best step of each network. */
function marksOf(run: LoadedRun, networks: readonly NetworkNow[], quantity: Quantity, axis: XAxis): Mark[] {
  const height = (error: number | undefined) => toChart(quantity, run.psnrAtOne, error ?? NaN);
  const lines = [
    ...baselinesOf(run).map(({ error, name }) => ({
      name,
      dash: "2 4",
      y: height(error),
      isWide: true,
      isAtStart: error < 0.9,
    })),
    ...expectationsOf(run, axis).map(({ name, step, untilStep, error }): Mark => ({
      name,
      dash: "6 3",
      ...(step === undefined ? { y: height(error), isAtStart: true } : { x: step }),
      ...(untilStep === undefined ? {} : { untilX: untilStep }),
    })),
  ];
  if (run.recoveryOver !== "heldout" || axis.xUnit !== "steps") return lines;
  const dots = networks.flatMap(({ id, progress }): Mark[] =>
    progress && Number.isFinite(progress.best)
      ? [{ name: "", dot: id, x: progress.bestStep, y: height(progress.best) }]
      : [],
  );
  return [...lines, ...dots];
}
