/** The browser ends processes of a page that trains: its GPU process and its worker. */
import type { CDPSession, Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/browser.mjs";
import { button, currentStep, expect, expectStatus, LONG, open, openEngine, test } from "../fixtures.ts";
import { answeringWorkers } from "../training/resources.ts";

// A flag without effect gives this file its own browser, because Chromium counts the crashes of its GPU process.
const { args, ...options } = launchOptions();
test.use({ launchOptions: { ...options, args: [...args, "--no-first-run"] } });

/** Notices about the engine are in the popover of its chip. */
const notice = (page: Page) => page.getByRole("region", { name: "Notice", includeHidden: true });

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

const engineWorker = async (page: Page) => {
  await expect.poll(() => answeringWorkers(page).length).toBe(1);
  return answeringWorkers(page)[0] as ReturnType<Page["workers"]>[number];
};

/** Opens a run and trains. With reduced motion, the page draws once a second and starts no run by itself. */
async function openAndTrain(page: Page, query: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, LONG, query);
  await button(page, "Play").click();
}

/** Waits until training passes a step. */
async function expectPast(page: Page, step: number): Promise<void> {
  await expect.poll(() => currentStep(page), { intervals: [50] }).toBeGreaterThan(step);
}

test("a killed GPU process is replaced: training continues on a new device; with WebGPU gone for good, on the CPU when asked", async ({
  page,
}) => {
  await openAndTrain(page, "?backend=webgpu");
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

test("a worker that hangs, and one that the browser ends, are replaced; training goes on, a paused run stays paused", async ({
  page,
  context,
}) => {
  await openAndTrain(page, "?backend=cpu");
  await expectPast(page, 500);
  const other = await context.newPage();
  await openAndTrain(other, "?backend=cpu");
  await expectPast(other, 500);
  await button(other, "Pause").click();
  await expectStatus(other, "paused");
  const pausedAt = await currentStep(other);

  await (
    await engineWorker(page)
  ).evaluate(() => {
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
  await (await engineWorker(other)).evaluate(() => close());

  const says = /^The engine stopped \(no answer for 10 seconds\)\..*continues from step [1-9][\d,]*\./;
  await expect(notice(page)).toContainText(says);
  await expectPast(page, await currentStep(page));
  // Chromium gives an unresponsive worker two seconds to end, and each worker that it started two more.
  await expect.poll(() => answeringWorkers(page).length).toBe(1);

  await expect(notice(other)).toContainText(says);
  await expectStatus(other, "ready");
  expect(await currentStep(other)).toBe(pausedAt);
  await button(other, "Step 10").click();
  await expect.poll(() => currentStep(other)).toBe(pausedAt + 10);
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
