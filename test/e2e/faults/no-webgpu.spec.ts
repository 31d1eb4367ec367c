import { launchOptions } from "../../../scripts/browser.mjs";
import { button, currentStep, expect, finish, open, openEngine, SMALL, test } from "../fixtures.ts";

const { args, ...options } = launchOptions({ hasAdapter: false });
/** Browsers do not trust this address without https, although they trust localhost. */
const ELSEWHERE = "10.9.8.7";
test.use({
  launchOptions: { ...options, args: [...args, `--host-resolver-rules=MAP ${ELSEWHERE} localhost`] },
});

test("a browser without a WebGPU adapter trains on the CPU and says why", async ({ page }) => {
  await open(page, SMALL, "");
  expect(await page.evaluate(() => navigator.gpu.requestAdapter())).toBeNull();
  await openEngine(page);
  await expect(page.getByRole("region", { name: "Notice" })).toContainText(
    "Training runs on the CPU instead",
  );
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(
    /^CPU · \d+ threads?$/,
  );
  await expect.poll(() => currentStep(page)).toBeGreaterThan(5);
});

test("an address without https trains on the CPU, says what WebGPU needs, and still shares", async ({
  browser,
  baseURL,
}) => {
  // The console need not be clean here, because Chromium itself reports that it ignores a header.
  const page = await browser.newPage({ serviceWorkers: "block" });
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  const address = new URL(SMALL, baseURL);
  address.hostname = ELSEWHERE;
  await page.goto(address.href);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await openEngine(page);
  await expect(page.getByRole("region", { name: "Notice" })).toContainText("https");
  await page.keyboard.press("Escape");
  await finish(page);
  await button(page, "Share").click();
  await expect(page.getByRole("dialog")).toContainText(address.host);
  expect(errors).toEqual([]);
  await page.close();
});
