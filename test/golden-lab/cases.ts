/**
 * Every golden training in this folder as a program: one adapted weight, squared loss, full batch. README.md
 * explains the conventions.
 */
import { loss_history } from "../../src/kernels/loss/loss_history.ts";
import { ProgramBuilder, type MatrixRef } from "../../src/models/builder.ts";
import { PlannedRates } from "../../src/models/update.ts";
import type { Program } from "../../src/kernels/program.ts";
import { fromRows, transpose, type Matrix } from "../../src/math/matrix.ts";
import type { PlannedGaLore } from "../../src/models/galore.ts";
import { squaredDistance } from "../../src/models/operations/losses.ts";
import {
  planWeight,
  type Adaptation,
  type Factor,
  type PlannedWeight,
} from "../../src/models/parametrizations/adapted.ts";
import { planLabUpdates } from "../../src/workloads/finetune/updates.ts";

type Rows = number[][];

export interface GoldenState {
  readonly step: number;
  readonly loss: number;
  readonly params?: Readonly<Record<string, Rows>>;
  readonly W?: Rows;
  readonly M?: Rows;
  readonly V?: Rows;
  readonly dW: Rows;
}

export interface GoldenLab {
  readonly method: string;
  readonly hyper: Readonly<Record<string, number | string>>;
  readonly optimizer?: { readonly eps: number; readonly lr: Readonly<Record<string, number>> };
  readonly inputs: { readonly W0: Rows; readonly X: Rows; readonly T: Rows };
  readonly init?: Readonly<Record<string, Rows>>;
  readonly refreshes?: readonly { readonly before_update: number; readonly P: Rows }[];
  readonly outputs: readonly GoldenState[];
  readonly codebook_signed?: readonly number[];
}

/**
 * All golden trainings with their names. A file holds one training, or several by name. Files without a
 * method have another form.
 */
export function goldenLab(): (readonly [string, GoldenLab])[] {
  const files = import.meta.glob<GoldenLab | Record<string, GoldenLab>>("./*.json", {
    eager: true,
    import: "default",
  });
  return Object.entries(files).flatMap(([path, file]) => {
    const name = path.slice(2, -5);
    const parts = "method" in file ? { [name]: file as GoldenLab } : file;
    return Object.entries(parts).flatMap(([part, one]) =>
      typeof one === "object" && "method" in one
        ? [[part === name ? name : `${name}: ${part}`, one] as const]
        : [],
    );
  });
}

/** Parameters in the order of application. The file has `right`, whose transpose is applied. */
function orderOf({ init = {} }: GoldenLab): string[] {
  const names = Object.keys(init);
  const order = ["A", "Win", "right", "W1", "W2", "W3", "B", "Wout", "left"];
  return names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** The parameters in the program's form. */
export function valueOf(name: string, rows: Rows): Matrix {
  return name === "right" ? transpose(fromRows(rows)) : fromRows(rows);
}

function adaptationOf(golden: GoldenLab): Adaptation {
  const { init, hyper, optimizer } = golden;
  if (!init || !optimizer) return { kind: "dense" };
  const scale = typeof hyper["alpha"] === "number" ? hyper["alpha"] / Number(hyper["r"]) : 1;
  const factor = (name: string): Factor => ({
    name,
    runs: [valueOf(name, init[name] as Rows)],
    rateScale: (optimizer.lr[name] as number) / baseRate(golden),
  });
  if ("phi" in init) return { kind: "input", scale, phi: factor("phi"), psi: factor("psi") };
  return { kind: "terms", terms: [{ scale, factors: orderOf(golden).map(factor), trained: true }] };
}

function baseRate({ optimizer, hyper }: GoldenLab): number {
  return optimizer ? Math.max(...Object.values(optimizer.lr)) : Number(hyper["lr"]);
}

interface GoldenProgram {
  readonly program: Program;
  readonly weight: PlannedWeight;
  readonly adaptation: Adaptation;
  readonly W0: Matrix;
  /** Sums of squares; the loss is 1/(2N) of them. */
  readonly history: string;
  readonly samples: number;
  readonly galore: PlannedGaLore | undefined;
  readonly gap: number;
}

/** Fills the lists `gradients`, `update` and `nothing`. */
export function goldenProgram(golden: GoldenLab): GoldenProgram {
  const { inputs, hyper, optimizer } = golden;
  const program = new ProgramBuilder(1);
  const W0 = fromRows(inputs.W0);
  const x = transpose(fromRows(inputs.X));
  const t = transpose(fromRows(inputs.T));
  const samples = x.rows;
  const given = (name: string, { rows, cols, data }: Matrix): MatrixRef =>
    program.matrix(name, rows, cols, [data]);
  const base = { ref: given("W0", W0), values: W0.data };
  const made = new Map<string, MatrixRef>();
  const scratch = (name: string, rows: number, cols: number): MatrixRef => {
    const ref = made.get(name) ?? program.matrix(name, rows, cols);
    made.set(name, ref);
    return ref;
  };
  const adaptation = adaptationOf(golden);
  const weight = planWeight(program, "model", base, adaptation, scratch);
  const X = given("X", x);
  const y = program.matrix("y", samples, W0.rows);
  const dy = program.matrix("dy", samples, W0.rows);
  const partials = program.tensor({ name: "partials", length: 2 * samples });
  const step = program.tensor({ name: "step", type: "u32", length: 1 });
  const history = program.tensor({ name: "history", length: 2 });
  const rates = new PlannedRates(program, "model", step, {
    eta: baseRate(golden),
    weightDecay: 0,
    schedule: { kind: "constant", warmUp: 0, lastStep: 100 },
  });
  program.list("nothing");
  program.list("gradients");
  weight.forward(X, y);
  squaredDistance(program, "model", y, given("T", t), dy, partials, 1 / (2 * samples));
  program.dispatch(
    loss_history,
    "loss",
    { train_count: samples, recovery_count: samples, capacity: 1, batch: 1 },
    { ADVANCE: 1 },
    [partials, partials, step, history],
  );
  weight.backward(X, dy);
  program.list("update");
  const { galore } = planLabUpdates(
    program,
    "model",
    {
      epsilon: Number(optimizer?.eps ?? hyper["eps"]),
      ...(optimizer
        ? {}
        : {
            galore: {
              rank: Number(hyper["r"]),
              gap: Number(hyper["T"]),
              scale: Number(hyper["alpha"]),
              bits: golden.codebook_signed ? (8 as const) : (32 as const),
              leastSize: 0,
            },
          }),
    },
    { rates, step },
    weight.trained,
  );
  return {
    program: program.build(),
    weight,
    adaptation,
    W0,
    history,
    samples,
    galore: galore[0],
    gap: Number(hyper["T"] ?? 0),
  };
}
