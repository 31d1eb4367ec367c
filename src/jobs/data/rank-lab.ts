/** For the first lesson: best rank-k approximations of a grey picture (Eckart and Young), without training. */
import { svd, type Svd } from "../../math/svd.ts";
import type { Matrix } from "../../math/matrix.ts";
import { loadBundled, parsePgm, resample } from "../../workloads/mf/data/bundled.ts";
import type { LoadFile } from "../../workloads/asset.ts";
import { noiseImage } from "../../workloads/mf/data/generate.ts";

export type RankPicture = "photograph" | "noise";

export interface RankSource {
  readonly side: number;
  /** Singular values, descending. */
  readonly sigma: readonly number[];
}

export interface RankView {
  /** RGBA, side × side × 4. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** ‖X − X_k‖/‖X‖. */
  readonly error: number;
  /** Count of stored numbers: k columns and k rows, instead of side² entries. */
  readonly numbers: number;
}

export class RankLab {
  readonly #load: LoadFile;
  #svd: Svd | undefined;

  constructor(load: LoadFile) {
    this.#load = load;
  }

  async open(picture: RankPicture, side: number): Promise<RankSource> {
    const image =
      picture === "noise"
        ? noiseImage(0, side, side)
        : resample(parsePgm(await loadBundled(this.#load, "alpine.pgm")), side, side);
    this.#svd = svd(image);
    return { side, sigma: this.#svd.sigma };
  }

  /** The sum of the first k terms σᵢ uᵢ vᵢᵀ. */
  approximate(k: number): RankView {
    if (!this.#svd) throw new Error("Bug: a picture must be opened first");
    const { u, sigma: s, v } = this.#svd;
    const side = s.length;
    const X = new Float64Array(side * side);
    for (let t = 0; t < k; t++)
      for (let i = 0; i < side; i++) {
        const a = (s[t] ?? 0) * at(u, i, t);
        for (let j = 0; j < side; j++) X[i * side + j] = (X[i * side + j] ?? 0) + a * at(v, j, t);
      }
    const energy = (from: number): number => s.slice(from).reduce((sum, value) => sum + value * value, 0);
    return { pixels: grey(X), error: Math.sqrt(energy(k) / energy(0)), numbers: k * 2 * side };
  }
}

const at = (m: Matrix, i: number, j: number): number => m.data[i * m.cols + j] ?? 0;

function grey(values: Float64Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, i) => pixels.set([255 * value, 255 * value, 255 * value, 255], 4 * i));
  return pixels;
}
