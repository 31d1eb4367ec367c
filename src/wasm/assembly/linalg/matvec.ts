// out = alpha · op(a) · x + beta · out for one column x. Memory limits the speed, so the function reads `a`
// only once, in order, and packs nothing.
import { madd, sumLanes } from "../arithmetic";
import { addScaled } from "../rows";

/** `a` is m × k, or k × m when transposed. `x` has k elements, and `out` has m. */
export function matvec(
  a: usize,
  x: usize,
  out: usize,
  m: usize,
  k: usize,
  transposeA: bool,
  alpha: f32,
  beta: f32,
): void {
  if (!transposeA) {
    for (let i: usize = 0; i < m; i++) {
      const to = out + 4 * i;
      const sum = alpha * dot(a + 4 * i * k, x, k);
      store<f32>(to, beta == 0 ? sum : sum + beta * load<f32>(to));
    }
    return;
  }
  if (beta == 0) memory.fill(out, 0, 4 * m);
  else if (beta != 1)
    for (let i: usize = 0; i < m; i++) store<f32>(out + 4 * i, beta * load<f32>(out + 4 * i));
  for (let row: usize = 0; row < k; row++) addScaled(alpha * load<f32>(x + 4 * row), a + 4 * row * m, out, m);
}

/** Σ a[i] · x[i]. */
function dot(a: usize, x: usize, length: usize): f32 {
  let even = f32x4.splat(0);
  let odd = even;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) {
    even = madd(v128.load(a + 4 * i), v128.load(x + 4 * i), even);
    odd = madd(v128.load(a + 4 * i, 16), v128.load(x + 4 * i, 16), odd);
  }
  let sum = sumLanes(f32x4.add(even, odd));
  for (; i < length; i++) sum += load<f32>(a + 4 * i) * load<f32>(x + 4 * i);
  return sum;
}
