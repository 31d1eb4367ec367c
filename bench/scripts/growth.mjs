// Shows how the time of a step grows: the law it follows, where it leaves the law, and pictures of both.
import { digits, rowsOf, WASM, WEBGPU } from "./rows.mjs";

/**
 * A size leaves the law if its step takes this many times as long as its operations would take at the best
 * pace of its curve.
 */
const LEAVES = 1.5;

/**
 * The curves of a host in a suite, one per quantity and device. `loss` is the time of a step divided by the time of its
 * operations at the curve's best pace. A loss of 1 follows the law.
 */
export function curvesOf(result, host, suite = "growth") {
  const rows = rowsOf(result, host, suite).filter(({ value, flops }) => value > 0 && flops > 0);
  const groups = new Map();
  for (const row of rows) {
    const key = `${row.what}|${row.on}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((ofCurve) => {
    const best = Math.max(...ofCurve.map(paceOf));
    const points = ofCurve.map((row) => ({
      x: Number(row.shape),
      shape: row.shape,
      ms: row.value,
      lawMs: row.flops / best / 1e6,
      loss: best / paceOf(row),
    }));
    const [{ what, on }] = ofCurve;
    const [, network, along] = /^growth (\w+) in (.*)$/.exec(what) ?? [];
    return { what, network, along, on, best, points };
  });
}

/** Pace in GFLOP/s. */
const paceOf = ({ value, flops }) => flops / value / 1e6;

/** Slope of log y over log x, by least squares. */
export function exponent(points, yOf) {
  const [xs, ys] = [points.map(({ x }) => Math.log(x)), points.map((point) => Math.log(yOf(point)))];
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i] - my)));
  return covariance / mean(xs.map((x) => (x - mx) ** 2));
}

/** Describes each curve in one line. */
export function lawTable(result, host, suite) {
  const lines = curvesOf(result, host, suite).map(({ network, along, on, best, points }) => {
    const [axis] = along.split(",");
    const leaving = points.filter(({ loss }) => loss >= LEAVES);
    return [
      `${network}, ${on}: ${along}`,
      `${axis}^${exponent(points, ({ lawMs }) => lawMs).toFixed(2)}`,
      `${axis}^${exponent(points, ({ ms }) => ms).toFixed(2)}`,
      `${digits(best)} GFLOP/s at ${axis} = ${points.find(({ loss }) => loss === 1)?.shape}`,
      leaving.map(({ shape, loss }) => `${shape} (${digits(loss)}×)`).join(", ") || "nowhere",
    ];
  });
  return lines.length > 0
    ? [
        [
          "curve",
          "operations grow as",
          "time grows as",
          "best pace",
          `leaves its law by ${LEAVES}× or more at`,
        ],
        ...lines,
      ]
    : [];
}

const COLOURS = { [WEBGPU]: "#2563eb", [WASM]: "#c2410c" };
const DASHES = { original: "", compressed: "6 4" };
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [440, 300, 58, 34, 14, 42];
/** Height of the title and the legend. */
const HEAD = 56;

/** All curves of a suite as SVG: a panel for each of d, p, L and B, or one for ratings, both axes logarithmic. */
export function growthPicture(result, host, title, suite) {
  const curves = curvesOf(result, host, suite);
  const panels = [...new Set(curves.map(({ along }) => along))];
  if (panels.length === 0) return undefined;
  const rows = Math.ceil(panels.length / 2);
  const [width, height] = [2 * WIDTH, HEAD + rows * HEIGHT];
  const body = panels.map((along, i) => {
    const ofPanel = curves.filter((curve) => curve.along === along);
    return `<g transform="translate(${(i % 2) * WIDTH} ${HEAD + Math.floor(i / 2) * HEIGHT})">${panel(along, ofPanel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>Time per step, ${title}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    legend(title),
    ...body,
    "</svg>\n",
  ].join("\n");
}

function legend(title) {
  const keys = Object.entries(COLOURS).flatMap(([on, colour]) =>
    Object.entries(DASHES).map(([network, dash]) => ({ colour, dash, text: `${network}, ${on}` })),
  );
  const entries = keys.map(
    ({ colour, dash, text }, i) =>
      `<g transform="translate(${LEFT + 200 * i} 44)"><line x2="24" y1="-4" y2="-4" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/><text x="29">${text}</text></g>`,
  );
  return `<text x="12" y="22" font-weight="bold">ms per step, ${title}</text>${entries.join("")}`;
}

function panel(along, curves) {
  const points = curves.flatMap((curve) => curve.points);
  const times = points.flatMap(({ ms, lawMs }) => [ms, lawMs]);
  const decades = [Math.floor(Math.log10(Math.min(...times))), Math.ceil(Math.log10(Math.max(...times)))];
  const xs = points.map(({ x }) => x);
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const plotWidth = WIDTH - LEFT - RIGHT;
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const at = (value) => Number(value.toFixed(1));
  const xOf = (x) => at(LEFT + (plotWidth * Math.log(x / least)) / Math.log(most / least));
  const yOf = (y) => at(TOP + (plotHeight * (decades[1] - Math.log10(y))) / (decades[1] - decades[0]));
  const grid = Array.from({ length: decades[1] - decades[0] + 1 }, (_, k) => 10 ** (decades[0] + k)).map(
    (y) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yOf(y)}" y2="${yOf(y)}" stroke="#ddd"/><text x="${LEFT - 6}" y="${yOf(y) + 4}" text-anchor="end">${Number(y.toPrecision(1))}</text>`,
  );
  const ticks = [...new Set(points.map(({ shape }) => shape))].map(
    (shape) =>
      `<text x="${xOf(Number(shape))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${shape}</text>`,
  );
  const lines = curves.map(({ network, on, points: ofCurve }) => {
    const path = (value) => ofCurve.map((point) => `${xOf(point.x)},${yOf(value(point))}`).join(" ");
    const dots = ofCurve.map(({ x, ms }) => `<circle cx="${xOf(x)}" cy="${yOf(ms)}" r="3"/>`).join("");
    return [
      `<polyline points="${path(({ lawMs }) => lawMs)}" fill="none" stroke="${COLOURS[on]}" stroke-opacity=".3"/>`,
      `<polyline points="${path(({ ms }) => ms)}" fill="none" stroke="${COLOURS[on]}" stroke-width="2" stroke-dasharray="${DASHES[network]}"/>`,
      `<g fill="${COLOURS[on]}">${dots}</g>`,
    ].join("");
  });
  return `<text x="${LEFT}" y="${TOP - 10}" font-weight="bold">along ${along}</text>${[...grid, ...ticks, ...lines].join("")}`;
}
