/** The benchmark of this device: it measures, the user can cancel it, and its result can be shared. */
import { changeWorkers, expect, test, WITH_ADAPTER } from "../fixtures.ts";

test.use(WITH_ADAPTER);

/** Shorter measurements of smaller networks, because a software adapter takes most of a minute for the page's own. */
const shortened = (script: string): string =>
  script
    .replace("dims:[64,96,128,192,256],rounds:5,roundMs:100", "dims:[16,32,64],rounds:3,roundMs:10")
    .replace("sizes:[128,256,512],lengths:[2**16,2**22]", "sizes:[64,128],lengths:[2**12,2**16]");

test("is cancelled at once, measures again to the end, and hands on what it found", async ({ page }) => {
  await changeWorkers(page, shortened);
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
    rows: { unit: string; value: number; what: string; shape: string }[];
    card: { limits: Record<string, number>; kernels: string[]; info: Record<string, string> };
  };
  expect(json.card.limits["maxBufferSize"]).toBeGreaterThan(0);
  expect(json.card.kernels.join()).toContain("matmul");
  expect(json.rows.map(({ what }) => what)).toContain("multiply-add peak");
  expect(json.rows.map(({ shape }) => shape)).toEqual(expect.arrayContaining(["64 × 64 × 64", "d = 16"]));
  const hasThreads = await page.evaluate(() => crossOriginIsolated && navigator.hardwareConcurrency > 1);
  const units = new Set(json.rows.map(({ unit }) => unit));
  expect([...units].toSorted()).toEqual(
    ["% of roofline", "GB/s", "GFLOP/s", "steps/s", ...(hasThreads ? ["× one thread"] : [])].toSorted(),
  );
  expect(json.rows.every(({ value }) => value > 0)).toBe(true);
  await expect(sheet.getByText(/time per step grows like/).first()).toBeVisible();
});
