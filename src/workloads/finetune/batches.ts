/**
 * Packs mini-batches of sentences into the integer arrays that a step needs: token rows, and the spans of rows and
 * sentences.
 */
import { invariant } from "../../core/errors.ts";
import type { Pool } from "./built.ts";
import { packSpans } from "./encoder.ts";

/** Sizes that fit every mini-batch. */
export interface BatchShape {
  /** Number of sentences. */
  readonly count: number;
  /** Number of token rows. */
  readonly rows: number;
  readonly maxSpan: number;
}

/** The integer arrays of one mini-batch of one run. */
interface PackedBatch {
  /** Pool row of each packed row. Rows after the last token use the pool's row of zeros. */
  readonly tokens: Uint32Array;
  readonly rowSpans: Uint32Array;
  readonly sentenceSpans: Uint32Array;
}

export function packBatch(
  { first, lengths, rows: poolRows }: Pool,
  sentences: readonly number[],
  { rows }: BatchShape,
): PackedBatch {
  const tokens = new Uint32Array(rows).fill(poolRows - 1);
  let at = 0;
  for (const s of sentences)
    for (let i = 0; i < (lengths[s] as number); i++) tokens[at++] = (first[s] as number) + i;
  return {
    tokens,
    ...packSpans(
      sentences.map((s) => lengths[s] as number),
      rows,
    ),
  };
}

/** The smallest sizes that fit all these mini-batches. */
export function shapeOf({ lengths }: Pool, batches: readonly (readonly number[])[]): BatchShape {
  const count = batches[0]?.length ?? 0;
  invariant(
    batches.every(({ length }) => length === count),
    "all mini-batches have the same size",
  );
  const tokens = (batch: readonly number[]): number[] => batch.map((s) => lengths[s] as number);
  return {
    count,
    rows: Math.max(...batches.map((batch) => tokens(batch).reduce((a, b) => a + b, 0))),
    maxSpan: Math.max(...batches.map((batch) => Math.max(...tokens(batch)))),
  };
}
