/**
 * A pre-trained weight W₀ (out × in, y = x W₀ᵀ on rows) in the form in which a method adapts it. `none`: W₀.
 * `dense`: W, initialized to W₀ and trained. `terms`: W₀ + Σ s F_L ⋯ F_1 (LoRA, Deep LoRA and their
 * variants). `input`: W₀ (I + s φᵀψ), an edit of the input (WeGeFT). Only activations are computed, never the
 * change of the weight.
 */
import type { MatrixRef, ProgramBuilder } from "../builder.ts";
import { invariant } from "../../core/errors.ts";
import type { Matrix } from "../../math/matrix.ts";
import { addForward } from "../operations/encoder.ts";

/** A trained or frozen factor of a product, with one matrix per run. */
export interface Factor {
  readonly name: string;
  readonly runs: readonly Matrix[];
  /** Multiplier of the learning rate. */
  readonly rateScale: number;
}

export interface Term {
  readonly scale: number;
  /** F_1 … F_L; their product is F_L ⋯ F_1. */
  readonly factors: readonly Factor[];
  readonly trained: boolean;
}

export type Adaptation =
  | { readonly kind: "none" }
  | { readonly kind: "dense" }
  | { readonly kind: "terms"; readonly terms: readonly Term[] }
  /** φ, ψ: r × in. If tied, this weight shares them with another layer's weight. */
  | {
      readonly kind: "input";
      readonly scale: number;
      readonly phi: Factor;
      readonly psi: Factor;
      readonly tied?: true;
    };

/** A trained tensor and its gradient. */
export interface Trained {
  readonly name: string;
  readonly factor: MatrixRef;
  readonly gradient: MatrixRef;
  readonly rateScale: number;
  /** A base η that takes the place of the model's. */
  readonly ownEta?: number;
}

export interface PlannedWeight {
  /** y = x Wᵀ. */
  readonly forward: (x: MatrixRef, y: MatrixRef) => void;
  /**
   * Computes the gradients of the trained tensors and, if wanted, dx = dy W (with `add`, dx += dy W). Call it
   * after `forward` with the same x.
   */
  readonly backward: (
    x: MatrixRef,
    dy: MatrixRef,
    dx?: { readonly into: MatrixRef; readonly add: boolean },
  ) => void;
  readonly trained: readonly Trained[];
}

/** Frozen values: out × in, shared by all runs and models. */
export interface Base {
  readonly ref: MatrixRef;
  readonly values: ArrayLike<number>;
}

/** A tensor for intermediates; the same name and shape give the same tensor. */
export type Scratch = (name: string, rows: number, cols: number) => MatrixRef;

/**
 * The tensors of weight `id` are named `<id>/<factor>`, or `<id>/<i>/<factor>` for term i ≥ 1. A tied weight
 * shares φ and ψ with `owner`, whose backward pass comes first; the tied weight adds to the owner's gradients.
 */
export function planWeight(
  program: ProgramBuilder,
  id: string,
  base: Base,
  adaptation: Adaptation,
  scratch: Scratch,
  owner?: PlannedWeight,
): PlannedWeight {
  if (adaptation.kind === "terms") return planTerms(program, id, base, adaptation.terms, scratch);
  if (adaptation.kind === "input") return planInput(program, id, base, adaptation, scratch, owner);
  return planDense(program, id, base, adaptation.kind === "dense");
}

function declare(program: ProgramBuilder, id: string, { name, runs, rateScale }: Factor): Trained {
  const [first] = runs;
  invariant(first, "a factor has a matrix for each run");
  const { rows, cols } = first;
  const factor = program.matrix(
    `${id}/${name}`,
    rows,
    cols,
    runs.map(({ data }) => data),
  );
  return { name, factor, gradient: program.matrix(`${id}/d${name}`, rows, cols), rateScale };
}

function planDense(
  program: ProgramBuilder,
  id: string,
  { ref, values }: Base,
  isTrained: boolean,
): PlannedWeight {
  const { rows, cols } = ref;
  const runs = Array.from({ length: program.batch }, () => values);
  const trained = isTrained
    ? {
        name: "W",
        factor: program.matrix(`${id}/W`, rows, cols, runs),
        gradient: program.matrix(`${id}/dW`, rows, cols),
        rateScale: 1,
      }
    : undefined;
  const W = trained?.factor ?? ref;
  return {
    forward: (x, y) => program.matmul(`${id}/forward`, x, W, y, { transposeB: true }),
    backward: (x, dy, dx) => {
      if (trained) program.matmul(`${id}/dW`, dy, x, trained.gradient, { transposeA: true });
      if (dx) program.matmul(`${id}/dx`, dy, W, dx.into, { beta: Number(dx.add) });
    },
    trained: trained ? [trained] : [],
  };
}

function planTerms(
  program: ProgramBuilder,
  id: string,
  { ref }: Base,
  terms: readonly Term[],
  scratch: Scratch,
): PlannedWeight {
  const planned = terms.map(({ scale, factors, trained }, i) => ({
    scale,
    isTrained: trained,
    factors: factors.map((factor) => declare(program, `${id}${i === 0 ? "" : `/${i}`}`, factor)),
    inner: (l: number, rows: number, cols: number) => scratch(`${id}/${i}/u[${l}]`, rows, cols),
    outer: (l: number, rows: number, cols: number) => scratch(`${id}/${i}/e[${l}]`, rows, cols),
  }));
  return {
    forward: (x, y) => {
      program.matmul(`${id}/forward`, x, ref, y, { transposeB: true });
      for (const { scale, factors, inner } of planned)
        factors.reduce((u, { factor }, l) => {
          const isLast = l === factors.length - 1;
          const next = isLast ? y : inner(l + 1, x.rows, factor.rows);
          const options = { transposeB: true, ...(isLast ? { alpha: scale, beta: 1 } : {}) };
          program.matmul(`${id}/forward[${l + 1}]`, u, factor, next, options);
          return next;
        }, x);
    },
    backward: (x, dy, dx) => {
      if (dx) program.matmul(`${id}/dx`, dy, ref, dx.into, { beta: Number(dx.add) });
      for (const { scale, isTrained, factors, inner, outer } of planned) {
        if (!isTrained && !dx) continue;
        let e = dy;
        for (let l = factors.length - 1; l >= 0; l--) {
          const { factor, gradient } = factors[l] as Trained;
          const alpha = l === factors.length - 1 ? scale : 1;
          const u = l === 0 ? x : inner(l, x.rows, factor.cols);
          if (isTrained) program.matmul(`${id}/dF[${l + 1}]`, e, u, gradient, { transposeA: true, alpha });
          if (l > 0) {
            const next = outer(l, x.rows, factor.cols);
            program.matmul(`${id}/e[${l}]`, e, factor, next, { alpha });
            e = next;
          } else if (dx) program.matmul(`${id}/dx+`, e, factor, dx.into, { alpha, beta: 1 });
        }
      }
    },
    trained: planned.flatMap(({ isTrained, factors }) => (isTrained ? factors : [])),
  };
}

function planInput(
  program: ProgramBuilder,
  id: string,
  { ref }: Base,
  { scale, phi: phiFactor, psi: psiFactor }: Extract<Adaptation, { kind: "input" }>,
  scratch: Scratch,
  owner: PlannedWeight | undefined,
): PlannedWeight {
  const [phi, psi] = owner?.trained ?? [phiFactor, psiFactor].map((factor) => declare(program, id, factor));
  invariant(phi && psi, "an edit of the input has φ and ψ");
  const beta = Number(owner !== undefined);
  const rank = psi.factor.rows;
  const u = (rows: number) => scratch(`${id}/u`, rows, rank);
  return {
    forward: (x, y) => {
      const edited = scratch(`${id}/edited`, x.rows, x.cols);
      program.matmul(`${id}/u`, x, psi.factor, u(x.rows), { transposeB: true });
      program.matmul(`${id}/edit`, u(x.rows), phi.factor, edited, { alpha: scale });
      addForward(program, id, x, edited);
      program.matmul(`${id}/forward`, edited, ref, y, { transposeB: true });
    },
    backward: (x, dy, dx) => {
      // Computes the gradient of the edited input. φ's gradient needs it before the rest of dx is added to
      // it.
      const g = dx && !dx.add ? dx.into : scratch(`${id}/g`, x.rows, x.cols);
      const du = scratch(`${id}/du`, x.rows, rank);
      program.matmul(`${id}/g`, dy, ref, g);
      program.matmul(`${id}/dphi`, u(x.rows), g, phi.gradient, { transposeA: true, alpha: scale, beta });
      program.matmul(`${id}/du`, g, phi.factor, du, { transposeB: true, alpha: scale });
      program.matmul(`${id}/dpsi`, du, x, psi.gradient, { transposeA: true, beta });
      if (!dx) return;
      program.matmul(`${id}/dx+`, du, psi.factor, g, { beta: 1 });
      if (dx.add) addForward(program, `${id}/dx`, g, dx.into);
    },
    trained: owner ? [] : [phi, psi],
  };
}
