/**
 * Loaded experiments leave no objects behind in memory. Short by default; LONG runs the whole test
 * (docs/reliability.md).
 */
import type { Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, LONG, open, test, WITH_ADAPTER } from "../fixtures.ts";
import { countOnGpu, growing, MAX_POOL_WORKERS, ResourceMeter, type Counts } from "./resources.ts";

const IS_LONG = Boolean(process.env["LONG"]);
/**
 * Objects are counted this often. The counts of some classes go up and down by a few per cent; that one of them rises
 * eight times in a row by chance is one case in 360,000.
 */
const SAMPLES = 9;
const RELOADS = SAMPLES * (IS_LONG ? 60 : 1);

/**
 * Without LONG, tests the CPU engine. That an experiment leaves no buffers on a device is tested without a page
 * (test/gpu/faults/fallbacks.test.ts).
 */
const BACKENDS = IS_LONG ? ["webgpu", "cpu"] : ["cpu"];
if (IS_LONG) test.use(WITH_ADAPTER);

/** Opens an experiment and waits until the page shows it. */
const load = (page: Page, hash: string): Promise<void> =>
  page.evaluate(
    (to) =>
      new Promise<void>((resolve) => {
        const training = document.querySelector('[role="group"][aria-label="Training"]') as Element;
        let hasBegun = false;
        const observer = new MutationObserver(() => {
          const isLoading = training.textContent.includes("preparing");
          if (hasBegun && !isLoading) {
            observer.disconnect();
            resolve();
          }
          hasBegun ||= isLoading;
        });
        observer.observe(training, { subtree: true, childList: true, characterData: true });
        window.location.hash = to;
      }),
    hash,
  );

for (const backend of BACKENDS)
  test(`no object grows in number with each of ${RELOADS} experiments loaded, trained and reset on ${backend}`, async ({
    page,
  }) => {
    test.setTimeout(900_000 + RELOADS * 10_000);
    await countOnGpu(page);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, LONG, `?backend=${backend}`);
    const meter = await ResourceMeter.open(page);
    const cycle = async (seed: number, d: number): Promise<void> => {
      await load(page, LONG.replace("seed=3", `seed=${seed}`).replace("d=24", `d=${d}`));
      await button(page, "Step 100").click();
      await expect.poll(() => currentStep(page), { intervals: [20] }).toBe(100);
      await button(page, "Reset").click();
      await expectStatus(page, "ready");
    };
    // These open everything that is kept from then on.
    for (let d = 12; d < 15; d++) await cycle(d, d);
    const samples: Counts[] = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      for (let i = 0; i < RELOADS / SAMPLES; i++) await cycle(100 + sample * RELOADS + i, 12 + (i % 5));
      samples.push({ ...(await meter.objects()), ...(await meter.sample()) });
    }
    console.log(`${backend}, ${RELOADS} reloads:`, await meter.heap());
    expect(growing(samples)).toEqual([]);
    expect(samples.at(-1)).toMatchObject({
      ...(backend === "cpu" ? { poolWorkers: MAX_POOL_WORKERS, devices: 0 } : { poolWorkers: 0, devices: 1 }),
      workers: 1,
      gpuTextures: 0,
    });
  });
