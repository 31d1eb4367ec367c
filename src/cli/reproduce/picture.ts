/** A small picture of a claim's curves, as paths for the gallery. */
import type { Claim } from "../../experiment/claims/claim.ts";
import type { PictureRecord } from "../../experiment/claims/record.ts";
import type { Measured } from "../../jobs/claims/measure.ts";

const WIDTH = 320;
const HEIGHT = 160;
const POINTS = 100;
/** Below this, float32 errors mean nothing. */
const LOWEST = 1e-7;
/** Curves start near 1. A start at most this many decades above a power of ten adds no decade to the axis. */
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
        model: result.models.find(({ id }) => name.startsWith(id))?.id ?? null,
        step: result.values?.["step"] ?? [],
        value: result.values?.[name] ?? [],
      })),
    );
  return runs.flatMap(({ curves }) =>
    curves.flatMap(({ label: run, name, id, step, columns }) => {
      const value = columns[picture.metric ?? "recovery"];
      // With several runs, the label names the run, and also the network if there are several.
      const ofRun = curves.length > 1 ? `${run}: ${name}` : run;
      return value ? [{ label: several ? ofRun : name, model: id, step, value }] : [];
    }),
  );
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
