/** Compares the products with listed cells with their float64 references. */
import { getGpu } from "#gpu-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDevice } from "../../../src/gpu/device.ts";
import { cellCases } from "./cells-cases.ts";
import { runBoth } from "./compare.ts";

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openDevice(getGpu()));
});
afterAll(() => device.destroy());

test("products with listed cells", async () => {
  const results = await runBoth(
    device,
    cellCases.map(({ one }) => one),
  );
  expect(results.length).toBe(cellCases.length);
  results.forEach((result, i) => cellCases[i]?.check(result));
});
