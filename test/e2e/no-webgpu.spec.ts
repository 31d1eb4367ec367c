import { launchOptions } from "../../scripts/browser.mjs";
import { currentStep, expect, open, test } from "./fixtures.ts";

const { args, ...options } = launchOptions();
// Without the flags that give it a software one, Chromium finds no adapter here.
test.use({ launchOptions: { ...options, args: args.filter((flag) => !/webgpu|vulkan/i.test(flag)) } });

test("a browser without a WebGPU adapter trains on the CPU and says why", async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => navigator.gpu.requestAdapter())).toBeNull();
  await expect(page.getByRole("region", { name: "Notice" })).toContainText(
    "Training runs on the CPU instead",
  );
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(
    /^CPU · \d+ threads?$/,
  );
  await expect.poll(() => currentStep(page), { timeout: 30_000 }).toBeGreaterThan(5);
});
