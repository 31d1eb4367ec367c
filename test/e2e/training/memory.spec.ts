/**
 * Loaded experiments leave nothing behind in memory. Short by default; LONG runs the whole test
 * (docs/reliability.md).
 */
import type { Page } from "@playwright/test";
import { button, currentStep, expect, expectStatus, LONG, open, test, WITH_ADAPTER } from "../fixtures.ts";
import { countOnGpu, MAX_POOL_WORKERS, ResourceMeter, type Resources } from "./resources.ts";

const IS_LONG = Boolean(process.env["LONG"]);
/** A multiple of five, because sizes repeat after five cycles. */
const RELOADS = IS_LONG ? 500 : 5;

test.use(WITH_ADAPTER);

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

/** The measured heap varies by up to 3 MB from moment to moment. The smallest of five measurements hardly varies. */
async function sample(meter: ResourceMeter): Promise<Resources> {
  let sampled = await meter.sample();
  for (let i = 1; i < 5; i++) {
    const next = await meter.sample();
    sampled = { ...next, heap: Math.min(sampled.heap, next.heap) };
  }
  return sampled;
}

for (const backend of ["webgpu", "cpu"])
  test(`${RELOADS} experiments loaded, trained and reset on ${backend} leave nothing behind`, async ({
    page,
  }) => {
    test.setTimeout(60_000 + RELOADS * 5000);
    await countOnGpu(page);
    await open(page, LONG, `?backend=${backend}`);
    const meter = await ResourceMeter.open(page);
    const cycle = async (i: number): Promise<void> => {
      await load(page, LONG.replace("seed=3", `seed=${i}`).replace("d=24", `d=${12 + (i % 5)}`));
      const begun = async (): Promise<number> => {
        // A run may have started by itself; Play then disappears.
        const play = button(page, /^(Play|Train on)$/);
        if ((await play.count()) > 0) await play.click({ timeout: 1000 }).catch(() => undefined);
        return currentStep(page);
      };
      await expect.poll(begun, { timeout: 20_000, intervals: [20] }).toBeGreaterThan(0);
      await button(page, "Reset").click();
      await expectStatus(page, "ready");
    };
    // The first five cycles open everything that is kept from then on.
    for (let i = 1; i <= 5; i++) await cycle(i);
    const before = await sample(meter);
    for (let i = 1; i <= RELOADS; i++) await cycle(i);
    const after = await sample(meter);
    console.log(`${backend}, ${RELOADS} reloads:\n${JSON.stringify(before)}\n${JSON.stringify(after)}`);
    expect(after).toMatchObject({
      ...(backend === "cpu" ? { poolWorkers: MAX_POOL_WORKERS, devices: 0 } : { poolWorkers: 0, devices: 1 }),
      workers: 1,
      gpuTextures: 0,
    });
    // The count may differ by one staging buffer.
    expect(after.gpuBuffers).toBeLessThanOrEqual(before.gpuBuffers + 2);
    expect(after.gpuBytes).toBeLessThanOrEqual(1.2 * before.gpuBytes);
    expect(after.nodes).toBeLessThan(1.2 * before.nodes);
    expect(after.listeners).toBeLessThan(1.1 * before.listeners);
    expect(after.heap).toBeLessThan(before.heap + 4e6);
  });
