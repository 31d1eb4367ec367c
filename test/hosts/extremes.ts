/** Extreme settings and matrices, and how each of their runs must end. */
import type { EngineStatus } from "../../src/engine/engine.ts";
import { MF_CODEC } from "../../src/workloads/mf/config/link.ts";
import type { UserFile } from "../../src/workloads/mf/training.ts";
import { NETWORK_NAMES, type Experiment } from "../../src/workloads/mf/config/fields.ts";

export type Ending = "learns" | "diverges" | "oscillates" | "alive";

export interface Extreme {
  readonly name: string;
  readonly experiment: Experiment;
  readonly file?: UserFile;
  readonly status: EngineStatus;
  /** A part of the failure's message. */
  readonly says?: RegExp;
  /** The required end of the original's run. Any end but divergence counts as `alive`. */
  readonly original?: Ending;
}

const SIDE = 12;
const WITH_RATES = NETWORK_NAMES.filter((id) => id !== "altmin");
const BASE = {
  data: "random",
  rows: SIDE,
  rank: 1,
  steps: 200,
  networks: NETWORK_NAMES,
  observed: 0.8,
} as const;
const MF = { ...BASE, task: "mf", epsilon: 0.3, rateMode: "perNetwork" } as const;
const CHECKSUM = "0123456789abcdef";

function generated(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  ending: Omit<Extreme, "name" | "experiment">,
): Extreme {
  return { name, experiment: MF_CODEC.repair({ ...BASE, ...settings }).config, ...ending };
}

/** A case with a file of 12 × 12 values. An undefined value is a missing cell. */
function own(
  name: string,
  value: (i: number, j: number) => number | undefined,
  ending: Omit<Extreme, "name" | "experiment" | "file">,
  settings: Readonly<Record<string, unknown>> = {},
): Extreme {
  const cells = Array.from({ length: SIDE * SIDE }, (_, k) => value(Math.floor(k / SIDE), k % SIDE));
  const known = Uint8Array.from(cells, (cell) => (cell === undefined ? 0 : 1));
  const file: UserFile = {
    name: "extreme.csv",
    checksum: CHECKSUM,
    matrix: {
      format: "csv",
      rows: SIDE,
      cols: SIDE,
      values: Float64Array.from(cells, (cell) => cell ?? 0),
      known: known.includes(0) ? known : undefined,
      remarks: [],
    },
  };
  const { config } = MF_CODEC.repair({ ...BASE, data: "file", file: CHECKSUM, ...settings });
  return { name, experiment: config, file, ...ending };
}

const rankOne = (i: number, j: number): number => Math.sin(i + 1) * Math.cos(j + 2);
const learns = { status: "finished", original: "learns" } as const;
const alive = { status: "finished", original: "alive" } as const;
const diverges = { status: "finished", original: "diverges" } as const;
const oscillates = { status: "finished", original: "oscillates" } as const;
const refused = { status: "failed", says: /nothing to learn/ } as const;

/**
 * Alternating minimization has no learning rate. At ordinary settings, it survives where all other networks
 * diverge.
 */
export const EXTREMES: readonly Extreme[] = [
  generated("the smallest ε", { epsilon: 1e-6 }, alive),
  generated("the largest ε", { epsilon: 10 }, diverges),
  generated("the largest ε at depth 8", { epsilon: 10, depth: 8 }, diverges),
  generated("the smallest η", { rate: 1e-9 }, alive),
  generated("the largest η", { rate: 4, epsilon: 0.5 }, diverges),
  generated("the largest η, raw", { rateMode: "raw", rate: 1e9, epsilon: 0.5 }, diverges),
  generated(
    "the largest η for all networks with a rate",
    { rate: 4, epsilon: 0.5, networks: WITH_RATES },
    {
      status: "diverged",
      original: "diverges",
    },
  ),
  generated("η just beyond the stability limit", { ...MF, rate: 1.05, steps: 600 }, oscillates),
  generated("γ = 0", { gamma: 0 }, alive),
  generated("the largest γ", { gamma: 100 }, alive),
  generated("α = 0", { alpha: 0 }, alive),
  generated("the largest α", { alpha: 100 }, alive),
  generated("Adam at a thousand times its rate", { optimizer: "adam", rate: 1 }, oscillates),
  generated("RMSprop at a million times its rate", { optimizer: "rmsprop", rate: 1000 }, diverges),
  generated("heavy ball that forgets nothing", { optimizer: "momentum", beta: 0.999 }, alive),
  generated("weight decay 1", { weightDecay: 1 }, alive),
  generated("ten times as much noise as signal", { noise: 10 }, diverges),
  generated("four seeds that diverge at different steps", { seeds: 4, epsilon: 1, rate: 3 }, diverges),
  generated("a target of zeros", { spectrum: "list", sigmas: [0, 0] }, refused),
  generated("σ₁ = 10⁶, normalized", { spectrum: "list", sigmas: [1e6, 1] }, alive),
  generated("σ₁ = 10⁶, not normalized", { spectrum: "list", sigmas: [1e6, 1], loss: "sum" }, diverges),
  generated("the smallest matrix", { task: "mf", rows: 2, rank: 2, epsilon: 0.3 }, learns),
  generated("one observed entry", { observed: 0.001, epsilon: 0.3 }, alive),
  generated("one observed entry in each row", { observed: 0.001, mask: "rows", epsilon: 0.3 }, alive),
  generated("one measurement", { task: "ms", measurements: 1, epsilon: 0.3 }, alive),
  own("a constant", () => 5, refused),
  own("zeros", () => 0, refused, { centre: "none" }),
  own("one known entry", (i, j) => (i === 3 && j === 4 ? 7 : undefined), refused),
  own("two known entries, one of them seen", (i, j) => (i === 3 && j > 9 ? j : undefined), refused),
  own("a constant part", (i, j) => (i < 4 && j < 4 ? 0.1 : rankOne(i, j)), refused, {
    crop: [0, 0, 4, 4],
    rows: 4,
  }),
  own("one seen entry of a whole file", rankOne, refused, { observed: 0.001 }),
  own("constant except for rounding", (i, j) => 0.1 + 1e-17 * i + (i === j ? 2e-17 : 0), refused),
  own("rank 1", rankOne, learns),
  own("rank 1, 10³⁰ times as large", (i, j) => 1e30 * rankOne(i, j), learns),
  own("rank 1, 10³⁰ times as small", (i, j) => 1e-30 * rankOne(i, j), learns),
  own("the largest values that are accepted", (i, j) => 1e100 * rankOne(i, j), learns),
  own("10³⁰ and 10⁻³⁰ together", (i, j) => (i % 2 === 0 ? 1e30 : 1e-30) * rankOne(i, j), alive),
  own("an empty row and an empty column", (i, j) => (i === 3 || j === 5 ? undefined : rankOne(i, j)), learns),
  own("an empty row, biases subtracted", (i, j) => (i === 3 ? undefined : rankOne(i, j)), alive, {
    centre: "biases",
  }),
  own("rows and columns that biases explain", (i, j) => i + 2 * j, alive, { centre: "biases" }),
];
