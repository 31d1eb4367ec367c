/** Trajectories in three dimensions. The user turns them by pointer, arrow keys or buttons. */
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { Switch } from "../../../../parts/Switch.tsx";
import { DIRECTIONS, fitted, seen, turnedBy, type Direction, type Point3 } from "./turning.ts";

interface DrawnPath {
  readonly key: string;
  readonly points: readonly Point3[];
  readonly colour: string;
  readonly dash: string | undefined;
  readonly width: number;
  /** Index of the point at the displayed step. */
  readonly at: number;
}

interface Props {
  /** Describes the picture for screen readers. */
  readonly label: string;
  readonly paths: readonly DrawnPath[];
  readonly target: Point3;
  readonly axisNames: readonly string[];
}

/** Degrees by which the picture turns: with a key press, and with a pointer move across all of it. */
const NUDGE = 10;
const ACROSS = 180;
const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: { turn: -NUDGE, tilt: 0 },
  ArrowRight: { turn: NUDGE, tilt: 0 },
  ArrowUp: { turn: 0, tilt: NUDGE },
  ArrowDown: { turn: 0, tilt: -NUDGE },
};
const BUTTONS = [
  { sign: "←", name: "Turn left", key: "ArrowLeft" },
  { sign: "→", name: "Turn right", key: "ArrowRight" },
  { sign: "↑", name: "Tilt forward", key: "ArrowUp" },
  { sign: "↓", name: "Tilt back", key: "ArrowDown" },
];
const VIEWS = [
  { id: "turned", name: "3-D" },
  { id: "front", name: "PC 1 and 2" },
  { id: "top", name: "PC 1 and 3" },
] as const;

export function PathPicture({ label, paths, target, axisNames }: Props) {
  const [direction, setDirection] = useState<Direction>(DIRECTIONS.turned);
  const [isStretched, setIsStretched] = useState(false);
  const grip = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);

  const press = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
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
        <Scene
          label={label}
          paths={paths}
          target={target}
          axisNames={axisNames}
          direction={direction}
          isStretched={isStretched}
        />
      </div>
      <div className="chart-tools row">
        <Switch
          label="Seen from"
          options={VIEWS}
          chosen={VIEWS.find(({ id }) => direction === DIRECTIONS[id])?.id}
          onChoose={(id) => setDirection(DIRECTIONS[id])}
        />
        {BUTTONS.map(({ sign, name, key }) => (
          <button
            key={key}
            type="button"
            aria-label={name}
            onClick={() => setDirection(turnedBy(direction, KEYS[key] as Direction))}
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

interface SceneProps extends Props {
  readonly direction: Direction;
  readonly isStretched: boolean;
}

function Scene({ label, paths, target, axisNames, direction, isStretched }: SceneProps) {
  const place = useMemo(
    () => fitted([...paths.flatMap(({ points }) => points), target], isStretched),
    [paths, target, isStretched],
  );
  const at = (point: Point3): readonly [string, string] => {
    const [x, y] = seen(place(point), direction);
    return [x.toFixed(4), y.toFixed(4)];
  };
  const [goalX, goalY] = at(target);
  return (
    <svg className="thin" viewBox="-1.4 -0.8 2.8 1.6" role="img" aria-label={label}>
      <Frame points={[...paths.flatMap(({ points }) => points), target]} at={at} axisNames={axisNames} />
      {paths.map(({ key, points, colour, dash, width }) => (
        <path
          key={key}
          d={pathOf(points, at)}
          style={{ stroke: colour }}
          strokeWidth={width}
          strokeDasharray={dash}
        />
      ))}
      {paths.map(({ key, points, colour, at: index }) => (
        <g key={key} style={{ stroke: colour }}>
          <Dot point={points[0]} at={at} fill="var(--panel)" />
          <Dot point={points[index]} at={at} fill={colour} />
        </g>
      ))}
      <text x={goalX} y={goalY} fill="var(--text)" fontWeight="600" dx={0.05} dy={-0.03}>
        Φ
      </text>
      <path
        stroke="var(--text)"
        strokeWidth="2"
        d={`M${goalX} ${goalY}m-.035 -.035l.07 .07m0 -.07l-.07 .07`}
      />
    </svg>
  );
}

interface DotProps {
  readonly point: Point3 | undefined;
  readonly at: FrameProps["at"];
  readonly fill: string;
}

function Dot({ point, at, fill }: DotProps) {
  if (!point?.every(Number.isFinite)) return null;
  const [cx, cy] = at(point);
  return <circle cx={cx} cy={cy} r={0.025} style={{ fill }} />;
}

interface FrameProps {
  readonly points: readonly Point3[];
  readonly at: (point: Point3) => readonly [string, string];
  readonly axisNames: readonly string[];
}

/** The box around everything. The name of each axis stands at the far end of one of its edges. */
function Frame({ points, at, axisNames }: FrameProps) {
  const known = points.filter((point) => point.every(Number.isFinite));
  const ends = [0, 1, 2].map((a) => {
    const values = known.map((point) => point[a] as number);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const corner = (x: number, y: number, z: number): Point3 =>
    [ends[0]?.[x] ?? 0, ends[1]?.[y] ?? 0, ends[2]?.[z] ?? 0] as const;
  const edges = [0, 1].flatMap((i) =>
    [0, 1].flatMap((j) => [
      [corner(0, i, j), corner(1, i, j)],
      [corner(i, 0, j), corner(i, 1, j)],
      [corner(i, j, 0), corner(i, j, 1)],
    ]),
  );
  const named = [corner(1, 0, 0), corner(0, 1, 0), corner(0, 0, 1)];
  return (
    <>
      {edges.map(([from, to], i) => {
        const [[x1, y1], [x2, y2]] = [at(from as Point3), at(to as Point3)];
        // The three edges that meet at one corner are the axes.
        return (
          <line key={i} stroke={i < 3 ? "var(--muted)" : "var(--grid)"} x1={x1} y1={y1} x2={x2} y2={y2} />
        );
      })}
      {named.map((point, a) => {
        const [x, y] = at(point);
        const isRight = Number(x) > 0;
        return (
          <text
            key={axisNames[a]}
            fill="var(--muted)"
            x={x}
            y={y}
            dx={isRight ? 0.03 : -0.03}
            dy={0.03}
            textAnchor={isRight ? "start" : "end"}
          >
            {axisNames[a]}
          </text>
        );
      })}
    </>
  );
}

/** Lifts the pen over values that are not finite. */
function pathOf(points: readonly Point3[], at: FrameProps["at"]): string {
  let isDown = false;
  let d = "";
  for (const point of points) {
    const isKnown = point.every(Number.isFinite);
    if (isKnown) d += `${isDown ? "L" : "M"}${at(point).join(" ")}`;
    isDown = isKnown;
  }
  return d;
}
