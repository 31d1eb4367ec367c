/**
 * Follows a direction x, which the student drags, through the layers of the live run: on circles, where it keeps its
 * partner or turns, and in the bases of the theorem, where it meets the diagonal or the block.
 */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { FactorView } from "../../../../../workloads/factor-view.ts";
import type { StartFactor } from "../../../../../workloads/mf/run-inputs.ts";
import type { Experiment } from "../../../../../workloads/mf/config/fields.ts";
import {
  foldDirection,
  followDirection,
  pickDirection,
  turnToTarget,
  type DirectionKind,
  type FoldedDirection,
  type FollowedDirection,
} from "../../../../../store/insight/directions.ts";
import { formatCount, formatError, subscript } from "../../../../../store/format.ts";
import { ownPicture } from "../../../../../store/pins/legend.ts";
import { PixelCanvas } from "../../../../diagram/PixelCanvas.tsx";
import { Slider } from "../../../../lessons/parts/Slider.tsx";
import { Switch } from "../../../../parts/Switch.tsx";
import { useMatrix, useMatrixActions, useMatrixViews } from "../../context.ts";
import { useAnswer } from "../../use-answer.ts";
import { draggable } from "./Shear.tsx";

const KINDS: Readonly<Record<DirectionKind, string>> = {
  quiet: "a direction with Φx = 0 and ΦᵀOx = 0",
  random: "a random direction",
};

const LOOKS = [
  { id: "circles", name: "On circles" },
  { id: "folded", name: "Fold into blocks" },
];

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
  const { showFactors, startFactors } = useMatrixActions();
  const known = useAnswer(
    useCallback(async () => {
      const original = (await startFactors())?.find(({ id }) => id === "original");
      return original && { run, factors: original.factors.map(toMatrix) };
    }, [run, startFactors]),
  );
  const start = known?.run === run ? known?.factors : undefined;
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
  const [isFolded, setFolded] = useState(false);
  const from = useMemo(() => setting && pickDirection(kind, setting, draw), [setting, kind, draw]);
  const factors = data.models.get("original")?.view?.factors;
  const layers = useMemo(() => {
    if (!from || !setting || !factors) return undefined;
    const x = turnToTarget(from, setting.target, turned);
    const now = factors.map(toMatrix);
    return {
      followed: isFolded ? undefined : followDirection(x, setting, now),
      folded: isFolded ? foldDirection(x, from, setting, now) : undefined,
    };
    // oxlint-disable-next-line react/exhaustive-deps -- views are filled in place, and `viewsVersion` changes with them
  }, [from, turned, isFolded, setting, factors, viewsVersion]);
  return (
    <figure className="lesson-figure" aria-label="Does this direction move?">
      <fieldset className="box">
        <legend>Take x to be</legend>
        {Object.entries(KINDS).map(([id, name]) => (
          <label key={id} className="check item">
            <input
              type="radio"
              name="direction"
              checked={id === kind}
              onChange={() => {
                setKind(id as DirectionKind);
                setTurned(0);
              }}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <button type="button" onClick={() => setDraw(draw + 1)}>
        Draw another one
      </button>
      <Slider
        label={`Turn x towards v₁ by ${turned}°`}
        min={0}
        max={90}
        step={STEP}
        value={turned}
        onChange={setTurned}
      />
      {layers && setting ? (
        <>
          <Switch
            label="Layers"
            options={LOOKS}
            chosen={isFolded ? "folded" : "circles"}
            onChoose={(look) => setFolded(look === "folded")}
          />
          <div className="dials">
            <Handle turned={turned} onTurn={setTurned} />
            {layers.folded?.map((folded, layer) => foldedLayer(folded, layer, 2 * setting.rank))}
            {layers.followed && dialsOf(layers.followed, setting.epsilon)}
          </div>
          {layers.folded ? (
            <figcaption>
              Step {formatCount(step)}. Each layer is drawn in bases that begin with the {2 * setting.rank}{" "}
              dimensions of the target (framed), then the rest of x, then others. The strip above a layer is x
              <sub>l−1</sub>, the strip beside it is W<sub>l</sub>x<sub>l−1</sub>.
            </figcaption>
          ) : (
            <figcaption>
              Step {formatCount(step)}. Dashed: the partner x<sub>l</sub>, where the layer sent the direction
              at the start. Blue: where the layer sends it now. Red: where the next step pulls it, without its
              size. The circle of a layer has the radius ε.
            </figcaption>
          )}
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

/** Degrees between two places of the slider and of the drag. */
const STEP = 5;
/** Radius of the circle on which x is dragged. */
const WIDE = 20;

/** x on the arc from where it was picked to v₁. */
function Handle({ turned, onTurn }: { readonly turned: number; readonly onTurn: (degrees: number) => void }) {
  const angle = (turned * Math.PI) / 180;
  const [x, y] = [WIDE * Math.cos(angle), -WIDE * Math.sin(angle)];
  const drag = draggable((right, up) =>
    onTurn(STEP * Math.round(Math.min(90, Math.max(0, (Math.atan2(up, right) * 180) / Math.PI)) / STEP)),
  );
  return (
    <div>
      <svg
        className="handle"
        viewBox="-28 -28 56 56"
        fill="none"
        stroke="var(--border)"
        aria-hidden="true"
        {...drag}
      >
        <circle r={WIDE} />
        <path stroke="var(--accent)" d={`M${WIDE} 0A${WIDE} ${WIDE} 0 0 0 0 ${-WIDE}`} />
        <line stroke="var(--original)" strokeWidth="1.5" x2={x} y2={y} />
        <circle fill="var(--accent)" stroke="none" cx={x} cy={y} r="3" />
        <text fill="var(--muted)" stroke="none" fontSize="6" textAnchor="middle" y={-WIDE - 2}>
          v₁
        </text>
      </svg>
      <p>x₀ = x: drag the dot</p>
    </div>
  );
}

/** A circle for each layer, in a view box that holds the circle, the partner and the arrow of every layer. */
function dialsOf(followed: readonly FollowedDirection[], epsilon: number) {
  const tips = followed.map((layer) => tip(layer, epsilon));
  const left = Math.max(RADIUS, ...tips.map(([x]) => -x)) + MARGIN;
  const top = Math.max(RADIUS, ...tips.map(([, y]) => y + PULL)) + MARGIN;
  return followed.map(({ stretch, angle, pull }, layer) => {
    const pulled = (pull * Math.PI) / 180;
    const [x = 0, y = 0] = tips[layer] ?? [];
    const name = `W${subscript(layer + 1)}`;
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the index names a layer
      <div key={layer}>
        <svg
          viewBox={`${-left} ${-top} ${left + LENGTH_MAX + MARGIN} ${top + RADIUS + MARGIN}`}
          fill="none"
          stroke="var(--border)"
          role="img"
          aria-label={`${name}: turned by ${angle.toFixed(1)}°, stretched by ${formatError(stretch)}`}
        >
          <circle r={RADIUS} />
          <line stroke="var(--muted)" strokeDasharray="3" x2={LENGTH_MAX} />
          <line stroke="var(--original)" strokeWidth="1.5" x2={x} y2={-y} />
          <line
            stroke="var(--danger)"
            strokeWidth="1.5"
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
  });
}

const pictureOf = ({ data }: FoldedDirection["layer"], rows: number, cols: number) =>
  ownPicture({ rows, cols, stride: 1, values: Float32Array.from(data) });

/** `side` is the number of rows of the block. */
function foldedLayer(
  { layer: matrix, enters, leaves, inBlock }: FoldedDirection,
  layer: number,
  side: number,
) {
  const d = matrix.rows;
  const name = `W${subscript(layer + 1)}`;
  const text = `${Math.round(100 * inBlock)} % of the squared length lies in the block`;
  const width = `${(100 * side) / d}%`;
  return (
    <div key={layer}>
      <div className="folded">
        <PixelCanvas label="" {...pictureOf(enters, 1, d)} />
        <div className="cross-layer">
          <PixelCanvas label={`${name} in blocks: ${text}`} {...pictureOf(matrix, d, d)} />
          <span style={{ width, height: width }} />
        </div>
        <PixelCanvas label="" {...pictureOf(leaves, d, 1)} />
      </div>
      <p>
        {name}: {text}
      </p>
    </div>
  );
}
