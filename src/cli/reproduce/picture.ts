/** A small picture of a claim's curves, as paths for the gallery and as an SVG file. */
import type { Claim, RunResult } from "../../experiment/claims/claim.ts";
import type { PictureRecord } from "../../experiment/claims/record.ts";
import type { RecordedCurve, Measured } from "../../jobs/claims/measure.ts";

const WIDTH = 320;
const HEIGHT = 160;
const POINTS = 100;
/** Below this, float32 errors mean nothing. */
const LOWEST = 1e-7;
/**
 * Curves start near 1. A curve that starts at most this many decades above a power of ten adds no decade to the
 * axis.
 */
const OVER = 0.1;

interface Line {
  readonly label: string;
  readonly model: string | null;
  readonly step: readonly number[];
  readonly value: readonly number[];
}

export function drawPicture(claim: Claim, measured: readonly Measured[]): PictureRecord | null {
  const lines = linesOf(claim, measured);
  if (lines.length === 0) return null;
  const { linear = false, label = "recovery error", marks } = claim.picture ?? {};
  const marked = marks?.(measured.map(({ result }) => result)) ?? [];
  const all = [...lines.flatMap(({ value }) => value), ...marked.map(({ value }) => value)].filter(
    Number.isFinite,
  );
  const [low, high] = linear
    ? [Math.min(0, ...all), Math.max(...all)]
    : [
        10 ** Math.floor(Math.log10(Math.max(LOWEST, Math.min(...all)))),
        10 ** Math.ceil(Math.log10(Math.max(LOWEST * 10, ...all)) - OVER),
      ];
  const scaled = linear
    ? (value: number) => value
    : (value: number) => Math.log10(Math.min(high, Math.max(low, value)));
  const right = Math.max(...lines.map(({ step }) => step.at(-1) ?? 0));
  const left = claim.picture?.sweep ? Math.min(...lines.map(({ step }) => step[0] ?? 0)) : 0;
  const x = (step: number): number => (WIDTH * (step - left)) / (right - left);
  const y = (value: number): number =>
    HEIGHT * (1 - (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)));
  return {
    width: WIDTH,
    height: HEIGHT,
    lines: lines.map((line) => ({ label: line.label, model: line.model, path: pathOf(line, x, y) })),
    marks: marked.map((mark) => ({ label: mark.label, y: round(y(mark.value)) })),
    axis: {
      label,
      top: written(high, linear),
      bottom: written(low, linear),
      right: claim.picture?.sweep?.right ?? `${right.toLocaleString("en")} steps`,
    },
  };
}

/** Draws the first seed of each run, unless the picture itself combines all seeds. */
function linesOf({ picture = { label: "" } }: Claim, measured: readonly Measured[]): Line[] {
  const runs = measured.filter(
    ({ result }, i) => measured.findIndex((other) => other.result.label === result.label) === i,
  );
  const several = runs.length > 1;
  if (picture.sweep)
    return picture.sweep
      .lines(measured.map(({ result }) => result))
      .map(({ label, x, y }) => ({ label, model: null, step: x, value: y }));
  const names = picture.values;
  if (names)
    return runs.flatMap(({ result }) =>
      names.map((name) => ({
        label: several ? `${result.label}: ${name}` : name,
        model: modelIn(name, result),
        step: result.values?.["step"] ?? [],
        value: result.values?.[name] ?? [],
      })),
    );
  return runs.flatMap(({ curves }) =>
    curves.flatMap((curve: RecordedCurve) => {
      const value = curve.columns[picture.metric ?? "recovery"];
      if (!value) return [];
      const label = labelOf(curve, several, curves.length);
      return [{ label, model: curve.id, step: curve.step, value }];
    }),
  );
}

/**
 * With one run, the label names the network. With several, it names the run, and also the network if the run has
 * several networks.
 */
function labelOf({ label, name }: RecordedCurve, severalRuns: boolean, networks: number): string {
  if (!severalRuns) return name;
  return networks > 1 ? `${label}: ${name}` : label;
}

function modelIn(name: string, { models }: RunResult): string | null {
  return models.find(({ id }) => name.startsWith(id))?.id ?? null;
}

function pathOf({ step, value }: Line, x: (step: number) => number, y: (value: number) => number): string {
  const every = Math.max(1, Math.ceil(step.length / POINTS));
  const points = step.flatMap((at, i) => {
    const here = value[i] ?? NaN;
    const kept = i % every === 0 || i === step.length - 1;
    return kept && Number.isFinite(here) ? [`${round(x(at))} ${round(y(here))}`] : [];
  });
  return points.length > 0 ? `M${points.join("L")}` : "";
}

const round = (value: number): number => Math.round(10 * value) / 10;
const written = (value: number, linear: boolean): string =>
  linear
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(0).replace("e+0", "").replace("e+", "e");

const COLOURS = ["#2458b3", "#c2410c", "#15803d", "#7c3aed", "#b91c6b", "#0e7490", "#854d0e", "#4b5563"];

export function pictureSvg(title: string, picture: PictureRecord): string {
  const { width, height, lines, marks, axis } = picture;
  const legend = lines.map(
    ({ label }, i) =>
      `<text x="${width + 8}" y="${12 + 13 * i}" fill="${COLOURS[i % COLOURS.length]}">${escape(label)}</text>`,
  );
  const paths = lines.map(
    ({ path }, i) =>
      `<path d="${path}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="1.5"${i % 2 ? ' stroke-dasharray="5 3"' : ""}/>`,
  );
  const levels = marks.map(
    ({ label, y }) =>
      `<path d="M0 ${y}H${width}" stroke="#4b5563" stroke-dasharray="1 3"/><text x="2" y="${y - 3}" fill="#4b5563">${escape(label)}</text>`,
  );
  const depth = Math.max(height, 14 * lines.length) + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-48 -12 ${width + 260} ${depth + 12}" font-family="sans-serif" font-size="10">`,
    `<title>${escape(title)}</title>`,
    `<rect x="-48" y="-12" width="${width + 260}" height="${depth + 12}" fill="#fff"/>`,
    `<path d="M0 0V${height}H${width}" fill="none" stroke="#111"/>`,
    `<text x="-4" y="8" text-anchor="end">${axis.top}</text><text x="-4" y="${height}" text-anchor="end">${axis.bottom}</text>`,
    `<text x="${width}" y="${height + 13}" text-anchor="end">${escape(axis.right)}</text><text x="0" y="${height + 13}">${escape(axis.label)}</text>`,
    ...paths,
    ...levels,
    ...legend,
    "</svg>",
    "",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escape = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
