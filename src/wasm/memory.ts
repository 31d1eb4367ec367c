/** The layout of an executor's one memory: the module's own data, then the tensors. */
import type { Program, TensorSpec, Values } from "../kernels/program.ts";
import { EngineError } from "../core/errors.ts";
import { formatCount } from "../core/format.ts";

/** Tensors begin and end at vector boundaries: multiples of 16 bytes, four f32. */
const VECTOR = 16;
export const PAGE = 2 ** 16;
/** 4 GiB, the most that a 32-bit address reaches. */
export const MAX_PAGES = 2 ** 16;

interface Layout {
  /** Addresses of the tensors by name. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly pages: number;
}

/** Places the tensors one after another. `start` is the first free byte. */
export function planMemory(program: Program, start: number): Layout {
  let end = roundUp(start, VECTOR);
  const addresses = new Map<string, number>();
  for (const { name, length } of program.tensors) {
    addresses.set(name, end);
    end += roundUp(4 * length, VECTOR);
  }
  // Leaves room because reading the last vector may reach beyond the last tensor.
  return { addresses, pages: Math.ceil((end + VECTOR) / PAGE) };
}

/** Throws EngineError "out-of-memory" if WebAssembly or this machine cannot provide the memory. */
export function growTo(memory: WebAssembly.Memory, pages: number): void {
  if (pages > MAX_PAGES) throw tooLarge(pages, "WebAssembly allows only 4 GiB", MAX_PAGES);
  try {
    memory.grow(Math.max(0, pages - memory.buffer.byteLength / PAGE));
  } catch {
    throw tooLarge(pages, "that much is not free");
  }
}

/** Returns a view of each tensor, filled with its initial values. */
export function placeTensors(
  program: Program,
  memory: WebAssembly.Memory,
  layout: Layout,
): Map<string, Values> {
  return new Map(program.tensors.map((spec) => [spec.name, view(spec, memory, layout)]));
}

function view(
  { name, type, length, initial }: TensorSpec,
  { buffer }: WebAssembly.Memory,
  { addresses }: Layout,
): Values {
  const address = addresses.get(name);
  const values =
    type === "u32" ? new Uint32Array(buffer, address, length) : new Float32Array(buffer, address, length);
  if (initial) values.set(initial);
  return values;
}

function roundUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

function tooLarge(pages: number, why: string, most?: number): EngineError {
  return new EngineError(
    "out-of-memory",
    `This run needs ${formatCount(Math.ceil((pages * PAGE) / 2 ** 20))} MiB of memory on the CPU, but ${why}. Choose a smaller size, fewer networks or fewer seeds.`,
    most === undefined ? undefined : { needed: pages * PAGE, allowed: most * PAGE },
  );
}
