/** Follows a direction x through the layers of the live run and shows whether it keeps its partner or turns. */
import { useEffect, useMemo, useState } from "react";
import type { FactorView } from "../../../../../workloads/mf/entries.ts";
import type { StartFactor } from "../../../../../workloads/mf/run-inputs.ts";
import type { Experiment } from "../../../../../workloads/mf/config/fields.ts";
import {
  followDirection,
  pickDirection,
  turnToTarget,
  type DirectionKind,
  type FollowedDirection,
} from "../../../../../store/insight/directions.ts";
import { formatCount, formatError, subscript } from "../../../../../store/format.ts";
import { Slider } from "../../../../lessons/parts/Slider.tsx";
import { useMatrix, useMatrixActions, useMatrixViews } from "../../context.ts";

const KINDS: Readonly<Record<DirectionKind, string>> = {
  quiet: "a direction with Φx = 0 and ΦᵀOx = 0",
  random: "a random direction",
  target: "v₁, the target’s first input direction",
};

const toMatrix = ({ rows, cols, values }: FactorView | StartFactor) => ({
  rows,
  cols,
  data: Float64Array.from(values.subarray(0, rows * cols)),
});

export function DirectionPicker() {
  const [kind, setKind] = useState<DirectionKind>("random");
  const [draw, setDraw] = useState(0);
  const data = useMatrixViews();
  const run = useMatrix((state) => state.run);
  const viewsVersion = useMatrix((state) => state.viewsVersion);
  const step = useMatrix(({ lookingAt, step: now }) => lookingAt ?? now);
  const start = useStart();
  const { showFactors } = useMatrixActions();
  useEffect(() => showFactors(), [showFactors]);
  const target = data.entries?.target;
  const setting = useMemo(() => {
    if (!run || !start || !target || !canFollow(run.config)) return undefined;
    const { epsilon, rank } = run.config;
    return {
      start,
      epsilon,
      rank,
      target: { rows: run.rows, cols: run.cols, data: Float64Array.from(target) },
    };
  }, [run, start, target]);
  const [turned, setTurned] = useState(0);
  const x = useMemo(
    () => setting && turnToTarget(pickDirection(kind, setting, draw), setting.target, turned),
    [setting, kind, draw, turned],
  );
  const factors = data.models.get("original")?.view?.factors;
  const followed = useMemo(
    () => (x && setting && factors ? followDirection(x, setting, factors.map(toMatrix)) : undefined),
    // oxlint-disable-next-line react/exhaustive-deps -- views are filled in place, and `viewsVersion` changes with them
    [x, setting, factors, viewsVersion],
  );
  return (
    <figure className="lesson-figure directions" aria-label="Does this direction move?">
      <fieldset>
        <legend>Take x to be</legend>
        {Object.entries(KINDS).map(([id, name]) => (
          <label key={id}>
            <input
              type="radio"
              name="direction"
              checked={id === kind}
              onChange={() => setKind(id as DirectionKind)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <button type="button" disabled={kind === "target"} onClick={() => setDraw(draw + 1)}>
        Draw another one
      </button>
      <Slider
        label={`Turn x towards v₁ by ${turned}°`}
        min={0}
        max={90}
        step={5}
        value={turned}
        onChange={setTurned}
      />
      {followed && setting ? (
        <>
          <div className="dials">
            {followed.map((layer, l) => (
              <Dial
                key={l}
                layer={l}
                followed={layer}
                epsilon={setting.epsilon}
                frame={frameOf(followed, setting.epsilon)}
              />
            ))}
          </div>
          <figcaption>
            Step {formatCount(step)}. Dashed: the partner x<sub>l</sub>, where the layer sent the direction at
            the start. Blue: where the layer sends it now. Red: where the next step pulls it, without its
            size. The circle has the radius ε.
          </figcaption>
        </>
      ) : (
        <figcaption>Run “every entry seen, gradient descent”: this figure follows that run.</figcaption>
      )}
    </figure>
  );
}

/**
 * Whether the figure can follow the run: one seed of the original on a random matrix, whose layers are square, start
 * with equal singular values, and are so small that the page gets every entry.
 */
const canFollow = ({ data, rows, cols, width, start, networks, seeds }: Experiment): boolean =>
  data === "random" &&
  rows === cols &&
  width === rows &&
  rows <= 128 &&
  start === "orthogonal" &&
  seeds === 1 &&
  networks.includes("original");

/** The original's initial factors in the current run. */
function useStart() {
  const run = useMatrix((state) => state.run);
  const { startFactors } = useMatrixActions();
  const [start, setStart] = useState<{
    readonly run: typeof run;
    readonly factors: readonly StartFactor[];
  }>();
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const factors = (await startFactors())?.find(({ id }) => id === "original")?.factors;
      if (isCurrent && factors) setStart({ run, factors });
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [run, startFactors]);
  return useMemo(() => (start?.run === run ? start?.factors.map(toMatrix) : undefined), [start, run]);
}

/** Radius of the circle, in the picture's units. */
const RADIUS = 10;
const LENGTH_MAX = 36;
const MARGIN = 2;
/** Length of the line of the pull, which has a direction only. */
const PULL = 6;

/** The arrow's end, with y upwards. */
function tip({ stretch, angle }: FollowedDirection, epsilon: number): readonly [x: number, y: number] {
  const length = Math.min(LENGTH_MAX, (RADIUS * stretch) / epsilon);
  const turned = (angle * Math.PI) / 180;
  return [length * Math.cos(turned), length * Math.sin(turned)];
}

/** The view box that holds the circle, the partner and the arrow of every layer. */
function frameOf(followed: readonly FollowedDirection[], epsilon: number): string {
  const tips = followed.map((layer) => tip(layer, epsilon));
  const left = Math.max(RADIUS, ...tips.map(([x]) => -x)) + MARGIN;
  const top = Math.max(RADIUS, ...tips.map(([, y]) => y + PULL)) + MARGIN;
  return `${-left} ${-top} ${left + LENGTH_MAX + MARGIN} ${top + RADIUS + MARGIN}`;
}

interface DialProps {
  readonly layer: number;
  readonly frame: string;
  readonly followed: FollowedDirection;
  readonly epsilon: number;
}

function Dial({ layer, followed, epsilon, frame }: DialProps) {
  const { stretch, angle, pull } = followed;
  const pulled = (pull * Math.PI) / 180;
  const [x, y] = tip(followed, epsilon);
  const name = `W${subscript(layer + 1)}`;
  return (
    <div>
      <svg
        viewBox={frame}
        role="img"
        aria-label={`${name}: turned by ${angle.toFixed(1)}°, stretched by ${formatError(stretch)}`}
      >
        <circle r={RADIUS} />
        <line className="partner" x2={LENGTH_MAX} />
        <line className="image" x2={x} y2={-y} />
        <line
          className="pull"
          x1={x}
          y1={-y}
          x2={x + PULL * Math.cos(pulled)}
          y2={-y - PULL * Math.sin(pulled)}
        />
      </svg>
      <p>
        {name}: {angle.toFixed(1)}°, length {formatError(stretch)}
      </p>
    </div>
  );
}
