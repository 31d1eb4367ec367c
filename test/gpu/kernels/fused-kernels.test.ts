/** Compares the kernels of fused dispatches with their float64 references. */
import { getGpu, HOST } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { FORM, PRODUCT_FIELDS, small_products } from "../../../src/kernels/linalg/small_products.ts";
import { pairCount, product_residual } from "../../../src/kernels/loss/product_residual.ts";
import { abs, bits, f32, normals, once, parseShapes, runOne, U, u32, worstError, zeros } from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

test("small_products: every form, odd shapes, two batch entries, products that read each other's results", async () => {
  const batch = 2;
  // Each matrix has room for 21 × 21 numbers per batch entry.
  const stride = 21 * 21;
  const room = batch * stride;
  const [a, b, c, d, e, g, rates] = Array.from({ length: 7 }, (_, i) => i * room) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const product = (at: number, bt: number, out: number, m: number, n: number, k: number, form = 0) => ({
    a: at,
    b: bt,
    out,
    m,
    n,
    k,
    form,
    stride_a: stride,
    stride_b: stride,
    stride_out: stride,
    rates,
    rate_count: 4,
  });
  const list = [
    product(a, b, c, 21, 21, 21),
    product(c, a, d, 21, 21, 21, FORM.TRANSPOSE_A),
    product(c, a, e, 5, 7, 20, FORM.TRANSPOSE_B),
    product(d, c, b, 20, 20, 20, FORM.TRANSPOSE_A | FORM.TRANSPOSE_B | FORM.DESCENT),
    product(b, e, g, 1, 1, 1),
    product(d, 0, a, 21, 21, 0, FORM.UPDATE),
  ];
  const block = normals(7 * room, 1).map((value) => value / 5);
  block.set([NaN, NaN, NaN, NaN, -0.25, 0.75, NaN, NaN], rates);
  const results = await runOne(
    device,
    once(small_products.name, { count: list.length, batch }, {}, [
      u32(
        "products",
        list.flatMap((one) => PRODUCT_FIELDS.map((field) => one[field])),
      ),
      f32("block", block),
      u32("step", [7]),
    ]),
  );
  const found = results("block");
  const until = (values: typeof found.gpu): typeof found.gpu => values.subarray(0, rates);
  // Up to four products in a row, each of sums of at most 21 terms of size 1.
  const allowed = 64 * U;
  const worst = worstError({ gpu: until(found.gpu), cpu: until(found.cpu) }, () => allowed);
  expect(worst).toBeLessThanOrEqual(1);
});

const FORMS = [{}, { LARGE: 1, WORKGROUP_Y: 4 }];
test.each(FORMS)("product_residual, %o", async (form) => {
  const shapes = parseShapes("1×4×4 33×36×8 64×64×20 70×132×12");
  for (const [index, [m, n, k]] of shapes.entries()) {
    // In Node the kernel has every form, and its variant one of them (test/hosts/host.ts).
    if (HOST === "node" && "LARGE" in form && index < 2) continue;
    const batch = 1 + (index % 2);
    const [MASKED, HELD_OUT] = [Number(index > 0), Number(index > 1)];
    const params = { m, n, k, batch };
    const constants = { MASKED, HELD_OUT, ...form };
    const count = batch * m * n;
    const pairs = pairCount(params, form);
    const mask = bits(count, 4, 0.4);
    mask[0] = 1;
    const results = await runOne(
      device,
      once(product_residual.name, params, constants, [
        f32("a", normals(batch * m * k, 1)),
        f32("b", normals(batch * k * n, 2)),
        f32("wanted", normals(count, 3)),
        f32("mask", MASKED ? mask : mask.map(() => NaN)),
        f32("scales", [2.5, 0.75]),
        zeros("f", count),
        zeros("residual", count),
        f32("partials", new Float64Array(2 * batch * pairs).fill(NaN)),
      ]),
    );
    // Sums of k terms of size 1, then their squares.
    const ofProduct = 8 * (k + 4) * U;
    expect(worstError(results("f"), () => ofProduct)).toBeLessThanOrEqual(1);
    expect(worstError(results("residual"), () => 3 * ofProduct)).toBeLessThanOrEqual(1);
    const { cpu } = results("partials");
    const most = Math.max(...cpu);
    expect(worstError(results("partials"), (i) => 1e-5 * (abs(cpu, i) + most))).toBeLessThanOrEqual(1);
  }
});
