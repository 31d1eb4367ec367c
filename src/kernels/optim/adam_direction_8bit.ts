import wgsl from "../../../shaders/optim/adam_direction_8bit.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, type ReferenceTensor, u32, uniform } from "../kernel.ts";
import { unpackHyper } from "./hyper.ts";

/**
 * Like `adam_direction`, but stores the moments as 8-bit codes in blocks of 256: moment = maps[code] · (largest
 * magnitude in its block). Params: total number of elements. step[0] is the number t ≥ 1 of this update. A word
 * holds four codes, the first in its lowest byte.
 */
export const adam_direction_8bit = defineKernel({
  name: "adam_direction_8bit",
  wgsl,
  params: u32("count"),
  bindings: [
    ...uniform("hyper"),
    ...read("g", "step", "maps"),
    ...readWrite("codes1", "codes2", "maxima", "out"),
  ],
  constants: { WORKGROUP: 64 },
  grid: ({ count }) => foldGrid(count / 256, 1),
  wasm: [],
  reference: ({ count }, _constants, [hyper, g, step, maps, codes1, codes2, maxima, out]) => {
    const h = unpackHyper(hyper);
    const t = step[0] as number;
    const correction = Math.sqrt(-Math.expm1(t * h.log_beta2)) / -Math.expm1(t * h.log_beta1);
    const signed = Float64Array.from(maps.subarray(0, 256));
    const unsigned = Float64Array.from(maps.subarray(256, 512));
    for (let from = 0, block = 0; from < count; from += BLOCK, block++) {
      const end = Math.min(from + BLOCK, count);
      const m = new Float64Array(end - from);
      const v = new Float64Array(end - from);
      const [largest1, largest2] = [maxima[2 * block] as number, maxima[2 * block + 1] as number];
      for (let i = from; i < end; i++) {
        const gradient = g[i] as number;
        const old1 = (signed[codeAt(codes1, i)] as number) * largest1;
        const old2 = (unsigned[codeAt(codes2, i)] as number) * largest2;
        m[i - from] = h.beta1 * old1 + h.one_minus_beta1 * gradient;
        v[i - from] = h.beta2 * old2 + h.one_minus_beta2 * gradient * gradient;
        out[i] = (correction * (m[i - from] as number)) / (Math.sqrt(v[i - from] as number) + h.epsilon);
      }
      const [next1, next2] = [m, v].map((values) => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0)) as [
        number,
        number,
      ];
      maxima[2 * block] = next1;
      maxima[2 * block + 1] = next2;
      for (let i = from; i < end; i++) {
        setCode(codes1, i, nearest(signed, next1 > 0 ? (m[i - from] as number) / next1 : 0));
        // Code 0 would be a second moment of 0, and the next step would then be huge.
        setCode(codes2, i, Math.max(1, nearest(unsigned, next2 > 0 ? (v[i - from] as number) / next2 : 0)));
      }
    }
  },
});

const BLOCK = 256;

const codeAt = (codes: ReferenceTensor, i: number): number =>
  ((codes[i >> 2] as number) >>> (8 * (i & 3))) & 255;

function setCode(codes: ReferenceTensor, i: number, code: number): void {
  const shift = 8 * (i & 3);
  codes[i >> 2] = (((codes[i >> 2] as number) & ~(255 << shift)) | (code << shift)) >>> 0;
}

/** The code of the nearest value. Ties go to the lower code. */
function nearest(map: Float64Array, value: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low > 0 && value - (map[low - 1] as number) <= (map[low] as number) - value ? low - 1 : low;
}
