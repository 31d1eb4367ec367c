/** Lines across the chart and their names, which stand where no curve passes. */
import type { ReactNode } from "react";
import type { NetworkName } from "../../experiment/experiment.ts";
import { LOOKS } from "../networks.ts";
import type { Area, CurvePixels } from "./CurvePaths.tsx";
import type { YAxisRange } from "./loss-frame.ts";
import type { XAxis } from "./x-axis.ts";

/** A horizontal line at y, a vertical one at x (a range up to untilX), or a network's dot at both. */
export interface Mark {
  readonly name: string;
  readonly dash?: string;
  readonly dot?: NetworkName;
  readonly x?: number;
  readonly untilX?: number;
  readonly y?: number;
  /** The axis makes room for it. */
  readonly isWide?: boolean;
}

interface Props {
  readonly marks: readonly Mark[];
  readonly axis: XAxis;
  readonly heights: YAxisRange;
  readonly area: Area;
  readonly curves: readonly CurvePixels[];
  /** Drawn over the lines and under their names. */
  readonly children: ReactNode;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

interface Placed {
  readonly mark: Mark;
  readonly across: number;
  /** The right edge of a range. */
  readonly until: number | undefined;
  readonly down: number;
  readonly box: Box | undefined;
}

const LINE = 16;
const LETTER = 6.4;

export function Marks({ marks, axis, heights, area, curves, children }: Props) {
  const taken: [number, number][] = curves.flatMap(({ recovery, train }) => [
    ...dense(recovery),
    ...dense(train),
  ]);
  const placed = marks.flatMap((mark): Placed[] => {
    const across = mark.x === undefined ? NaN : area.x + area.width * axis.share(mark.x);
    const until = mark.untilX === undefined ? undefined : area.x + area.width * axis.share(mark.untilX);
    const down = mark.y === undefined ? NaN : area.y + area.height * heights.share(mark.y);
    const isOutside =
      across < area.x || across > area.x + area.width || down < area.y || down > area.y + area.height;
    if (isOutside || (Number.isNaN(across) && Number.isNaN(down))) return [];
    if (mark.dot) return [{ mark, across, until, down, box: undefined }];
    const box = freePlace(candidates(mark.name, across, until ?? across, down, area), taken);
    // The next name keeps clear of this one.
    for (let x = box.left; x <= box.left + box.width; x += 6)
      for (const y of [box.top + 1, box.top + LINE / 2, box.top + LINE - 1]) taken.push([x, y]);
    return [{ mark, across, until, down, box }];
  });
  return (
    <>
      {placed.map((one) => !one.mark.dot && <Lines key={one.mark.name} {...one} area={area} />)}
      {children}
      {placed.map(({ mark, across, down, box }) =>
        box ? (
          <text
            key={mark.name}
            x={box.left}
            y={box.top + 12}
            fontSize={12}
            fill="var(--muted)"
            stroke="var(--panel)"
            strokeWidth={4}
            strokeLinejoin="round"
            paintOrder="stroke"
          >
            {mark.name}
          </text>
        ) : (
          mark.dot && (
            <circle
              key={mark.dot}
              cx={across}
              cy={down}
              r={4.5}
              fill={LOOKS[mark.dot].colour}
              stroke="var(--panel)"
            />
          )
        ),
      )}
    </>
  );
}

/** Across or down, and where a mark is a range, both of its edges with a shade between them. */
function Lines({ mark, across, until, down, area }: Placed & { readonly area: Area }) {
  const { x, y, width, height } = area;
  const edges = until === undefined ? [across] : [across, until];
  const path = Number.isNaN(across)
    ? `M${x} ${down}h${width}`
    : edges.map((edge) => `M${edge} ${y}v${height}`).join("");
  return (
    <>
      {until !== undefined && (
        <rect x={across} y={y} width={until - across} height={height} fill="var(--muted)" fillOpacity={0.1} />
      )}
      <path d={path} stroke="var(--muted)" strokeDasharray={mark.dash} />
    </>
  );
}

/** In the order of preference: beneath or above a horizontal line, beside a vertical one. */
function candidates(name: string, across: number, until: number, down: number, area: Area): Box[] {
  const width = Math.min(area.width, LETTER * name.length + 6);
  const inside = ({ left, top }: { left: number; top: number }): Box => ({
    left: Math.min(area.x + area.width - width, Math.max(area.x + 2, left)),
    top: Math.min(area.y + area.height - LINE, Math.max(area.y, top)),
    width,
  });
  if (Number.isNaN(across)) {
    const lefts = [1, 0, 0.5, 0.75, 0.25].map((share) => area.x + 4 + share * (area.width - width - 8));
    return [down + 2, down - LINE - 2].flatMap((top) => lefts.map((left) => inside({ left, top })));
  }
  const tops = [1, 0, 0.5, 0.75, 0.25].map((share) => area.y + 2 + share * (area.height - LINE - 4));
  return [until + 4, across - width - 4].flatMap((left) => tops.map((top) => inside({ left, top })));
}

function freePlace(boxes: readonly Box[], taken: readonly (readonly [number, number])[]): Box {
  const hits = boxes.map(
    ({ left, top, width }) =>
      taken.filter(([x, y]) => x > left - 3 && x < left + width + 3 && y > top - 2 && y < top + LINE + 2)
        .length,
  );
  return boxes[hits.indexOf(Math.min(...hits))] as Box;
}

/** Points of a curve at most a few pixels apart. */
function dense(points: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = [];
  points.forEach(([x, y], i) => {
    const [fromX, fromY] = points[i - 1] ?? [x, y];
    const parts = Math.min(60, Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / 6) || 1));
    for (let part = 1; part <= parts; part++)
      out.push([fromX + ((x - fromX) * part) / parts, fromY + ((y - fromY) * part) / parts]);
  });
  return out;
}
