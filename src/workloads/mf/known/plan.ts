/**
 * One step of a chain W[1] … W[n] on listed entries Ω only. V = W[1]ᵀ is stored, and A = W[n] ⋯ W[2]:
 *   f = A Vᵀ on Ω; D = s (f − R) on Ω; ∂A = D V; V ← V − η Dᵀ A; the gradients of W[2] … W[n] follow from ∂A.
 */
import { cells_matmul, cells_product } from "../../../kernels/mf/cells.ts";
import { residual } from "../../../kernels/loss/residual.ts";
import { invariant } from "../../../core/errors.ts";
import { sumOfSquares, transpose, type Matrix } from "../../../math/matrix.ts";
import { ProgramBuilder, type MatrixRef } from "../../../models/builder.ts";
import { nameOf, planGradients } from "../../../models/contraction.ts";
import { isPlainDescent } from "../../../models/update.ts";
import { type Evaluation, type Plan, type PlannedModel } from "../../../training/plan.ts";
import { RATE_CAPACITY } from "../../../training/rates.ts";
import { rangeOf, scoreOf, transposeCells, type Cells } from "../data/cells.ts";
import { centreAt } from "../data/centre.ts";
import {
  costOf,
  errorMetrics,
  finishPlan,
  planChain,
  TEST_ERRORS,
  VALIDATION,
  VALIDATION_GAP,
} from "../plan/plan.ts";
import { partialsOf, planHistory } from "../plan/problem.ts";
import { estimateAt } from "../estimate.ts";
import { readMatrices } from "../host-steps.ts";
import type { KnownTraining } from "./training.ts";

export interface KnownModel extends PlannedModel {
  /** V, n × k, then W[2] … W[n]. */
  readonly W: readonly MatrixRef[];
  /** A, m × k, after the last forward pass. */
  readonly A: MatrixRef;
}

/** The name of the tensor A of a chain of `count` factors. */
export const nameOfA = (id: string, count: number): string =>
  count === 2 ? `${id}/W[2]` : `${id}/W[${count - 1}…1] of the rest`;

export type KnownPlan = Plan<KnownModel>;

/** The tensors that list cells. */
interface Listed {
  readonly rows: number;
  readonly count: number;
  readonly starts: string;
  readonly columns: string;
}

function listCells(program: ProgramBuilder, name: string, { rows, starts, columns }: Cells): Listed {
  const tensor = (part: string, initial: Uint32Array): string =>
    program.tensor({ name: `${name}/${part}`, type: "u32", length: initial.length, initial });
  return {
    rows,
    count: columns.length,
    starts: tensor("starts", starts),
    columns: tensor("columns", columns),
  };
}

export function planKnown(training: KnownTraining): KnownPlan {
  const { seen, hidden, lossScale } = training;
  const program = new ProgramBuilder(1);
  const turned = transposeCells(seen);
  const tensor = (name: string, initial: ArrayLike<number>): string =>
    program.tensor({ name, length: initial.length, initial });
  const byRow = listCells(program, "observed by row", seen);
  const byColumn = listCells(program, "observed by column", turned);
  const turnedPlaces = program.tensor({
    name: "observed by column/places",
    type: "u32",
    length: turned.places.length,
    initial: turned.places,
  });
  const scales = tensor("loss scale", [lossScale]);
  const parts = {
    train: { ...byRow, wanted: tensor("observed", seen.values) },
    recovery:
      hidden.values.length > 0
        ? { ...listCells(program, "hidden", hidden), wanted: tensor("hidden values", hidden.values) }
        : undefined,
  };

  const models = training.networks.map((network): KnownModel => {
    const { id, optimizer } = network;
    const [first, ...rest] = network.chains[0]?.factors ?? [];
    const [rateOfV = 1, ...scalesOfRest] = network.chains[0]?.rateScale ?? [];
    invariant(first && rest.length > 0, "a chain has at least two factors");
    const k = first.rows;
    const matrix = (name: string, { rows, cols, data }: Matrix): MatrixRef =>
      program.matrix(`${id}/${name}`, rows, cols, [data]);
    const V = matrix("W[1]", transpose(first));
    const W = rest.map((factor, l) => matrix(`W[${l + 2}]`, factor));
    const planned = planChain(program, network, W, scalesOfRest, (part) => `${nameOf(part)} of the rest`);
    const { model, rates, contraction, valueOf, forward } = planned;
    const A = valueOf(contraction);

    const compare = (name: string, { rows, count, starts, columns, wanted }: Listed & { wanted: string }) => {
      const f = program.tensor({ name: `${id}/f, ${name}`, length: count });
      const D = program.tensor({ name: `${id}/D, ${name}`, length: count });
      const sums = partialsOf(program, `${id}/partials, ${name}`, count);
      const measure = (): void => {
        const cells = [A.tensor, V.tensor, starts, columns, f];
        program.dispatch(cells_product, `${id}/f, ${name}`, { rows, k }, {}, cells, 2 * k * count);
        const params = { count, batch: 1, partial_count: sums.pairs };
        const tensors = [f, wanted, wanted, scales, D, sums.tensor];
        program.dispatch(residual, `${id}/residual, ${name}`, params, { MASKED: 0 }, tensors, 6 * count);
      };
      return { D, sums, measure };
    };
    const train = compare("train", parts.train);
    const recovery = parts.recovery ? compare("recovery", parts.recovery) : undefined;
    const measure = (advance: boolean): void => {
      forward();
      train.measure();
      recovery?.measure();
      const { counter, history } = model;
      planHistory(program, id, train.sums, (recovery ?? train).sums, counter, history, advance);
    };
    program.list(`${id}/evaluate`);
    measure(false);

    program.list(`${id}/step`);
    measure(true);
    const multiply = (
      name: string,
      list: Listed,
      b: MatrixRef,
      out: MatrixRef,
      isTurned: boolean,
      pairs?: string,
    ): void => {
      const places = isTurned ? turnedPlaces : list.columns;
      const tensors = [train.D, b.tensor, list.starts, list.columns, places, out.tensor];
      program.dispatch(
        cells_matmul,
        `${id}/${name}`,
        { rows: list.rows, k },
        { PLACES: Number(isTurned), ...(pairs === undefined ? {} : { RATES: RATE_CAPACITY }) },
        pairs === undefined ? tensors : [...tensors, pairs, model.counter],
        2 * k * list.count,
      );
    };
    const toA = program.matrix(`${id}/∂A`, A.rows, k);
    multiply("∂A = D V", byRow, V, toA, false);
    const state = [model.counter, V.tensor, ...W.map((factor) => factor.tensor)];
    const update = (factor: MatrixRef, gradient: MatrixRef, scale: number): void =>
      void state.push(...planned.update(factor, gradient, scale));
    const isPlain = isPlainDescent(optimizer);
    if (rateOfV !== 0 && isPlain) multiply("V's update", byColumn, A, V, true, rates.descent(rateOfV).tensor);
    else if (rateOfV !== 0) {
      const toV = program.matrix(`${id}/∂V`, V.rows, k);
      multiply("∂V = Dᵀ A", byColumn, A, toV, true);
      update(V, toV, rateOfV);
    }
    const gradients = planGradients(program, {
      id,
      contraction,
      gradient: toA,
      valueOf,
      descent: (index) => (isPlain ? rates.descent(scalesOfRest[index] ?? 1) : undefined),
    });
    for (const [l, gradient] of gradients) update(W[l] as MatrixRef, gradient, scalesOfRest[l] ?? 1);
    return {
      ...model,
      metrics: errorMetrics([
        { train: sumOfSquares(asMatrix(seen)), recovery: sumOfSquares(asMatrix(recovery ? hidden : seen)) },
      ]),
      evaluations: validationOf(training, A, V),
      state,
      cost: costOf(program, id, [V, ...W], (l) => network.chains[0]?.rateScale[l] !== 0),
      W: [V, ...W],
      A,
    };
  });
  return finishPlan(program, models, 0, ({ A }) => [A.tensor]);
}

const asMatrix = ({ values }: Cells): Matrix => ({ rows: 1, cols: values.length, data: values });

/** The errors on held-out cells, computed here in float64 from A and V. */
function validationOf(training: KnownTraining, A: MatrixRef, V: MatrixRef): Evaluation[] {
  const { train, validation, test, centred } = training.completion;
  if (validation.values.length === 0) return [];
  const range = rangeOf(train);
  const unclipped = { low: -Infinity, high: Infinity };
  const whole = scoreOf(validation, unclipped, (i, j) => centreAt(centred, i, j)).rmse;
  return [
    {
      every: VALIDATION_GAP,
      metrics: [VALIDATION, ...TEST_ERRORS],
      measure: async (device) => {
        const [left, right] = (await readMatrices(device, [A, V], 0)) as [Matrix, Matrix];
        const parts = { left, right, scale: training.scale, centred };
        const valueAt = (i: number, j: number): number => estimateAt(parts, i, j);
        const { rmse, mae } = scoreOf(test, range, valueAt);
        return [[scoreOf(validation, unclipped, valueAt).rmse / whole], [rmse], [mae]];
      },
    },
  ];
}
