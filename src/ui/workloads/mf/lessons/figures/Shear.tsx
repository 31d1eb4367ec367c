/** A shear to drag. The unit circle becomes an ellipse: one direction grows by the factor by which another shrinks. */
import { useState, type PointerEvent } from "react";
import { Slider } from "../../../../lessons/parts/Slider.tsx";

const MAX = 1.5;
const VIEW = 2.1;

export function Shear() {
  const [kappa, setKappa] = useState(0.5);
  const [large, small] = shearStretches(kappa);
  const drag = draggable((_, y) => setKappa(Math.round(100 * Math.min(MAX, Math.max(-MAX, VIEW * y))) / 100));
  const [longest, shortest] = shearDirections(kappa).map((direction) => shear(kappa, direction));
  return (
    <figure className="lesson-figure shear" aria-label="A shear">
      <svg
        viewBox={`${-VIEW} ${-VIEW} ${2 * VIEW} ${2 * VIEW}`}
        fill="none"
        stroke="var(--muted)"
        strokeWidth="0.03"
        role="img"
        aria-label={`A circle and the ellipse it becomes, ${large.toFixed(2)} long and ${small.toFixed(2)} wide`}
        {...drag}
      >
        <circle r="1" />
        <path stroke="var(--original)" strokeWidth="0.05" d={ellipse(kappa)} />
        <Arrow stroke="var(--accent)" to={longest as Point} />
        <Arrow stroke="var(--shallow)" to={shortest as Point} />
        <line strokeDasharray="0.08" x1="1" y1={0} x2="1" y2={-kappa} />
        <circle className="handle" fill="var(--accent)" stroke="none" cx="1" cy={-kappa} r="0.14" />
      </svg>
      <Slider
        label={`How far v is pushed: κ = ${kappa.toFixed(2).replace("-", "−")}`}
        min={-MAX}
        max={MAX}
        step={0.05}
        value={kappa}
        onChange={setKappa}
      />
      <figcaption role="status">
        One direction is stretched to {large.toFixed(2)}, one squeezed to {small.toFixed(2)}:{" "}
        {large.toFixed(2)} × {small.toFixed(2)} = {(large * small).toFixed(2)}. Drag the dot.
      </figcaption>
    </figure>
  );
}

/** A line through the origin. The y axis points up in mathematics and down in the picture. */
function Arrow({ stroke, to: [x, y] }: { readonly stroke: string; readonly to: Point }) {
  return <line stroke={stroke} strokeWidth="0.07" x1={-x} y1={y} x2={x} y2={-y} />;
}

function ellipse(kappa: number): string {
  const points = Array.from({ length: 65 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 64;
    const [x, y] = shear(kappa, [Math.cos(angle), Math.sin(angle)]);
    return `${x.toFixed(3)} ${(-y).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}

/** The singular values of the shear, descending. Their product is 1, the determinant. */
export function shearStretches(kappa: number): readonly [number, number] {
  const size = Math.abs(kappa);
  const large = (size + Math.sqrt(kappa * kappa + 4)) / 2;
  return [large, 1 / large];
}

/** The unit vectors that the map stretches most and least. */
export function shearDirections(kappa: number): readonly [Point, Point] {
  const [large] = shearStretches(kappa);
  // (SᵀS − s²I) v = 0 with SᵀS = [[1 + κ², κ], [κ, 1]].
  const raw: Point = kappa === 0 ? [1, 0] : [large * large - 1, kappa];
  const length = Math.hypot(...raw);
  const first: Point = [raw[0] / length, raw[1] / length];
  return [first, [-first[1], first[0]]];
}

type Point = readonly [number, number];

/** The map (x, y) ↦ (x, y + κx). */
export const shear = (kappa: number, [x, y]: Point): Point => [x, y + kappa * x];

/**
 * Handlers with which a picture follows the pointer. They get its place from the picture's middle, from −1 to 1, with y
 * upwards. The style needs `touch-action: none`, or a touch scrolls the page.
 */
export function draggable(onDrag: (x: number, y: number) => void) {
  const drag = ({ buttons, type, currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): void => {
    if (buttons === 0 && type !== "pointerdown") return;
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    onDrag((2 * (clientX - left)) / width - 1, 1 - (2 * (clientY - top)) / height);
  };
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag(event);
    },
    onPointerMove: drag,
  };
}
