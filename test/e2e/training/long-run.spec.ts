/**
 * The page trains for hours: nothing may grow (in the long tests, for SOAK_MINUTES per engine), and a sleeping machine
 * must do no harm.
 */
import type { Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/browser.mjs";
import { button, currentStep, expect, expectStatus, LONG, notice, open, test } from "../fixtures.ts";
import {
  answeringWorkers,
  countOnGpu,
  MAX_POOL_WORKERS,
  ResourceMeter,
  type Resources,
} from "./resources.ts";

const IS_LONG = Boolean(process.env["LONG"]);
const SOAK_MINUTES = Number(process.env["SOAK_MINUTES"] ?? 30);
const SAMPLES = 30;

// A flag without effect gives this file its own browser, which may be stopped and started again.
const { args, ...options } = launchOptions();
test.use({ launchOptions: { ...options, args: [...args, "--no-first-run"] } });

type Sample = Resources & { readonly heap: number };
const maxOf = (samples: readonly Sample[]) => (key: keyof Sample) =>
  Math.max(...samples.map((sample) => sample[key]));

for (const backend of IS_LONG ? ["webgpu", "cpu"] : [])
  test(`training on ${backend} uses as many resources at the end as in the middle`, async ({ page }) => {
    // Measurements take time too.
    test.setTimeout(1.2 * SOAK_MINUTES * 60_000 + 120_000);
    await countOnGpu(page);
    await open(page, LONG, `?backend=${backend}`);
    await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
    const meter = await ResourceMeter.open(page);
    const samples: Sample[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      await page.waitForTimeout((SOAK_MINUTES * 60_000) / SAMPLES);
      // The CPU finishes ten million steps in less than half an hour; Play then continues past the last step.
      // The click may fail, because Play disappears when a run starts by itself.
      const play = button(page, /^(Play|Train more)$/);
      if ((await play.count()) > 0) await play.click({ timeout: 1000 }).catch(() => undefined);
      // The heap first, because measuring it collects garbage.
      samples.push({ heap: await meter.heap(), ...(await meter.sample()) });
    }
    // The first third fills the bounded records: pictures, checkpoints, curves.
    const middle = maxOf(samples.slice(SAMPLES / 3, (2 * SAMPLES) / 3));
    const end = maxOf(samples.slice((2 * SAMPLES) / 3));
    console.log(`${backend}, ${SOAK_MINUTES} min, step ${await currentStep(page)}:`);
    for (const i of [0, SAMPLES / 3, (2 * SAMPLES) / 3, SAMPLES - 1]) console.log(JSON.stringify(samples[i]));
    await expectStatus(page, "training");
    expect(end("workers")).toBe(1);
    expect(end("poolWorkers")).toBe(backend === "cpu" ? MAX_POOL_WORKERS : 0);
    expect(end("devices")).toBe(backend === "webgpu" ? 1 : 0);
    expect(end("gpuTextures")).toBe(0);
    expect(end("gpuBuffers")).toBeLessThanOrEqual(middle("gpuBuffers"));
    expect(end("gpuBytes")).toBeLessThanOrEqual(middle("gpuBytes"));
    expect(end("listeners")).toBeLessThan(1.1 * middle("listeners"));
    expect(end("nodes")).toBeLessThan(1.2 * middle("nodes"));
    expect(end("heap")).toBeLessThan(1.1 * middle("heap") + 4e6);
    await expect(notice(page)).toHaveCount(0);
  });

test("two tabs train at once; a machine that sleeps and wakes finds both training", async ({
  page,
  context,
}) => {
  const long = LONG.replace(/nets=.*/, "nets=thin");
  await open(page, long, "?backend=webgpu");
  const other = await context.newPage();
  await open(other, long.replace("seed=3", "seed=4"), "?backend=webgpu");
  const pages = [page, other];
  const goOn = async (): Promise<void> => {
    for (const one of pages) {
      const before = await currentStep(one);
      await expect.poll(() => currentStep(one)).toBeGreaterThan(before + 10);
    }
  };
  await goOn();
  // The sleep is longer than a worker may be silent while the machine is awake. Clocks run on during the
  // sleep.
  await sleepAndWake(page, 12_000);
  await goOn();
  for (const one of pages) {
    await expect(notice(one)).toHaveCount(0);
    await expect(one.getByRole("alert")).toHaveCount(0);
    expect(answeringWorkers(one)).toHaveLength(1);
  }
});

/** Stops every process of this test's own browser. */
async function sleepAndWake(page: Page, ms: number): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const all = (signal: NodeJS.Signals): void => processInfo.forEach(({ id }) => process.kill(id, signal));
  all("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, ms));
  all("SIGCONT");
}
