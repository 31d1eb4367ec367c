// pixels[i] = the colour of x, where x = value[i] or value[i] − reference[i], from a table that spans `low`
// to `high`. The colour is `hidden` where x is NaN or, with `masked`, where the mask is 0. Table indices are
// computed in f64, as in the reference.

/** `value`, `reference`, `mask` and `pixels` have `count` elements. `lut` holds `lutSize` packed colours. */
export function picture(
  value: usize,
  reference: usize,
  mask: usize,
  lut: usize,
  pixels: usize,
  count: usize,
  lutSize: usize,
  low: f64,
  high: f64,
  hidden: u32,
  isDifference: bool,
  masked: bool,
): void {
  const last = <f64>(lutSize - 1);
  for (let at: usize = 0; at < 4 * count; at += 4) {
    let x = <f64>load<f32>(value + at);
    if (isDifference) x -= <f64>load<f32>(reference + at);
    let colour = hidden;
    if (x == x && !(masked && load<f32>(mask + at) == 0)) {
      const place = max(0, min(last, floor(((x - low) / (high - low)) * last + 0.5)));
      colour = load<u32>(lut + 4 * <usize>place);
    }
    store<u32>(pixels + at, colour);
  }
}
