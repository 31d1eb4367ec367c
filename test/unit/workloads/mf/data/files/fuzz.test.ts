/**
 * Parses mutated files of every format. Any input must give a matrix within the limits, or a FileError whose
 * message is a sentence. 20,000 cases for each format with LONG=1 (npm run test:long), 300 without.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageSize } from "../../../../../../src/workloads/mf/data/files/pgm.ts";
import {
  FileError,
  LIMITS,
  type ImportedMatrix,
} from "../../../../../../src/workloads/mf/data/files/imported.ts";
import { parseFile } from "../../../../../../src/workloads/mf/data/files/parse.ts";
import { apply, changes } from "./mutations.ts";
import { bytesOf, CSV, doubles, jpeg, MARKET, npy, npyHeader, PGM, png, RATINGS, webp } from "./samples.ts";

const CASES = process.env["LONG"] ? 20_000 : 300;

const SAMPLES: Readonly<Record<string, readonly Uint8Array[]>> = {
  CSV: [CSV, "1;2,5\n3;4\n", "x\ty\nr1\t1\t2\nr2\t3\t4\n", '"a,b","c"\n1,2\n3,4\n'].map(bytesOf),
  NPY: [
    npy(npyHeader("<f8", "2, 3"), doubles(1, 2, 3, 4, NaN, 6)),
    npy(npyHeader(">i2", "2, 2", "True"), Uint8Array.of(0, 1, 0, 2, 0, 3, 0, 4), 2),
    npy(npyHeader("|b1", "2, 2"), Uint8Array.of(1, 0, 0, 1), 3),
  ],
  "Matrix Market": [
    MARKET,
    "%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n",
    "%%MatrixMarket matrix coordinate pattern skew-symmetric\n3 3 1\n2 1\n",
  ].map(bytesOf),
  ratings: [RATINGS, `userId,movieId,rating,timestamp\n${RATINGS.replaceAll("\t", ",")}`].map(bytesOf),
  PGM: [PGM],
};

/** Names the fault of a parsed matrix; empty if there is none. */
function fault({ rows, cols, values, known }: ImportedMatrix): string {
  if (rows > LIMITS.side || cols > LIMITS.side) return "too large";
  if (values.length !== rows * cols || (known && known.length !== values.length)) return "lengths";
  return values.every((value) => Math.abs(value) <= LIMITS.value) ? "" : "a value beyond the limit";
}

const isSentence = (error: unknown): boolean =>
  error instanceof FileError && /^[^\0]{10,400}$/u.test(error.message);

describe(`${CASES} mutated files of each kind end in a matrix or in a sentence`, () => {
  it.each(Object.entries(SAMPLES))("%s", async (_kind, samples) => {
    const seen = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), changes, async (file, steps) => {
        const answer: unknown = await parseFile(steps.reduce(apply, file)).then(
          fault,
          (error: unknown) => error,
        );
        seen[answer === "" ? "taken" : "refused"]++;
        return answer === "" || isSentence(answer);
      }),
      { numRuns: CASES, seed: 4 },
    );
    // Both outcomes must occur, or the fuzzer tests nothing.
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(CASES / 100);
  });

  it("headers of pictures", () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(fc.constantFrom(png(640, 480), jpeg(640, 480), webp(640, 480)), changes, (file, steps) => {
        try {
          const { width, height } = imageSize(steps.reduce(apply, file));
          seen.taken++;
          return width * height <= LIMITS.pixels;
        } catch (error) {
          seen.refused++;
          return isSentence(error) && /pixels|byte/.test((error as Error).message);
        }
      }),
      { numRuns: CASES, seed: 4 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(CASES / 100);
  });
});
