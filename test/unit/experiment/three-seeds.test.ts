/**
 * The corrections of the lessons' second edition, each run again on seeds 0, 1 and 2 on the CPU engine. The test
 * compares the results with the table in docs/measurements.md. It needs LONG=1 (npm run test:figures).
 */
import { readFileSync } from "node:fs";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { expect, it } from "vitest";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { NetworkName } from "../../../src/workloads/mf/config/fields.ts";
import { COMPLETION } from "../../../src/workloads/mf/lessons/completion.ts";
import { DEPTH } from "../../../src/workloads/mf/lessons/depth.ts";
import type { Settings } from "../../../src/experiment/lessons/lesson.ts";
import type { MatrixLesson } from "../../../src/workloads/mf/lessons/setups.ts";
import { LIMITS } from "../../../src/workloads/mf/lessons/limits.ts";
import { SUBSPACE } from "../../../src/workloads/mf/lessons/subspace.ts";
import { WAITING } from "../../../src/workloads/mf/lessons/waiting.ts";
import { svd } from "../../../src/math/svd.ts";
import { noiseImage } from "../../../src/workloads/mf/data/generate.ts";
import { formatError } from "../../../src/store/format.ts";
import { asMatrixEvent } from "../../hosts/matrix-events.ts";
import { isOscillating, type Milestone, type Progress } from "../../../src/training/progress.ts";
import type { MatrixSummary, MatrixView } from "../../../src/workloads/mf/summary.ts";
import { readBundled } from "../../hosts/bundled.ts";

const SEEDS = [0, 1, 2];
/** As the lesson counts: a singular value has left the others if it is this far from the median. */
const APART = 1e-3;
/** Equal but for the rounding of 32-bit numbers. */
const EQUAL = 1e-5;

const setup = ({ setups }: MatrixLesson, name: string): Settings => setups[name]?.fields ?? {};
const exercise = ({ exercises }: MatrixLesson, at: number): Settings => exercises[at]?.fields ?? {};

interface Trained {
  readonly summary: MatrixSummary;
  readonly progress: (id: NetworkName) => Progress;
  readonly view: (id: NetworkName) => MatrixView;
}

async function train(fields: Settings, seed: number): Promise<Trained> {
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  const progress = new Map<NetworkName, Progress>();
  const views = new Map<NetworkName, MatrixView>();
  let summary: MatrixSummary | undefined;
  let shownStep = 0;
  engine.subscribe((reported) => {
    const event = asMatrixEvent(reported);
    if (event.kind === "loaded") summary = event.summary;
    if (event.kind === "steps") for (const one of event.networks) progress.set(one.id, one.progress);
    // Spectra of earlier steps may come late.
    if (event.kind === "views" && event.step >= shownStep) {
      shownStep = event.step;
      for (const one of event.networks) views.set(one.id, { ...views.get(one.id), ...one });
    }
  });
  await engine.load(MF_CODEC.repair({ ...fields, seed }).config, "cpu");
  await engine.play();
  await engine.probe();
  await engine.dispose();
  return {
    summary: summary as MatrixSummary,
    progress: (id) => progress.get(id) as Progress,
    view: (id) => views.get(id) as MatrixView,
  };
}

const errorOf = ({ progress }: Trained, id: NetworkName): string => formatError(progress(id).headline);
const stepTo = ({ progress }: Trained, id: NetworkName, milestone: Milestone): string =>
  `${progress(id).iterationsTo[milestone] ?? "never"}`;
const layersOf = ({ view }: Trained): readonly number[][] => view("original").spectra?.layers ?? [];
const leakOf = ({ view }: Trained): string =>
  formatError(Math.max(...(view("original").insight?.leaks ?? [NaN])));

/** How many values of each layer rose above the median, and how many fell below it. */
const movedOf = (trained: Trained): string =>
  layersOf(trained)
    .map((sigma) => {
      const median = sigma[sigma.length >> 1] as number;
      const count = (isMoved: (share: number) => boolean): number =>
        sigma.filter((value) => isMoved(value / median)).length;
      return `${count((share) => share > 1 + APART)} + ${count((share) => share < 1 - APART)}`;
    })
    .join(", ");

/** How many values of each layer equal the median, and the distance of the nearest other one below, in per mille. */
const equalOf = (trained: Trained): string =>
  layersOf(trained)
    .map((sigma) => {
      const median = sigma[sigma.length >> 1] as number;
      const shares = sigma.map((value) => value / median);
      const equal = shares.filter((share) => Math.abs(share - 1) < EQUAL).length;
      const next = Math.max(...shares.filter((share) => share < 1 - EQUAL));
      return `${equal} (${(1000 * (1 - next)).toFixed(2)} ‰)`;
    })
    .join(", ");

/**
 * Divides the original's squared error: the percentage in columns with fewer observed entries than the rank, and the
 * relative error over the other columns.
 */
function byColumns({ summary, view }: Trained): string {
  const { rows, cols, entries, experiment } = summary;
  const { target, observed } = entries;
  const f = view("original").pictures?.values as Float32Array;
  const seen = (j: number): number =>
    Array.from({ length: rows }, (_, i) => observed?.[i * cols + j] ?? 1).reduce((sum, one) => sum + one, 0);
  const few = Array.from({ length: cols }, (_, j) => seen(j) < experiment.rank);
  const sums = { few: 0, rest: 0, target: 0 };
  f.forEach((value, at) => {
    const square = (value - (target[at] as number)) ** 2;
    if (few[at % cols]) sums.few += square;
    else {
      sums.rest += square;
      sums.target += (target[at] as number) ** 2;
    }
  });
  const share = (100 * sums.few) / (sums.few + sums.rest);
  return `${share.toFixed(0)} %, ${formatError(Math.sqrt(sums.rest / sums.target))}`;
}

const hidden: Settings = { ...setup(SUBSPACE, "still"), task: "mc", observed: 0.5 };
const few = setup(DEPTH, "few");

/** Each row has a statement, the settings of its runs, and a function that reads the runs. */
const ROWS: readonly (readonly [statement: string, fields: Settings, read: (trained: Trained) => string])[] =
  [
    [
      "3: L = 2 from ε = 0.02, step below 1e-2",
      exercise(WAITING, 0),
      (run) => stepTo(run, "original", "1e-2"),
    ],
    [
      "3: L = 2 from ε = 1e-4, step below 1e-2",
      { ...exercise(WAITING, 0), epsilon: 1e-4 },
      (run) => stepTo(run, "original", "1e-2"),
    ],
    [
      "4: depth 3 from ε = 0.02, recovery error; step below 1e-2",
      { ...few, networks: ["original"] },
      (run) => `${errorOf(run, "original")}; ${stepTo(run, "original", "1e-2")}`,
    ],
    ...(
      [
        ["2.8e-3 (equal products)", {}],
        ["2.8e-5", setup(DEPTH, "start5")],
        ["1e-6", setup(DEPTH, "start6")],
        ["1e-9", setup(DEPTH, "start9")],
        ["1e-12", setup(DEPTH, "start12")],
      ] as const
    ).map(
      ([start, fields]) =>
        [
          `4: depth 2 from ε_s = ${start}`,
          { ...few, ...fields, networks: ["shallow"] },
          (run: Trained) => `${errorOf(run, "shallow")}; ${stepTo(run, "shallow", "1e-2")}`,
        ] as const,
    ),
    [
      "4: half of the entries, step below 1e-2, depth 2 and 3",
      setup(DEPTH, "easy"),
      (run) => `${stepTo(run, "shallow", "1e-2")}, ${stepTo(run, "original", "1e-2")}`,
    ],
    [
      "4: every entry, step below 1e-3, depth 2 and 3",
      setup(DEPTH, "all"),
      (run) => `${stepTo(run, "shallow", "1e-3")}, ${stepTo(run, "original", "1e-3")}`,
    ],
    ["5: values of W₁, W₂, W₃ that rose + fell", setup(SUBSPACE, "still"), movedOf],
    ["5: largest leak", setup(SUBSPACE, "still"), leakOf],
    ["5: largest leak with Adam", setup(SUBSPACE, "adam"), leakOf],
    ["5, 7: largest leak with half of the entries hidden", hidden, leakOf],
    ["5: rank 15, equal values of W₁, W₂, W₃ (distance of the next)", exercise(SUBSPACE, 2), equalOf],
    [
      "7: γ = 0, recovery error of the compressed network",
      setup(COMPLETION, "stuck"),
      (run) => errorOf(run, "yaras"),
    ],
    ...(
      [
        ["compressed", "yaras", 0.02],
        ["narrow", "narrow", 0.02],
        ["narrow", "narrow", 0.05],
        ["narrow", "narrow", 0.08],
      ] as const
    ).map(
      ([name, id, epsilon]) =>
        [
          `7: ${name}, width 8, from ε = ${epsilon}, step below 1e-3; last error`,
          { ...setup(COMPLETION, "twin"), epsilon, networks: [id] },
          (run: Trained) => `${stepTo(run, id, "1e-3")}; ${errorOf(run, id)}`,
        ] as const,
    ),
    [
      "8: η̂ = 1.3, the original at the end",
      setup(LIMITS, "fast"),
      (run) =>
        `${errorOf(run, "original")}, ${isOscillating(run.progress("original")) ? "swings" : "settles"}`,
    ],
    [
      "8: η̂ = 1.3, step at which the compressed network diverged",
      setup(LIMITS, "fast"),
      ({ progress }) => (progress("yaras").diverged ? `${progress("yaras").step}` : "never"),
    ],
    ["8: one entry in ten, entries seen", setup(LIMITS, "few"), ({ summary }) => `${summary.observedCount}`],
    [
      "8: one entry in ten, train and recovery error of the original",
      setup(LIMITS, "few"),
      (run) => `${formatError(run.progress("original").loss)}, ${errorOf(run, "original")}`,
    ],
    [
      "8: columns with fewer than two; their share of the original’s squared error, error over the rest",
      setup(LIMITS, "few"),
      (run) => `${run.summary.fewSeen?.columns}; ${byColumns(run)}`,
    ],
    [
      "8: one entry in ten, recovery error of the compressed network",
      setup(LIMITS, "few"),
      (run) => errorOf(run, "yaras"),
    ],
  ];

/** The 64th and 128th singular value of noise, of 128 × 128 pixels, relative to the second. */
function noiseDecay(seed: number): string {
  const { sigma } = svd(noiseImage(seed, 128, 128));
  return [63, 127].map((at) => ((sigma[at] ?? NaN) / (sigma[1] ?? NaN)).toFixed(3)).join(", ");
}

it.skipIf(!process.env["LONG"])(
  "each correction of the lessons holds on three seeds, as docs/measurements.md says",
  async () => {
    const rows = [["1: σ₆₄/σ₂ and σ₁₂₈/σ₂ of noise", ...SEEDS.map(noiseDecay)]];
    for (const [statement, fields, read] of ROWS) {
      const row = [statement];
      for (const seed of SEEDS) row.push(read(await train(fields, seed)));
      rows.push(row);
    }
    const written = rows.map((cells) => `| ${cells.join(" | ")} |`);
    const told = readFileSync(new URL("../../../docs/measurements.md", import.meta.url), "utf8");
    const known = new Set(told.split("\n").map((line) => line.replaceAll(/ +/g, " ")));
    expect(written.filter((line) => !known.has(line))).toEqual([]);
  },
);
