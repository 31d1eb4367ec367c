/** Converts to and from IEEE half precision, stored as 16-bit patterns, for the bundled assets. */

/** Rounds to the nearest half-precision number, ties to even. */
export function toFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundEven(size * 2 ** 24);
  let exponent = Math.floor(Math.log2(size));
  // log2 may round up to the next whole number.
  if (2 ** exponent > size) exponent--;
  return sign | (((exponent + 15) << 10) + roundEven((size / 2 ** exponent - 1) * 1024));
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The result is exact, because every half-precision number is also a float32. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  const out = new Float32Array(bits.length);
  const words = new Uint32Array(out.buffer);
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i] as number;
    const exponent = half & 0x7c00;
    if (exponent === 0) out[i] = (half & 0x8000 ? -1 : 1) * (half & 0x3ff) * 2 ** -24;
    else
      words[i] =
        ((half & 0x8000) << 16) |
        (exponent === 0x7c00 ? 0x7f800000 : ((exponent >> 10) + 112) << 23) |
        ((half & 0x3ff) << 13);
  }
  return out;
}
