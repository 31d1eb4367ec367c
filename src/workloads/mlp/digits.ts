/** Loads the handwritten digits: one file of bytes, verified and turned into samples. */
import { gunzipSync } from "fflate";
import { randomStream, sampleWithout } from "../../math/random.ts";
import { loadAsset, type Asset, type LoadFile } from "../../problem/asset.ts";
import type { Classification, Samples } from "./built.ts";

const COUNT = 10_000;
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const CLASSES = 10;
/** Digits that no network trains on. */
const TEST_COUNT = 2000;

interface Digits {
  /** 0 … 9. */
  readonly labels: Uint8Array;
  /** COUNT × 28 × 28, 0 … 255. */
  readonly pixels: Uint8Array;
}

/** Rejects like `loadAsset`. */
export async function loadDigits(
  load: LoadFile,
  asset: Asset,
  onBytes?: (received: number, total: number) => void,
): Promise<Digits> {
  const plain = gunzipSync(await loadAsset(load, asset, "The digits", onBytes));
  return { labels: plain.subarray(0, COUNT), pixels: plain.subarray(COUNT) };
}

/** Side length of the networks' input pictures. With 14, each pixel is the mean of 2 × 2 pixels. */
export type PictureSide = 14 | 28;

/**
 * Splits the digits into training and test samples: at random, because the file is sorted by class, and alike
 * for every seed.
 */
export function digitsData({ labels, pixels }: Digits, side: PictureSide): Classification {
  const order = sampleWithout(randomStream(0, "digits/split"), COUNT, COUNT);
  const take = (indices: Uint32Array): Samples => {
    const inputs = new Float32Array(indices.length * side * side);
    indices.forEach((index, i) => {
      const picture = pixels.subarray(index * PIXELS, (index + 1) * PIXELS);
      inputs.set(side === SIDE ? picture : pool(picture), i * side * side);
    });
    return {
      inputs: inputs.map((value) => value / 255),
      labels: Uint32Array.from(indices, (index) => labels[index] as number),
    };
  };
  return {
    features: side * side,
    classes: CLASSES,
    test: take(order.subarray(0, TEST_COUNT)),
    train: take(order.subarray(TEST_COUNT)),
  };
}

/** Means of 2 × 2 pixels. */
function pool(picture: Uint8Array): Float32Array {
  const half = SIDE / 2;
  return Float32Array.from({ length: half * half }, (_, i) => {
    const at = 2 * SIDE * Math.floor(i / half) + 2 * (i % half);
    const sum = [at, at + 1, at + SIDE, at + SIDE + 1].reduce((s, p) => s + (picture[p] as number), 0);
    return sum / 4;
  });
}
