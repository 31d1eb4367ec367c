/**
 * The page's memory: loaded experiments leave nothing behind, and a large file needs a small multiple of its
 * size. Short by default; LONG does all of it (docs/reliability.md).
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/browser.mjs";
import { button, currentStep, expect, expectStatus, LONG, open, test } from "../fixtures.ts";
import { countOnGpu, MAX_POOL_WORKERS, ResourceMeter, type Resources } from "./resources.ts";

const IS_LONG = Boolean(process.env["LONG"]);
/** A multiple of five, because sizes repeat after five cycles. */
const RELOADS = IS_LONG ? 500 : 5;
/** 15 bytes for each value: 60 of the 64 MB that may be read, or 4 MB. */
const TABLE_SIDE = IS_LONG ? 2048 : 512;

// A flag without effect gives this file its own browser, whose memory is measured.
const { args, ...options } = launchOptions();
test.use({ launchOptions: { ...options, args: [...args, "--no-first-run"] } });

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

/** The moment of a measurement changes the heap by up to 3 MB. The smallest of five measurements hardly varies. */
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

test("a table near the limit of files is read in a small multiple of its size", async ({ page }, info) => {
  test.skip(process.platform !== "linux", "the most memory that a process has had is read from /proc");
  const path = info.outputPath("large.csv");
  const digits = (i: number): string => `0.${String((i * 2654435761) % 1e12).padStart(12, "1")}`;
  const line = (row: number): string =>
    Array.from({ length: TABLE_SIDE }, (_, i) => digits(1 + row * TABLE_SIDE + i)).join(",");
  writeFileSync(path, Array.from({ length: TABLE_SIDE }, (_, row) => line(row)).join("\n"));
  const { length: bytes } = readFileSync(path);
  // The hidden page does not train in the meantime.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, LONG, "?view=data&backend=cpu");
  await expectStatus(page, "ready");
  const before = await maxMemory(page);
  await page.getByRole("dialog").locator("input[type=file]").setInputFiles(path);
  await expect(page.getByRole("dialog")).toContainText("Training matrix:", { timeout: 60_000 });
  const after = await maxMemory(page);
  const mb = (n: number): string => (n / 2 ** 20).toFixed(0);
  console.log(`a CSV of ${mb(bytes)} MB: ${mb(after - before)} MB more than ${mb(before)} MB at the peak`);
  expect(after - before).toBeLessThan(10 * bytes + 50 * 2 ** 20);
});

/** Peak memory in bytes of the browser's largest renderer, which runs the page and its workers. */
async function maxMemory(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]);
  return 1024 * Math.max(...peaks.map(Number));
}
