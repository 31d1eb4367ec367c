/** The benchmark of this device: it measures, the user can cancel it, and its result can be shared. */
import { expect, test, WITH_ADAPTER } from "../fixtures.ts";

test.use(WITH_ADAPTER);

test("is cancelled at once, measures again to the end, and hands on what it found", async ({ page }) => {
  await page.goto("./?view=benchmark");
  const sheet = page.getByRole("dialog", { name: "Benchmark of this device" });
  await expect(sheet.getByText("We have never timed our WebGPU kernels on a graphics card.")).toBeVisible();
  await sheet.getByRole("button", { name: "Measure" }).click();
  await expect(sheet.getByRole("row", { name: /matrix product/ }).first()).toBeVisible();
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await expect(sheet.getByText("Cancelled.")).toBeVisible();

  await sheet.getByRole("button", { name: "Measure again" }).click();
  await expect(sheet.getByText(/^Done\./)).toBeVisible();
  await expect(sheet.getByRole("columnheader", { name: /WebAssembly/ })).toBeVisible();
  await expect(sheet.getByRole("columnheader", { name: /WebGPU/ })).toBeVisible();
  const json = JSON.parse(await sheet.getByRole("textbox", { name: "Result as JSON" }).inputValue()) as {
    rows: { unit: string; value: number; what: string }[];
    card: { limits: Record<string, number>; kernels: string[]; info: Record<string, string> };
  };
  expect(json.card.limits["maxBufferSize"]).toBeGreaterThan(0);
  expect(json.card.kernels.join()).toContain("matmul");
  expect(json.rows.map(({ what }) => what)).toContain("multiply-add peak");
  const hasThreads = await page.evaluate(() => crossOriginIsolated && navigator.hardwareConcurrency > 1);
  const units = new Set(json.rows.map(({ unit }) => unit));
  expect([...units].toSorted()).toEqual(
    ["% of roofline", "GB/s", "GFLOP/s", "steps/s", ...(hasThreads ? ["× one thread"] : [])].toSorted(),
  );
  expect(json.rows.every(({ value }) => value > 0)).toBe(true);
  await expect(sheet.getByText(/time per step grows like/).first()).toBeVisible();
});
