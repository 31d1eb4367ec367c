/**
 * The dynamic maps of 8-bit optimizers (Dettmers et al. 2022, `create_dynamic_map` of bitsandbytes): 256
 * ascending values up to 1, spread over seven powers of ten. First moments use the signed map, second moments
 * the unsigned one.
 */
const EXPONENTS = 7;

export function eightBitMaps(): { signed: number[]; unsigned: number[] } {
  return { signed: dynamicMap(true), unsigned: dynamicMap(false) };
}

function dynamicMap(isSigned: boolean): number[] {
  const values = [0, 1];
  for (let exponent = 0; exponent < EXPONENTS; exponent++) {
    const count = 2 ** (exponent + (isSigned ? 0 : 1));
    const size = 10 ** (exponent - EXPONENTS + 1);
    for (let i = 0; i < count; i++) {
      // The midpoints of equal intervals between .1 and 1.
      const middle = size * (0.1 + (0.9 * (i + 0.5)) / count);
      values.push(middle);
      if (isSigned) values.push(-middle);
    }
  }
  return values.toSorted((a, b) => a - b);
}
