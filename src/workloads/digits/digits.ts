/** Loads the handwritten digits: one file of bytes, verified and turned into samples. */
import { randomStream, sampleWithout } from "../../math/random.ts";
import { loadAsset, type Asset, type LoadFile } from "../asset.ts";
import type { Classification, Samples } from "./build.ts";

const COUNT = 10_000;
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const CLASSES = 10;
/** Number of digits kept for the test. */
const TEST_COUNT = 2000;

/** Labels 0 … 9, and pixels COUNT × 28 × 28 of 0 … 255. Rejects with the same errors as `loadAsset`. */
export async function loadDigits(
  load: LoadFile,
  asset: Asset,
  onBytes?: (received: number, total: number) => void,
) {
  const plain = await gunzip(await loadAsset(load, asset, "The digits", onBytes));
  return { labels: plain.subarray(0, COUNT), pixels: plain.subarray(COUNT) };
}

/** Uses the platform's decompression, which runs in its own thread. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Side length of the networks' input pictures. With 14, each pixel is the mean of 2 × 2 pixels. */
export type PictureSide = 14 | 28;

/**
 * Splits the digits into training and test samples. The split is random, because the file is sorted by class, and the
 * same for every seed.
 */
export function digitsData(
  { labels, pixels }: Awaited<ReturnType<typeof loadDigits>>,
  side: PictureSide,
): Classification {
  const order = sampleWithout(randomStream(0, "digits/split"), COUNT, COUNT);
  const take = (indices: Uint32Array): Samples => {
    const inputs = new Float32Array(indices.length * side * side);
    indices.forEach((index, i) => {
      const picture = pixels.subarray(index * PIXELS, (index + 1) * PIXELS);
      const into = inputs.subarray(i * side * side, (i + 1) * side * side);
      if (side === SIDE) picture.forEach((value, at) => (into[at] = value / 255));
      else pool(picture, into);
    });
    return { inputs, labels: Uint32Array.from(indices, (index) => labels[index] as number) };
  };
  return {
    features: side * side,
    classes: CLASSES,
    test: take(order.subarray(0, TEST_COUNT)),
    train: take(order.subarray(TEST_COUNT)),
  };
}

/** Means of 2 × 2 pixels, from 0 to 1. A plain loop, because the digits have millions of pixels. */
function pool(picture: Uint8Array, into: Float32Array): void {
  for (let row = 0, at = 0; row < SIDE; row += 2)
    for (let from = SIDE * row; from < SIDE * (row + 1); from += 2) {
      const above = (picture[from] as number) + (picture[from + 1] as number);
      const below = (picture[from + SIDE] as number) + (picture[from + SIDE + 1] as number);
      into[at++] = (above + below) / 4 / 255;
    }
}
