/** Changes a valid file as accidents or attackers would. */
import * as fc from "fast-check";
import { bytesOf } from "./samples.ts";

/** Pieces that break parsers more often than random bytes do. */
const NASTY = [
  "1000000000 1000000000 1",
  "999999999999999999999",
  "-1",
  "1e309",
  "NaN",
  "inf",
  '"',
  '"""',
  "\n\n",
  "\r",
  "\0",
  ",,,,,,",
  "=cmd|'/c'!A1",
  "\ufeff",
  "%%MatrixMarket",
  "(1000000000, 1000000000)",
  "'shape': ()",
  "\t",
  ";",
].map(bytesOf);

type Change =
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "drop"; readonly at: number; readonly length: number }
  | { readonly kind: "insert"; readonly at: number; readonly piece: Uint8Array };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("flip" as const),
      at: place,
      bit: fc.integer({ min: 0, max: 7 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("drop" as const),
      at: place,
      length: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("insert" as const),
      at: place,
      piece: fc.oneof(fc.constantFrom(...NASTY), fc.uint8Array({ maxLength: 8 })),
    }),
  },
);

export const changes = fc.array(change, { minLength: 1, maxLength: 6 });

/** The file after one more change. */
export function apply(file: Uint8Array, step: Change): Uint8Array {
  const at = Math.min(file.length, Math.floor(step.at * (file.length + 1)));
  if (step.kind === "cut") return file.slice(0, at);
  if (step.kind === "drop") return Uint8Array.of(...file.subarray(0, at), ...file.subarray(at + step.length));
  if (step.kind === "insert")
    return Uint8Array.of(...file.subarray(0, at), ...step.piece, ...file.subarray(at));
  const out = file.slice();
  if (at < out.length) out[at] = (out[at] as number) ^ (1 << step.bit);
  return out;
}
