/** Collects the tensors and dispatches of a program. */
import type { Kernel, Numbers } from "../kernels/kernel.ts";
import { matmulChoices } from "../kernels/linalg/matmul.choose.ts";
import { matmul_observed } from "../kernels/linalg/matmul_observed.ts";
import type { Dispatch, Program, TensorSpec } from "../kernels/program.ts";
import { RATE_BINDINGS } from "../kernels/optim/hyper.ts";
import { invariant } from "../core/errors.ts";
import { RATE_CAPACITY } from "../training/rates.ts";

/** Two tensors: where each line's entries begin (B × lines + 1 numbers), and each entry's place in its line. */
export interface EntryList {
  readonly starts: string;
  readonly entries: string;
}

export interface Observed {
  /** Observed fraction of all entries. */
  readonly density: number;
  /** The observed columns of each row. Declared on first use. */
  readonly byRow: () => EntryList;
  /** The observed rows of each column. Declared on first use. */
  readonly byColumn: () => EntryList;
}

/** A tensor of B matrices of the same size, B × rows × cols. */
export interface MatrixRef {
  readonly tensor: string;
  readonly rows: number;
  readonly cols: number;
  /** True if the tensor holds only one matrix, which all batch entries share. */
  readonly shared?: boolean;
  /** Lists the observed entries; all other entries are 0. */
  readonly observed?: Observed | undefined;
}

export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** out = alpha · product + beta · out; 1 and 0 if absent. */
  readonly alpha?: number;
  readonly beta?: number;
  /** Like `alpha` and `beta`, but with a pair for each step: `out` is a weight, and the product is its gradient. */
  readonly rates?: RatesRef | undefined;
}

/** RATE_CAPACITY pairs of rates, and the step counter that selects one. */
export interface RatesRef {
  readonly tensor: string;
  readonly step: string;
}

export class ProgramBuilder {
  readonly batch: number;
  readonly #tensors = new Map<string, TensorSpec>();
  readonly #lists: Record<string, Dispatch[]> = {};
  #list: Dispatch[] = [];

  constructor(batch: number) {
    this.batch = batch;
  }

  /** Selects the list to which the following dispatches are appended. The list may be new. */
  list(name: string): void {
    this.#list = this.#lists[name] ??= [];
  }

  /** Concatenates two lists into a third. */
  joinLists(name: string, first: string, second: string): void {
    this.#lists[name] = [...(this.#lists[first] ?? []), ...(this.#lists[second] ?? [])];
  }

  tensor(spec: Omit<TensorSpec, "role" | "type"> & Partial<TensorSpec>): string {
    invariant(!this.#tensors.has(spec.name), `tensor ${spec.name} is declared once`);
    this.#tensors.set(spec.name, { type: "f32", role: "storage", ...spec });
    return spec.name;
  }

  /** Declares a tensor on the first use of its name. */
  once(spec: Parameters<ProgramBuilder["tensor"]>[0]): string {
    return this.#tensors.has(spec.name) ? spec.name : this.tensor(spec);
  }

  /** Declares B matrices on the first use of their name. */
  shared(name: string, rows: number, cols: number): MatrixRef {
    return { tensor: this.once({ name, length: this.batch * rows * cols }), rows, cols };
  }

  /** Declares B matrices. `initial` lists the values of each batch entry, `block` names a block of small matrices. */
  matrix(
    name: string,
    rows: number,
    cols: number,
    initial?: readonly ArrayLike<number>[],
    block?: string,
  ): MatrixRef {
    const length = this.batch * rows * cols;
    this.tensor({
      name,
      length,
      ...(initial && { initial: concatenate(initial, length) }),
      ...(block !== undefined && { block }),
    });
    return { tensor: name, rows, cols };
  }

  /**
   * out = op(A) op(B), or alpha · op(A) op(B) + beta · out, with alpha and beta from the options or from the
   * step's rates.
   */
  matmul(label: string, a: MatrixRef, b: MatrixRef, out: MatrixRef, options: MatmulOptions = {}): void {
    const { transposeA = false, transposeB = false, alpha = 1, beta = 0, rates } = options;
    const accumulate = rates !== undefined || alpha !== 1 || beta !== 0;
    const m = transposeA ? a.cols : a.rows;
    const k = transposeA ? a.rows : a.cols;
    const n = transposeB ? b.rows : b.cols;
    invariant(k === (transposeB ? b.cols : b.rows), `inner dimensions agree in ${label}`);
    invariant(out.rows === m && out.cols === n, `the result of ${label} is ${m} × ${n}`);
    // For D · bᵀ and aᵀ · D, there is a kernel that multiplies only the observed entries.
    const observed = transposeA === transposeB ? undefined : (transposeA ? b : a).observed;
    const density = observed?.density ?? 1;
    const [choice] = matmulChoices({ m, n, k, transposeA, transposeB, batch: this.batch, density });
    const params = {
      m,
      n,
      k,
      batch: this.batch,
      stride_a: a.shared ? 0 : m * k,
      stride_b: b.shared ? 0 : k * n,
      stride_out: m * n,
      alpha,
      beta,
    };
    const constants = {
      TRANSPOSE_A: Number(transposeA),
      TRANSPOSE_B: Number(transposeB),
      ACCUMULATE: Number(accumulate),
      ...(rates ? { RATES: RATE_CAPACITY } : {}),
      ...choice.constants,
    };
    const tensors = [a, b, out].map(({ tensor }) => tensor);
    if (observed && choice.kernel === matmul_observed) {
      const { starts, entries } = transposeA ? observed.byColumn() : observed.byRow();
      tensors.push(starts, entries);
    }
    if (rates) tensors.push(rates.tensor, rates.step);
    const flops = (2 * k + 2 * Number(accumulate)) * m * n * this.batch;
    this.dispatch(choice.kernel, label, params, constants, tensors, flops);
  }

  dispatch(
    kernel: Kernel,
    label: string,
    params: Numbers,
    constants: Numbers,
    tensors: readonly string[],
    flops = 0,
  ): void {
    this.#list.push({ kernel, label, params, constants, tensors, flops });
  }

  flopsOf(list: string): number {
    return (this.#lists[list] ?? []).reduce((sum, dispatch) => sum + dispatch.flops, 0);
  }

  /**
   * Bytes that a list moves to and from memory. An operand counts once, or twice if an optimizer's step or an
   * accumulating product changes it.
   */
  bytesOf(list: string): number {
    const bytes = ({ kernel, constants, tensors }: Dispatch): number => {
      // Negligible: this kernel reads partial sums and writes one slot of the history.
      if (kernel.name === "loss_history") return 0;
      // Counts only the gathered rows: once for reading and once for writing.
      if (kernel.name === "gather_samples") return 8 * (this.#tensors.get(tensors[4] ?? "")?.length ?? 0);
      const { bindings } = kernel;
      const inPlace = kernel.name.endsWith("_step") || constants["ACCUMULATE"] === 1;
      return tensors.reduce((sum, name, i) => {
        // Negligible: a kernel reads one pair of rates and one number of the step counter.
        if (RATE_BINDINGS.some((binding) => binding.name === bindings[i]?.name)) return sum;
        const times = inPlace && bindings[i]?.access === "read_write" ? 2 : 1;
        return sum + 4 * times * (this.#tensors.get(name)?.length ?? 0);
      }, 0);
    };
    return (this.#lists[list] ?? []).reduce((sum, dispatch) => sum + bytes(dispatch), 0);
  }

  /** Bytes of the tensors whose names have this prefix and that a list reads or writes. */
  bytesUsed(list: string, prefix: string): number {
    const names = new Set((this.#lists[list] ?? []).flatMap(({ tensors }) => tensors));
    return [...names].reduce(
      (sum, name) => sum + (name.startsWith(prefix) ? 4 * (this.#tensors.get(name)?.length ?? 0) : 0),
      0,
    );
  }

  /** Bytes of the tensors whose names have this prefix. */
  bytesHeld(prefix: string): number {
    return [...this.#tensors.values()].reduce(
      (sum, { name, length }) => sum + (name.startsWith(prefix) ? 4 * length : 0),
      0,
    );
  }

  build(): Program {
    return { tensors: [...this.#tensors.values()], lists: this.#lists };
  }
}

function concatenate(parts: readonly ArrayLike<number>[], length: number): Float64Array {
  const out = new Float64Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  invariant(offset === length, "initial values fill the tensor");
  return out;
}
