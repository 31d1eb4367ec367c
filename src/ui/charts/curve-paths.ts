/** SVG paths through points in pixels. A point whose y is not finite is a gap. */
export type Point = readonly [x: number, y: number];

export const linePath = (points: readonly Point[]): string =>
  points
    .map((point, i) => (isDrawn(point) ? `${isDrawn(points[i - 1]) ? "L" : "M"}${text(point)}` : ""))
    .join("");

/** Lines of length zero, which round caps turn into dots. */
export const dotsPath = (points: readonly Point[]): string =>
  points.map((point) => (isDrawn(point) ? `M${text(point)}h0` : "")).join("");

/** One closed shape for each part without a gap. `lows` has the same x values. */
export function bandPath(highs: readonly Point[], lows: readonly Point[]): string {
  const parts: { readonly there: string[]; readonly back: string[] }[] = [];
  let isOpen = false;
  highs.forEach((high, i) => {
    const low = lows[i];
    const both = isDrawn(high) && isDrawn(low);
    if (both && !isOpen) parts.push({ there: [], back: [] });
    isOpen = both;
    if (!both) return;
    parts.at(-1)?.there.push(text(high));
    parts.at(-1)?.back.unshift(text(low));
  });
  return parts.map(({ there, back }) => `M${[...there, ...back].join("L")}Z`).join("");
}

const isDrawn = (point: Point | undefined): point is Point =>
  point !== undefined && Number.isFinite(point[1]);

const text = ([x, y]: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
