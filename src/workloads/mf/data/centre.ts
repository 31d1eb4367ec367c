/**
 * The baseline that is subtracted from real data before training. It is computed from the observed entries
 * only.
 */
import type { Matrix } from "../../../math/matrix.ts";

/** The baseline to subtract: none; the mean; or the mean plus each row's and column's deviation from it. */
export type Centre = "none" | "mean" | "biases";

/**
 * Shrinks each bias towards 0: the mean that gives the bias includes this many zeros in addition to its row's or
 * column's entries. A single rating says little about a person.
 */
const SHRINKAGE = 5;
/** Number of alternations. The biases converge much earlier. */
const TURNS = 10;

interface Centring {
  readonly offset: number;
  /** The bias of each entry, in addition to the offset. */
  readonly biases?: Float64Array;
}

export function centring(data: Matrix, mask: Float64Array | undefined, centre: Centre): Centring {
  if (centre === "none") return { offset: 0 };
  const count = mask ? mask.reduce((sum, value) => sum + value, 0) : data.data.length;
  const offset = data.data.reduce((sum, value, i) => sum + value * (mask?.[i] ?? 1), 0) / count;
  return centre === "mean" ? { offset } : { offset, biases: biasesOf(data, mask, offset) };
}

/** Finds by alternation the b_i + c_j that fit the observed entries best. */
function biasesOf(
  { rows, cols, data }: Matrix,
  mask: Float64Array | undefined,
  offset: number,
): Float64Array {
  const ofRow = new Float64Array(rows);
  const ofCol = new Float64Array(cols);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [own, other, at] of [
      [ofRow, ofCol, (i: number, j: number) => i * cols + j],
      [ofCol, ofRow, (j: number, i: number) => i * cols + j],
    ] as const)
      for (let i = 0; i < own.length; i++) {
        let sum = 0;
        let count = SHRINKAGE;
        for (let j = 0; j < other.length; j++) {
          const weight = mask?.[at(i, j)] ?? 1;
          if (weight === 0) continue;
          sum += (data[at(i, j)] as number) - offset - (other[j] as number);
          count++;
        }
        own[i] = sum / count;
      }
  }
  return Float64Array.from(
    data,
    (_, k) => (ofRow[Math.floor(k / cols)] as number) + (ofCol[k % cols] as number),
  );
}
