/** The trajectories of all networks, in the directions in which the reference network's trajectory extends most. */
import { Fragment, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Path } from "../../../../../workloads/mf/probes/trajectory.ts";
import { formatCount, formatError } from "../../../../../store/format.ts";
import { shortName, type LoadedRun } from "../../../../../store/kinds/matrix-state.ts";
import { useMatrix, useMatrixViews } from "../../context.ts";
import { Legend } from "../../../../parts/Legend.tsx";
import { LINE_STYLES } from "../../looks.ts";
import { FewProbes } from "../FewProbes.tsx";
import type { Look } from "../../../../charts/chart.ts";
import { linePath, type Point } from "../../../../charts/lines.tsx";
import { Switch } from "../../../../parts/Switch.tsx";
import { ChartTable, tableRows } from "../../../../charts/PlotTools.tsx";
import { ModelSample } from "../../../../parts/LineSample.tsx";

export function PathView({ run }: { readonly run: LoadedRun }) {
  const { path } = useMatrixViews();
  const lookingAt = useMatrix((state) => state.lookingAt);
  const paths = useMemo(
    () =>
      path &&
      run.models.map(({ id }, network) => ({
        id,
        points: path.steps.map((_, i) => tripleAt(path.points[network], i)),
        look: LINE_STYLES[id],
      })),
    [path, run],
  );
  const target = useMemo((): Point3 => tripleAt(path?.target, 0), [path]);
  if (!path || !paths) return <p className="waiting">There is no path yet: it needs a few steps.</p>;
  const reference = run.models[path.reference]?.id ?? "original";
  const shown = Math.max(
    0,
    path.steps.findLastIndex((step) => step <= (lookingAt ?? Infinity)),
  );
  const heads = run.models.map(({ id }) => (
    <Fragment key={id}>
      <ModelSample id={id} />
      {shortName(id)}
    </Fragment>
  ));
  const rowOf = (i: number) => ({
    name: `${i}`,
    head: formatCount(path.steps[i] ?? 0),
    cells: run.models.map(({ id }, network) => (
      <Fragment key={id}>
        {coordinates(path, network, i)}
        {network !== path.reference && (
          <span className="compared fine">{formatError(path.apart[network]?.[i])} apart</span>
        )}
      </Fragment>
    )),
  });
  return (
    <>
      <p className="note">
        Each network’s learned matrix moves through a space of {formatCount(run.rows * run.cols)} dimensions.
        Here it is seen in the three directions in which the path of {shortName(reference)} extends most
        (principal components of {formatCount(path.steps.length)} recorded steps,{" "}
        {(path.byteLength / 2 ** 20).toFixed(1)} MB kept); they hold{" "}
        {path.fractions.map((fraction) => `${percent(fraction)} %`).join(" + ")} of that path. Open dots mark
        the start, filled dots the displayed step. Lengths are relative to the target’s norm ‖Φ‖.
      </p>
      <FewProbes run={run} />
      <Legend models={run.models} />
      <PathPicture
        label={`Paths of ${run.models.map(({ id }) => shortName(id)).join(", ")} from the start to the target, in principal components; the table below has the values`}
        paths={paths}
        shown={shown}
        target={target}
      />
      <ul>
        {run.models.map(({ id }, network) =>
          network === path.reference ? null : (
            <li key={id}>{apartText(path, network, shortName(id), shortName(reference))}</li>
          ),
        )}
      </ul>
      <ChartTable
        label="Values of the paths"
        caption="Coordinates along PC 1, 2, 3 and distance from the reference, relative to ‖Φ‖"
        heads={["step", ...heads]}
        rows={() => tableRows(path.steps.length).map(rowOf)}
      />
    </>
  );
}

/** A network's distance from the reference at the same step: the current one and the largest. */
function apartText({ steps, apart }: Path, network: number, name: string, reference: string): string {
  const distances = Array.from(apart[network] ?? []);
  const most = Math.max(...distances.filter(Number.isFinite));
  return `${name} is ${formatError(distances.at(-1))} from ${reference} at step ${formatCount(steps.at(-1) ?? 0)}, and was ${formatError(most)} from it at step ${formatCount(steps[distances.indexOf(most)] ?? 0)}.`;
}

const percent = (fraction: number): string =>
  (100 * fraction).toFixed(fraction > 0.995 || fraction < 0.1 ? 1 : 0);

/** NaN where there is no point. */
const tripleAt = (values: Float64Array | undefined, i: number): Point3 =>
  [0, 1, 2].map((a) => values?.[3 * i + a] ?? NaN) as unknown as Point3;

function coordinates({ points }: Path, network: number, i: number): string {
  return Array.from(points[network]?.subarray(3 * i, 3 * i + 3) ?? [])
    .map((value) => (Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–"))
    .join(", ");
}

// Trajectories in three dimensions, projected onto a picture: turned about the vertical axis, tilted, and seen from afar.
// The user turns them by pointer, arrow keys or buttons.

export type Point3 = readonly [x: number, y: number, z: number];

/** Angles in degrees. At 0, 0 the x axis points right and y points up; z points to the viewer. */
interface Direction {
  /** Rotation to the right. */
  readonly turn: number;
  /** Tilt of the top towards the viewer. */
  readonly tilt: number;
}

export const DIRECTIONS = {
  turned: { turn: -30, tilt: 20 },
  front: { turn: 0, tilt: 0 },
  top: { turn: 0, tilt: 90 },
} as const satisfies Record<string, Direction>;

interface Props {
  readonly label: string;
  readonly paths: readonly { readonly id: string; readonly points: readonly Point3[]; readonly look: Look }[];
  /** Index of the points at the displayed step. */
  readonly shown: number;
  readonly target: Point3;
}

/** Units of the picture in the radius of the ball that holds all paths. */
const UNITS = 100;
/** Degrees by which the picture turns: with a key press, and with a pointer move across all of it. */
const NUDGE = 10;
const ACROSS = 180;
/** The moves of the arrow keys, and the buttons for them. */
const MOVES = [
  { key: "ArrowLeft", sign: "←", name: "Turn left", by: { turn: -NUDGE, tilt: 0 } },
  { key: "ArrowRight", sign: "→", name: "Turn right", by: { turn: NUDGE, tilt: 0 } },
  { key: "ArrowUp", sign: "↑", name: "Tilt forward", by: { turn: 0, tilt: NUDGE } },
  { key: "ArrowDown", sign: "↓", name: "Tilt back", by: { turn: 0, tilt: -NUDGE } },
];
const VIEWS = [
  { id: "turned", name: "3-D" },
  { id: "front", name: "PC 1 and 2" },
  { id: "top", name: "PC 1 and 3" },
] as const;

function PathPicture({ label, paths, shown, target }: Props) {
  const [direction, setDirection] = useState<Direction>(DIRECTIONS.turned);
  const [isStretched, setIsStretched] = useState(false);
  const grip = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);

  const press = (event: KeyboardEvent): void => {
    const by = MOVES.find(({ key }) => key === event.key)?.by;
    if (event.ctrlKey || event.metaKey || event.altKey || (!by && event.key !== "Home")) return;
    event.preventDefault();
    event.stopPropagation();
    setDirection(by ? turnedBy(direction, by) : DIRECTIONS.turned);
  };
  const drag = ({ clientX: x, clientY: y, currentTarget, pointerType }: PointerEvent): void => {
    const from = grip.current;
    if (!from) return;
    const { width } = currentTarget.getBoundingClientRect();
    // A vertical move of the finger scrolls the page.
    const tilt = pointerType === "mouse" ? y - from.y : 0;
    setDirection((now) =>
      turnedBy(now, { turn: (ACROSS * (x - from.x)) / width, tilt: (ACROSS * tilt) / width }),
    );
    grip.current = { x, y };
  };

  const all = useMemo(() => [...paths.flatMap(({ points }) => points), target], [paths, target]);
  const place = useMemo(() => fitted(all, isStretched), [all, isStretched]);
  const at = (point: Point3): Point => {
    const [x, y] = seen(place(point), direction);
    return [UNITS * x, UNITS * y];
  };
  const dot = (point: Point3 | undefined, fill: string) => {
    if (!point?.every(Number.isFinite)) return null;
    const [cx, cy] = at(point);
    return <circle cx={cx} cy={cy} r={2.5} style={{ fill }} />;
  };
  const goal = at(target);
  return (
    <div>
      <div
        className="path-stage"
        role="group"
        tabIndex={0}
        aria-label="Paths in space: arrow keys turn them, Home turns them back"
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={drag}
        onPointerUp={() => (grip.current = undefined)}
        onPointerCancel={() => (grip.current = undefined)}
      >
        <svg className="thin" viewBox="-140 -80 280 160" role="img" aria-label={label}>
          {frameOf(all, at)}
          {paths.map(({ id, points, look: { colour, dash, width } }) => (
            <path
              key={id}
              d={linePath(points.map(at))}
              style={{ stroke: colour }}
              strokeWidth={width}
              strokeDasharray={dash}
            />
          ))}
          {paths.map(({ id, points, look: { colour } }) => (
            <g key={id} style={{ stroke: colour }}>
              {dot(points[0], "var(--panel)")}
              {dot(points[shown], colour)}
            </g>
          ))}
          <text x={goal[0]} y={goal[1]} fill="var(--text)" fontWeight="600" dx={5} dy={-3}>
            Φ
          </text>
          <path stroke="var(--text)" strokeWidth="2" d={`M${goal.join(" ")}m-3.5 -3.5l7 7m0 -7l-7 7`} />
        </svg>
      </div>
      <div className="chart-tools row">
        <Switch
          label="Seen from"
          options={VIEWS}
          chosen={VIEWS.find(({ id }) => direction === DIRECTIONS[id])?.id}
          onChoose={(id) => setDirection(DIRECTIONS[id])}
        />
        {MOVES.map(({ key, sign, name, by }) => (
          <button
            key={key}
            type="button"
            aria-label={name}
            onClick={() => setDirection(turnedBy(direction, by))}
          >
            {sign}
          </button>
        ))}
        <button
          type="button"
          className="toggle"
          aria-pressed={isStretched}
          onClick={() => setIsStretched(!isStretched)}
        >
          Stretch each axis
        </button>
      </div>
    </div>
  );
}

/** The box around everything. The name of each axis stands at the far end of one of its edges. */
function frameOf(points: readonly Point3[], at: (point: Point3) => Point) {
  const ends = endsOf(points);
  const corner = (...end: Point3): Point =>
    at(ends.map((range, a) => range[end[a] as 0 | 1]) as unknown as Point3);
  const edges = [0, 1].flatMap((i) =>
    [0, 1].flatMap((j) => [
      [corner(0, i, j), corner(1, i, j)],
      [corner(i, 0, j), corner(i, 1, j)],
      [corner(i, j, 0), corner(i, j, 1)],
    ]),
  ) as (readonly [Point, Point])[];
  return (
    <>
      {edges.map(([[x1, y1], [x2, y2]], i) => (
        // The three edges that meet at one corner are the axes.
        <line key={i} stroke={i < 3 ? "var(--muted)" : "var(--grid)"} x1={x1} y1={y1} x2={x2} y2={y2} />
      ))}
      {[corner(1, 0, 0), corner(0, 1, 0), corner(0, 0, 1)].map(([x, y], a) => (
        <text
          key={a}
          fill="var(--muted)"
          x={x}
          y={y}
          dx={x > 0 ? 3 : -3}
          dy={3}
          textAnchor={x > 0 ? "start" : "end"}
        >
          {`PC ${a + 1}`}
        </text>
      ))}
    </>
  );
}

/** A point's position in the picture: x to the right, y downwards as on a screen. */
export function seen([x, y, z]: Point3, { turn, tilt }: Direction): Point {
  const [cosTurn, sinTurn] = circle(turn);
  const [cosTilt, sinTilt] = circle(tilt);
  const depth = z * cosTurn - x * sinTurn;
  return [x * cosTurn + z * sinTurn, depth * sinTilt - y * cosTilt];
}

/** The direction after a move. The tilt stops where the view is straight from above or below. */
export const turnedBy = ({ turn, tilt }: Direction, by: Direction): Direction => ({
  turn: ((((turn + by.turn + 180) % 360) + 360) % 360) - 180,
  tilt: Math.min(90, Math.max(-90, tilt + by.tilt)),
});

function circle(degrees: number): readonly [cos: number, sin: number] {
  const radians = (Math.PI / 180) * degrees;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The smallest and the largest coordinate along each axis. */
function endsOf(points: readonly Point3[]): (readonly [low: number, high: number])[] {
  const known = points.filter((point) => point.every(Number.isFinite));
  return [0, 1, 2].map((a) => {
    const values = known.map((point) => point[a] as number);
    return [Math.min(...values), Math.max(...values)] as const;
  });
}

/** Scales points into the unit ball, all axes by one factor or each axis to the same length. */
export function fitted(points: readonly Point3[], stretch: boolean): (point: Point3) => Point3 {
  const ends = endsOf(points);
  const radius = Math.hypot(...ends.map(([low, high]) => (high - low) / 2));
  const axes = ends.map(([low, high]) => ({
    middle: (low + high) / 2,
    scale: (stretch ? ((high - low) / 2) * Math.sqrt(3) : radius) || 1,
  }));
  return (point) =>
    axes.map(({ middle, scale }, a) => ((point[a] as number) - middle) / scale) as unknown as Point3;
}
