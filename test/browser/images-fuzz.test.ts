/**
 * Feeds pictures made by the browser, cut off and with bits flipped, to the browser's own decoder. The answer
 * must be a matrix within the limits whose values lie between 0 and 1, or a sentence. 20,000 of each format with
 * LONG=1 (npm run test:long), 100 without.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { decodeImage } from "../../src/jobs/data/decode-image.ts";
import { FileError, LIMITS } from "../../src/workloads/mf/data/files/imported.ts";
import { parseFile } from "../../src/workloads/mf/data/files/parse.ts";
import { apply, changes } from "../unit/workloads/mf/data/files/mutations.ts";

const CASES = import.meta.env["LONG"] ? 20_000 : 100;

/** 24 × 16 in colour, with noise, so that every format has something to store. */
async function picture(type: string): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(24, 16);
  const context = canvas.getContext("2d");
  const pixels = Uint8ClampedArray.from({ length: 4 * 24 * 16 }, (_, i) =>
    i % 4 === 3 ? 255 : (i * 2654435761) >>> 24,
  );
  context?.putImageData(new ImageData(pixels, 24, 16), 0, 0);
  const blob = await canvas.convertToBlob({ type, quality: 0.9 });
  expect(blob.type).toBe(type);
  return new Uint8Array(await blob.arrayBuffer());
}

it.each(["image/png", "image/jpeg", "image/webp"])(`${CASES} damaged pictures, %s`, async (type) => {
  const whole = await picture(type);
  expect(await parseFile(whole, decodeImage)).toMatchObject({ format: "image", rows: 16, cols: 24 });
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(changes, async (steps) => {
      try {
        const { rows, cols, values } = await parseFile(steps.reduce(apply, whole), decodeImage);
        seen.taken++;
        return (
          values.length === rows * cols &&
          Math.max(rows, cols) <= LIMITS.side &&
          values.every((value) => value >= 0 && value <= 1 + 1e-12)
        );
      } catch (error) {
        seen.refused++;
        return error instanceof FileError && /^[^\0]{10,400}$/u.test(error.message);
      }
    }),
    { numRuns: CASES, seed: 4 },
  );
  expect(seen.taken + seen.refused).toBe(CASES);
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(CASES / 100);
});
