/** The browser ends the GPU process of a page that trains. */
import type { CDPSession, Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/browser.mjs";
import {
  button,
  currentStep,
  expect,
  expectPast,
  expectStatus,
  LONG,
  notice,
  open,
  openEngine,
  test,
} from "../fixtures.ts";

// A flag without effect gives this file its own browser, because Chromium counts the crashes of its GPU process.
const { args, ...options } = launchOptions();
test.use({ launchOptions: { ...options, args: [...args, "--no-first-run"] } });

/** Ends this browser's own GPU process, as a crash of the driver would. */
async function killGpuProcess(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  const cdp: CDPSession = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const gpu = processInfo.find(({ type }) => type === "GPU");
  if (!gpu) throw new Error("this browser has no GPU process");
  process.kill(gpu.id, "SIGKILL");
}

test("a killed GPU process is replaced: training continues on a new device; with WebGPU gone for good, on the CPU when asked", async ({
  page,
}) => {
  // The page then draws once a second, and starts no run by itself.
  await page.emulateMedia({ reducedMotion: "reduce" });
  // A software adapter takes long to compile the kernels of each network, so there is one network.
  await open(page, LONG.replace(/nets=.*/, "nets=thin"), "?backend=webgpu");
  await button(page, "Play").click();
  await expectPast(page, 50);
  await killGpuProcess(page);
  await expect(notice(page)).toContainText(
    /stopped working.*Training continues on a new device from step \d+/,
  );
  await expectPast(page, await currentStep(page));

  // A browser gives WebGPU up if its GPU process ends again so soon.
  await killGpuProcess(page);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Training stopped. This browser supports WebGPU but found no");
  const at = await currentStep(page);
  await button(page, "Train on the CPU").click();
  await openEngine(page);
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveAccessibleDescription(
    /^CPU · \d+ threads?$/,
  );
  await expect(alert).toHaveCount(0);
  // The run continues from the last checkpoint, not from step 0.
  expect(await currentStep(page)).toBeGreaterThan(0);
  await expectPast(page, at);
  await expectStatus(page, "training");
});

test("an experiment that is too large for the device offers the nearest size, and is not changed by itself", async ({
  page,
}) => {
  await page.goto("/#v=2&task=ms&data=random&d=512&r=2&N=65536&nets=thin");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(/^Training did not start\. .* needs 64\.0 GiB for A alone/);
  await expect(page).toHaveURL(/d=512/);
  await expect(
    button(page, "Open it at 128 × 128 with 16,288 measurements, the nearest size that fits this device"),
  ).toBeVisible();
});
