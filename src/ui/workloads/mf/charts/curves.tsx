/** What the chart of curves shows only for matrix factorization: PSNR, baselines, and the theory's expectations. */
import { formatCount, formatDb, formatError, subscript } from "../../../../store/format.ts";
import type { LoadedRun, Matrix, NetworkNow } from "../../../../store/kinds/matrix-state.ts";
import { psnrOf } from "../../../../store/run/psnr.ts";
import { FLOOR, scaleOf, type Axis } from "../../../charts/axes.ts";
import type { Mark } from "../../../charts/chart.ts";
import type { CurveView, Drawn } from "../../../parts/workload-page.ts";
import { LINE_STYLES } from "../looks.ts";

type View = CurveView<Matrix>;

const ERROR: Drawn = {
  id: "errors",
  of: "recovery",
  label: "Error",
  column: "recovery",
  scale: "log",
  format: formatError,
  thin: [{ id: "train", column: "train", width: 1, opacity: 0.75, isLone: true }],
};

const VALIDATED: Drawn = {
  ...ERROR,
  thin: [
    ...(ERROR.thin ?? []),
    { id: "validation", column: "validation", width: 1.25, opacity: 1, dash: "9 3 2 3" },
  ],
};

const PSNR: Drawn = {
  id: "psnr",
  of: "recovery",
  label: "PSNR (dB)",
  column: "PSNR, dB",
  scale: "db",
  format: formatDb,
  value: (error, facts) => psnrOf(facts["psnrAtOne"], error) ?? NaN,
};

export const drawnOf = ({ psnrAtOne, validationCount }: LoadedRun): readonly [Drawn, ...Drawn[]] => [
  validationCount === undefined ? ERROR : VALIDATED,
  ...(psnrAtOne === undefined ? [] : [PSNR]),
];

export function ChartNote({ run, unit }: View) {
  return (
    unit === "steps" &&
    expectsEscapes(run) && (
      <span className="panel-note fine grow" title={escapesText(run)}>
        <span aria-hidden="true">┆ </span>theory: σᵢ rises{run.expected?.exact ? "" : " about"} here
      </span>
    )
  );
}

export function ChartInfo({ run, unit }: View) {
  return (
    unit === "steps" &&
    expectsEscapes(run) && (
      <>
        <span className="formula">t ≈ 1.25 / ((L − 2) η σ ε^(L−2))</span>
        <span>
          The formula follows from the scalar recursion of aligned layers (
          <a href="https://arxiv.org/abs/1312.6120">Saxe et al. 2014</a>,{" "}
          <a href="https://arxiv.org/abs/1905.13655">Arora et al. 2019</a>); the factor 1.25 accounts for the
          random initialization. On factorization with three or four layers of full width, half of each σ was
          learned within 12 % of this step, in float64 with seeds 0 to 2. With missing entries, noise or more
          layers, the formula is only a guide, and the chart says “roughly”. For narrower layers the chart has
          no such lines.
        </span>
      </>
    )
  );
}

/** With completion, noise or great depth, unlike in the measured runs, the prediction is only a guide. */
const escapesText = ({ expected }: LoadedRun): string =>
  `Dashed lines mark ${expected?.exact ? "the steps" : "roughly the steps"} by which the original should have learned half of each singular value σᵢ.`;

export function noteOf({ run, quantity, unit, style: { band } }: View): string {
  const {
    recoveryOver,
    validationCount,
    config: { seeds },
  } = run;
  const entries = recoveryOver === "heldout" ? "hidden entries" : "all entries";
  const curves =
    quantity === PSNR.id
      ? "Higher is better."
      : seeds > 1
        ? band === "range"
          ? `Lines show the mean recovery error (${entries}) of ${seeds} seeds, bands the range from smallest to largest, on a log axis.`
          : `Lines show the geometric mean of the recovery error (${entries}) of ${seeds} seeds, bands one standard deviation of log₁₀ error on either side, on a log axis.`
        : `Thick lines show the recovery error (${entries}), thin lines the train error, on a log axis.`;
  const along = {
    steps:
      recoveryOver === "heldout"
        ? "Dots mark each network’s best step."
        : expectsEscapes(run)
          ? escapesText(run)
          : "",
    seconds: "Each network’s errors are plotted against its own measured time on this device, on a log axis.",
    flops: "Each network’s errors are plotted against its own counted operations, on a log axis.",
    simulated: "",
    bytes: "",
  }[unit];
  const validation =
    validationCount !== undefined && quantity === ERROR.id ? "Dash-dotted: validation error." : "";
  return [curves, validation, along].filter(Boolean).join(" ");
}

/** Baselines, the theory's expectations, and the best step of each network. */
export function marksOf(
  { run, quantity, unit }: Pick<View, "run" | "quantity" | "unit">,
  models: readonly NetworkNow[],
  axis: Axis,
): readonly Mark[] {
  const y = (error: number): number => {
    const drawn = Number.isFinite(error) ? Math.max(FLOOR, error) : NaN;
    return quantity === PSNR.id ? (psnrOf(run.psnrAtOne, drawn) ?? NaN) : drawn;
  };
  const floor = expectsOf(run)?.floor;
  const lines = [
    ...baselinesOf(run).map(({ error, name }) => ({
      name,
      dash: "2 4",
      y: y(error),
      isWide: true,
      isAtStart: error < 0.9,
    })),
    ...(unit === "steps" ? escapeMarks(run, axis) : []),
    ...(floor === undefined
      ? []
      : [{ name: "expected floor, original", dash: "6 3", y: y(floor), isAtStart: true }]),
  ];
  if (run.recoveryOver !== "heldout" || unit !== "steps") return lines;
  const dots = models.flatMap(({ id, progress }): Mark[] =>
    progress && Number.isFinite(progress.best)
      ? [{ name: "", dot: LINE_STYLES[id].colour, x: progress.bestStep, y: y(progress.best) }]
      : [],
  );
  return [...lines, ...dots];
}

/** Names of the estimate without training, by the chosen centring. */
const FILLS = {
  mean: "mean fill",
  biases: "row and column effects",
  none: "zero fill",
} as const;

/** What needs no training: filling in the mean, and the best rank-k approximation of the whole target. */
function baselinesOf({ config, recoveryOver, bestRank, psnrAtOne }: LoadedRun) {
  if (recoveryOver !== "heldout") return [];
  const withDb = (name: string, error: number) => ({
    error,
    name: psnrAtOne === undefined ? name : `${name}, ${formatDb(psnrOf(psnrAtOne, error))} dB`,
  });
  const mean = withDb(config.data === "file" ? FILLS[config.centre] : FILLS.mean, 1);
  if (!bestRank || bestRank.error <= FLOOR) return [mean];
  return [mean, withDb(`best rank ${formatCount(bestRank.rank)} of the whole target`, bestRank.error)];
}

/** The theory's predictions for the original network, if it is trained. */
const expectsOf = ({ expected, models }: LoadedRun) =>
  models.some(({ id }) => id === "original") ? expected : undefined;

const expectsEscapes = (run: LoadedRun): boolean => (expectsOf(run)?.escapes.length ?? 0) > 0;

/** Neighbouring escapes that share one mark. An escape is the step at which half of a singular value is learned. */
interface Group {
  readonly from: { readonly index: number; readonly step: number };
  readonly to: { readonly index: number; readonly step: number };
}

/** Width of one character of a mark's name, as a fraction of the narrowest chart's axis. */
const CHARACTER = 0.028;

/** The visible escapes on an axis of steps. Neighbours whose names would overlap are merged. */
export function escapeMarks(run: LoadedRun, axis: Axis): Mark[] {
  const fraction = scaleOf(axis).at;
  const nameOf = ({ from, to }: Group): string =>
    from === to ? `σ${subscript(from.index)}` : `σ${subscript(from.index)}–σ${subscript(to.index)}`;
  const middle = ({ from, to }: Group): number => (fraction(from.step) + fraction(to.step)) / 2;
  const overlap = (one: Group, next: Group): boolean =>
    middle(next) - middle(one) < (CHARACTER * (nameOf(one).length + nameOf(next).length)) / 2;
  const groups: Group[] = [];
  (expectsOf(run)?.escapes ?? []).forEach((step, i) => {
    if (fraction(step) < 0 || fraction(step) > 1) return;
    const to = { index: i + 1, step };
    let group: Group = { from: to, to };
    // A merged name is longer, so it may reach the previous group.
    for (let before = groups.at(-1); before && overlap(before, group); before = groups.at(-1)) {
      groups.pop();
      group = { from: before.from, to };
    }
    groups.push(group);
  });
  return groups.map((group) => ({
    name: nameOf(group),
    dash: "6 3",
    x: Math.round(group.from.step),
    ...(group.from === group.to ? {} : { untilX: Math.round(group.to.step) }),
  }));
}
