/**
 * Lists the observed entries of every batch entry, for products that use only these
 * (kernels/linalg/matmul_observed.ts).
 */
import { countOf } from "../math/matrix.ts";
import type { EntryList, Observed, ProgramBuilder } from "./builder.ts";

/** `masks` holds each batch entry's rows · cols zeros and ones, row-major. */
export function planObserved(
  program: ProgramBuilder,
  masks: readonly Float64Array[],
  rows: number,
  cols: number,
): Observed {
  const tensor = (name: string, initial: Uint32Array): string =>
    program.tensor({ name, type: "u32", length: initial.length, initial });
  const declare = (name: string, { starts, entries }: Lists): EntryList => ({
    starts: tensor(`observed by ${name}/starts`, starts),
    entries: tensor(`observed by ${name}/entries`, entries),
  });
  const count = masks.reduce((sum, mask) => sum + countOf(mask), 0);
  let [byRow, byColumn]: (EntryList | undefined)[] = [];
  return {
    density: count / (masks.length * rows * cols),
    byRow: () => (byRow ??= declare("row", listEntries(masks, count, rows, cols, cols, 1))),
    byColumn: () => (byColumn ??= declare("column", listEntries(masks, count, cols, rows, 1, cols))),
  };
}

interface Lists {
  readonly starts: Uint32Array;
  readonly entries: Uint32Array;
}

/**
 * Lists the entries line by line. `stepLine` and `step` are the distances, in elements, between lines and
 * between places in a line.
 */
function listEntries(
  masks: readonly Float64Array[],
  count: number,
  lines: number,
  length: number,
  stepLine: number,
  step: number,
): Lists {
  const starts = new Uint32Array(masks.length * lines + 1);
  const entries = new Uint32Array(count);
  let [line, next] = [0, 0];
  for (const mask of masks)
    for (let first = 0; first < lines * stepLine; first += stepLine) {
      for (let at = 0; at < length; at++) if (mask[first + at * step]) entries[next++] = at;
      starts[++line] = next;
    }
  return { starts, entries };
}
