import { launchOptions } from "../../../scripts/browser.mjs";
import { finish, costCell, open, openEngine, SMALL, test, expect, expectStatus } from "../fixtures.ts";

// Uses WebGPU, on a software adapter if there is no other.
test.use({ launchOptions: launchOptions() });

test("WebGPU trains where there is an adapter, and says which", async ({ page }) => {
  // A software adapter takes long while other tests run.
  test.setTimeout(150_000);
  await open(page, SMALL, "?backend=webgpu");
  await openEngine(page);
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(/^WebGPU · \S/);
  await finish(page, 120_000);
});

test("the CPU can be forced, says so, and starts from the same numbers", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, SMALL, "?backend=webgpu");
  await expectStatus(page, "ready");
  const start = await costCell(page, "Recovery error", "Compressed");
  await openEngine(page);
  await page.getByRole("combobox", { name: "Engine" }).selectOption("cpu");
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(
    /^CPU · \d+ threads?$/,
  );
  await expect(page).toHaveURL(/\?backend=cpu/);
  await expectStatus(page, "ready");
  await expect.poll(() => costCell(page, "Recovery error", "Compressed")).toBe(start);
});

test("?backend=cpu trains on the CPU", async ({ page }) => {
  await open(page, SMALL, "?backend=cpu");
  await openEngine(page);
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveValue("cpu");
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(
    /^CPU · \d+ threads?$/,
  );
  await finish(page);
  await expect.poll(async () => Number(await costCell(page, "Train error", "Original"))).toBeLessThan(0.9);
});
