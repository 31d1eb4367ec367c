/**
 * Chooses the matmul kernel for each product of a program on this adapter, and then which dispatches to fuse. At start it
 * times the candidates (kernels/linalg/matmul.choose.ts) on the program's own shapes, for a tenth of a second in all. The
 * shapes with the most operations come first. Fusions (kernels/fusions/choose.ts) have another tenth of a second. If
 * candidates are not compiled by then, the first of them is used: for a fusion, the separate dispatches.
 */
import { placesOf } from "../kernels/fusions/choose.ts";
import type { Fusion, Dispatch, Executor, Program, TensorSpec } from "../kernels/program.ts";
import {
  matmulCandidates,
  matmulChoices,
  type AdapterClass,
  type MatmulChoice,
  type MatmulShape,
} from "../kernels/linalg/matmul.choose.ts";
import { matmulReference } from "../kernels/linalg/matmul.ts";
import { matmul_observed, densityOf } from "../kernels/linalg/matmul_observed.ts";
import { numberOf } from "../kernels/kernel.ts";
import { within } from "../core/within.ts";

export interface Adapter extends AdapterClass {
  readonly adapter: string;
}

type OpenExecutor = (program: Program) => Promise<Executor>;

/** Time for the products of a whole program, including compilation, and the same time again for its fusions. */
const BUDGET_MS = 100;
/** Number of turns of each candidate after a first turn that runs it once. The fastest turn counts. */
const TURNS = 3;
/** Length of a turn, unless a single product takes longer. */
const TURN_MS = 1;
const MAX_PRODUCTS = 64;

/** Dispatches that the tuner times against others, with their tensors. */
interface Candidate {
  readonly tensors: readonly TensorSpec[];
  readonly dispatches: readonly Dispatch[];
}

export class Tuner {
  /** For tests: name of the kernel to use wherever possible, even if another one is faster. Nothing else is fused. */
  kernel: string | undefined;
  /**
   * The choices by adapter and shape. They survive a lost device, so that the next device uses the same kernels and gives
   * the same numbers.
   */
  readonly #known = new Map<string, MatmulChoice>();
  /** By adapter and dispatches, the index of the form in which the dispatches are fused; −1 if they stay separate. */
  readonly #knownForms = new Map<string, number>();

  /**
   * Chooses kernels and fusions for the program and returns the program with them. `open` opens executors for the
   * benchmarks.
   */
  async tune(program: Program, adapter: Adapter, open: OpenExecutor): Promise<Program> {
    return this.#fuse(await this.#chooseProducts(program, adapter, open), adapter, open);
  }

  /** On a software adapter, the choice follows past measurements. On a graphics card, each place is timed. */
  async #fuse(program: Program, adapter: Adapter, open: OpenExecutor): Promise<Program> {
    const until = performance.now() + BUDGET_MS;
    let fused = program;
    for (const place of placesOf(program, adapter)) {
      const forms = place(fused).filter(
        ({ change: [, [first]] }) => this.kernel === undefined || first?.kernel.name === this.kernel,
      );
      if (forms.length === 0) continue;
      const isFixed = adapter.isFallback || this.kernel !== undefined;
      const form = isFixed ? 0 : await this.#fastestForm(fused, forms, adapter, open, until);
      fused = forms[form]?.program ?? fused;
    }
    return fused;
  }

  async #fastestForm(
    program: Program,
    forms: readonly Fusion[],
    { adapter }: Adapter,
    open: OpenExecutor,
    until: number,
  ): Promise<number> {
    const [separate = []] = forms[0]?.change ?? [];
    const shapes = separate.map(({ kernel, params, constants }) => [kernel.name, params, constants]);
    const key = `${adapter} ${JSON.stringify(shapes)}`;
    const candidates: Candidate[] = [
      { tensors: program.tensors, dispatches: separate },
      ...forms.map((form) => ({ tensors: form.program.tensors, dispatches: form.change[1] })),
    ];
    const known = this.#knownForms.get(key) ?? (await fastest(candidates, open, until)) - 1;
    this.#knownForms.set(key, known);
    return known;
  }

  async #chooseProducts(program: Program, adapter: Adapter, open: OpenExecutor): Promise<Program> {
    const until = performance.now() + BUDGET_MS;
    const chosen = new Map<string, MatmulChoice>();
    const lengths = new Map(program.tensors.map(({ name, length }) => [name, length]));
    const keyOf = (dispatch: Dispatch): string => {
      const { density, ...shape } = shapeOf(dispatch, lengths);
      return [...Object.values(shape), density.toFixed(2)].join(" ");
    };
    for (const [key, dispatch] of productsOf(program, keyOf)) {
      const shape = shapeOf(dispatch, lengths);
      const forced = matmulChoices(shape, adapter).find(({ kernel }) => kernel.name === this.kernel);
      const known = `${adapter.adapter} ${key}`;
      const candidates = matmulCandidates(shape, adapter);
      const choice =
        forced ??
        (candidates.length > 1 ? this.#known.get(known) : undefined) ??
        (await fastestChoice(program, dispatch, candidates, open, until));
      if (!forced) this.#known.set(known, choice);
      chosen.set(key, choice);
    }
    const tuned = (dispatch: Dispatch): Dispatch => {
      const choice = isProduct(dispatch) ? chosen.get(keyOf(dispatch)) : undefined;
      return choice ? withChoice(dispatch, choice) : dispatch;
    };
    const lists = Object.entries(program.lists).map(([name, list]) => [name, list.map(tuned)] as const);
    return { ...program, lists: Object.fromEntries(lists) };
  }
}

const tuned = ({ lists }: Program): readonly Dispatch[] =>
  Object.values(lists)
    .flat()
    .filter((dispatch) => isProduct(dispatch) || isFused(dispatch));

/** The kernels of a program's products, by name. */
export const productKernels = (program: Program): string[] =>
  [...new Set(tuned(program).map(({ kernel }) => kernel.name))].toSorted();

/** The kernel of each product, with its shape and its constants. */
export const productChoices = (program: Program): string[] =>
  tuned(program).map(
    ({ kernel, params, constants }) =>
      `${kernel.name} ${JSON.stringify(params)} ${JSON.stringify(constants)}`,
  );

/** One dispatch per shape. The shape whose dispatch has the most operations comes first. */
function productsOf(
  program: Program,
  keyOf: (dispatch: Dispatch) => string,
): [key: string, dispatch: Dispatch][] {
  const all = Object.values(program.lists).flat().filter(isProduct);
  const byShape = new Map(all.map((dispatch) => [keyOf(dispatch), dispatch]));
  return [...byShape].toSorted(([, a], [, b]) => b.flops - a.flops);
}

const isFused = ({ kernel }: Dispatch): boolean =>
  kernel.name === "small_products" || kernel.name === "product_residual";

function isProduct(dispatch: Dispatch): boolean {
  const { reference } = dispatch.kernel;
  return reference === matmulReference || reference === matmul_observed.reference;
}

/** `lengths` holds the lengths of the program's tensors. */
function shapeOf(dispatch: Dispatch, lengths: ReadonlyMap<string, number>): MatmulShape {
  const { params, constants } = dispatch;
  const [m, n, k, batch] = ["m", "n", "k", "batch"].map((name) => numberOf(params, name)) as [
    number,
    number,
    number,
    number,
  ];
  const [transposeA, transposeB] = [constants["TRANSPOSE_A"] === 1, constants["TRANSPOSE_B"] === 1];
  return { m, n, k, batch, transposeA, transposeB, density: densityOf(dispatch, lengths) };
}

/**
 * Returns the same product with another kernel and those of the dispatch's tensors that this kernel binds. Only
 * `matmul_observed` binds the lists of observed entries.
 */
export function withChoice(dispatch: Dispatch, choice: MatmulChoice): Dispatch {
  const { TRANSPOSE_A = 0, TRANSPOSE_B = 0, ACCUMULATE = 0, RATES = 0 } = dispatch.constants;
  const bound = new Map(dispatch.kernel.bindings.map(({ name }, i) => [name, dispatch.tensors[i]]));
  return {
    ...dispatch,
    tensors: choice.kernel.bindings.flatMap(({ name }) => bound.get(name) ?? []),
    kernel: choice.kernel,
    constants: { TRANSPOSE_A, TRANSPOSE_B, ACCUMULATE, RATES, ...choice.constants },
  };
}

/** Finds the fastest kernel for a product, with the dispatch's own tensors. */
async function fastestChoice(
  { tensors }: Program,
  dispatch: Dispatch,
  choices: readonly MatmulChoice[],
  open: OpenExecutor,
  until: number,
): Promise<MatmulChoice> {
  const candidates = choices.map((choice) => ({ tensors, dispatches: [withChoice(dispatch, choice)] }));
  return choices[await fastest(candidates, open, until)] as MatmulChoice;
}

/**
 * Finds the fastest candidate. Runs a program with the tensors that the dispatches bind, empty except for lists of
 * indices, and one list per candidate. A tensor that several candidates bind has the greatest of its lengths. Returns 0
 * if nothing was measured.
 */
async function fastest(candidates: readonly Candidate[], open: OpenExecutor, until: number): Promise<number> {
  if (candidates.length === 1 || performance.now() >= until) return 0;
  const bound = new Map<string, TensorSpec>();
  for (const { tensors, dispatches } of candidates)
    for (const { initial, within: _, ...spec } of tensors) {
      if (!dispatches.some((dispatch) => dispatch.tensors.includes(spec.name))) continue;
      const length = Math.max(spec.length, bound.get(spec.name)?.length ?? 0);
      bound.set(spec.name, { ...spec, length, ...(initial && spec.type === "u32" ? { initial } : {}) });
    }
  const opening = open({
    tensors: [...bound.values()],
    lists: Object.fromEntries(candidates.map(({ dispatches }, i) => [i, dispatches])),
  });
  try {
    const least = candidates.map(() => Infinity);
    const timing = opening.then((executor) => time(executor, least, until));
    await within(timing, until - performance.now());
    return Math.max(0, least.indexOf(Math.min(...least)));
  } catch {
    // A candidate that does not compile or fit is not taken. If the device itself is at fault, this shows
    // when the run opens.
    return 0;
  } finally {
    void opening.then((executor) => executor.destroy()).catch(() => undefined);
  }
}

/** Measures the milliseconds of one run of each list and lowers `least` accordingly. */
async function time(executor: Executor, least: number[], until: number): Promise<void> {
  for (let turn = 0; turn <= TURNS; turn++)
    for (const [i, known] of least.entries()) {
      if (performance.now() >= until) return;
      const count = Number.isFinite(known) ? Math.min(MAX_PRODUCTS, Math.ceil(TURN_MS / known)) : 1;
      const { elapsedMs } = await executor.run(String(i), count);
      least[i] = Math.min(known, Math.max(elapsedMs, 1e-3) / count);
    }
}
