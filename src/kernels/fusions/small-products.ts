/**
 * Turns each sequence of small matrix products into one dispatch (shaders/linalg/small_products.wgsl): the
 * products of a compressed network's inner factors before f, and the gradients and updates of these factors
 * after the residual. A plan says which matrices form a block (`TensorSpec.block`). The fused program puts
 * the block's matrices, and the rates of their updates, into one buffer.
 */
import { numberOf, type Numbers } from "../kernel.ts";
import { gd_step } from "../optim/steps.ts";
import { matmulReference } from "../linalg/matmul.ts";
import { FORM, PRODUCT_FIELDS, type SmallProduct, small_products } from "../linalg/small_products.ts";
import type { Dispatch, Program, TensorSpec, Fusion } from "../program.ts";

/** Matrices begin at multiples of this many elements, or 256 bytes, the largest alignment that a device may demand. */
const ALIGNMENT = 64;

/** The names of the blocks that a program's plan has declared. */
export function blocksOf({ tensors }: Program): string[] {
  return [...new Set(tensors.flatMap(({ block }) => block ?? []))];
}

/**
 * Fuses the products of one block. Returns undefined if the block has no products, or if another dispatch
 * would both read and write the block's buffer, which WebGPU does not allow.
 */
export function fuseBlock(program: Program, block: string, constants: Numbers = {}): Fusion | undefined {
  const matrices = new Set(program.tensors.flatMap((spec) => (spec.block === block ? spec.name : [])));
  const isMember = (dispatch: Dispatch): boolean => isSmall(dispatch, matrices);
  const all = Object.values(program.lists).flat();
  const members = all.filter(isMember);
  const batch = members.map(({ params }) => params["batch"]).find((count) => count !== undefined);
  if (batch === undefined) return undefined;

  const placesIn = members.map((dispatch) => {
    const { step: _, ...places } = placesOf(dispatch);
    return Object.values(places);
  });
  const names = new Set(placesIn.flat());
  const offsets = new Map<string, number>();
  let length = 0;
  for (const { name, length: own } of program.tensors.filter((spec) => names.has(spec.name))) {
    offsets.set(name, length);
    length += Math.ceil(own / ALIGNMENT) * ALIGNMENT;
  }
  const isConflict = ({ kernel, tensors }: Dispatch): boolean => {
    const bound = kernel.bindings.filter((_, i) => offsets.has(tensors[i] ?? ""));
    return bound.length > 1 && bound.some(({ access }) => access === "read_write");
  };
  if (all.some((dispatch) => !isMember(dispatch) && isConflict(dispatch))) return undefined;

  const tables = new Map<string, TensorSpec>();
  const fused = (run: readonly Dispatch[]): Dispatch => {
    const initial = run.flatMap((dispatch) => {
      const product = productOf(dispatch, batch, offsets);
      return PRODUCT_FIELDS.map((field) => product[field]);
    });
    const key = initial.join();
    const name = `${block}/products ${tables.size + 1}`;
    const table = tables.get(key) ?? { name, type: "u32", role: "storage", length: initial.length, initial };
    tables.set(key, table);
    const step = run.map((dispatch) => placesOf(dispatch).step).find((counter) => counter !== undefined);
    return {
      kernel: small_products,
      label: `${block}/${run.length} products`,
      params: { count: run.length, batch },
      constants,
      tensors: [table.name, block, ...(step === undefined ? [] : [step])],
      flops: run.reduce((sum, { flops }) => sum + flops, 0),
    };
  };
  let change: Fusion["change"] = [[], []];
  const lists = Object.entries(program.lists).map(([name, list]) => {
    const after = inRuns(list, isMember).flatMap((run) => {
      if (!run.every(isMember)) return run;
      const one = fused(run);
      if (run.length > change[0].length) change = [run, [one]];
      return one;
    });
    return [name, after] as const;
  });
  const placed = program.tensors.map((spec): TensorSpec => {
    const offset = offsets.get(spec.name);
    return offset === undefined ? spec : { ...spec, within: { tensor: block, offset } };
  });
  const whole: TensorSpec = { name: block, type: "f32", role: "storage", length };
  const tensors = [whole, ...placed, ...tables.values()];
  return { program: { tensors, lists: Object.fromEntries(lists) }, change };
}

/** A dispatch's tensors, by the names of the kernel's bindings. */
function placesOf({ kernel, tensors }: Dispatch): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kernel.bindings.flatMap(({ name }, i) => (tensors[i] === undefined ? [] : [[name, tensors[i]]])),
  );
}

const isUpdate = ({ kernel }: Dispatch): boolean => kernel.name === gd_step.name;

/** Whether a dispatch is a product whose matrices all lie in the block, or the update of a factor in the block. */
function isSmall(dispatch: Dispatch, matrices: ReadonlySet<string>): boolean {
  const { kernel, params, constants } = dispatch;
  const { a, b, out, w, g } = placesOf(dispatch);
  const areIn = (...names: readonly (string | undefined)[]): boolean =>
    names.every((name) => matrices.has(name ?? ""));
  if (isUpdate(dispatch)) return areIn(w, g) && params["rate_scale"] === 1;
  const isPlain = !constants["ACCUMULATE"] || Boolean(constants["RATES"]);
  return kernel.reference === matmulReference && isPlain && areIn(a, b, out);
}

/** A dispatch as an element of `products`. */
function productOf(dispatch: Dispatch, batch: number, offsets: ReadonlyMap<string, number>): SmallProduct {
  const { params, constants } = dispatch;
  const places = placesOf(dispatch);
  const at = (name: string): number => offsets.get(places[name] ?? "") ?? 0;
  const has = (name: keyof typeof FORM): number => (constants[name] ? FORM[name] : 0);
  const common = { rates: at("rates"), rate_count: constants["RATES"] ?? 0 };
  if (isUpdate(dispatch)) {
    const count = numberOf(params, "count") / batch;
    const shape = { m: 1, n: count, k: 0, stride_a: count, stride_b: 0, stride_out: count };
    return { ...common, ...shape, a: at("g"), b: 0, out: at("w"), form: FORM.UPDATE };
  }
  const [m, n, k] = [numberOf(params, "m"), numberOf(params, "n"), numberOf(params, "k")];
  return {
    ...common,
    a: at("a"),
    b: at("b"),
    out: at("out"),
    m,
    n,
    k,
    stride_a: numberOf(params, "stride_a"),
    stride_b: numberOf(params, "stride_b"),
    stride_out: numberOf(params, "stride_out"),
    form: has("TRANSPOSE_A") | has("TRANSPOSE_B") | (constants["ACCUMULATE"] ? FORM.DESCENT : 0),
  };
}

/** Splits a list into sequences that consist only of members or only of other dispatches. */
function inRuns(list: readonly Dispatch[], isMember: (dispatch: Dispatch) => boolean): Dispatch[][] {
  const runs: Dispatch[][] = [];
  list.forEach((dispatch, i) => {
    const before = list[i - 1];
    if (before && isMember(before) === isMember(dispatch)) runs.at(-1)?.push(dispatch);
    else runs.push([dispatch]);
  });
  return runs;
}
