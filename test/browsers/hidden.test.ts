/**
 * A hidden tab in a Chromium that throttles hidden tabs as usual. Training continues, and the page catches up
 * when it is shown again. Takes a few seconds or, with LONG, six minutes, because Chromium wakes a page only
 * once a minute after it has been hidden for five minutes.
 */
import { launch, type Page } from "puppeteer-core";
import { preview } from "vite";
import { expect, test } from "vitest";
import { findChromium, launchOptions } from "../../scripts/browser.mjs";
import { read, region } from "./visitor.ts";

const IS_LONG = Boolean(process.env["LONG"]);
const HIDDEN_MS = IS_LONG ? 360_000 : 5000;
/** Browser drivers disable this throttling unless told otherwise. */
const UNSAVING = [
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];
/** Slow enough for any machine to keep up. */
const STEPS_PER_S = 50;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function stepOf(page: Page): Promise<number> {
  const evaluate = async (expression: string) => page.evaluate(expression) as never;
  const text = await read({ evaluate }, region("Training"));
  return Number(/step\s+([\d,]+)/.exec(text ?? "")?.[1]?.replaceAll(",", ""));
}

test(
  "a hidden tab continues to train, and so does the page when it is shown again",
  { timeout: 600_000 + HIDDEN_MS },
  async () => {
    const server = await preview({ preview: { port: 0 }, logLevel: "silent" });
    // The headless shell hides no tab.
    const executablePath = findChromium();
    const browser = await launch({
      args: launchOptions({ hasAdapter: false }).args,
      ignoreDefaultArgs: UNSAVING,
      ...(executablePath ? { executablePath } : {}),
    });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${server.resolvedUrls?.local[0]}?backend=cpu#v=2&data=random&d=24&r=2&T=1000000&seed=3`);
    await page.waitForSelector("select.speed");
    await page.select("select.speed", String(STEPS_PER_S));
    await expect.poll(() => stepOf(page)).toBeGreaterThan(0);
    // The ticks of the page's own timer show whether it is slowed down and how long its thread was busy.
    await page.evaluate(() => {
      const seen = { ticks: 0, longestMs: 0 };
      setInterval(() => seen.ticks++, 100);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longestMs = Math.max(seen.longestMs, duration);
      }).observe({ type: "longtask" });
      Object.assign(window, { seen });
    });
    const seen = () =>
      page.evaluate(() => (window as unknown as { seen: { ticks: number; longestMs: number } }).seen);

    const front = await browser.newPage();
    await front.bringToFront();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe("hidden");
    const before = { step: await stepOf(page), ...(await seen()) };
    await wait(HIDDEN_MS);
    const slow = await seen();
    expect(slow.ticks - before.ticks).toBeLessThan(HIDDEN_MS / 300);
    const made = async (): Promise<number> => (await stepOf(page)) - before.step;
    await expect.poll(made).toBeGreaterThan((await made()) + 2 * STEPS_PER_S);

    await page.bringToFront();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe("visible");
    const after = await made();
    const expected = (STEPS_PER_S * HIDDEN_MS) / 1000;
    const { longestMs } = await seen();
    console.log(`hidden for ${HIDDEN_MS / 1000} s: ${after} steps of ${expected}`);
    console.log(`the page was busy for ${Math.round(longestMs)} ms at a time, at most`);
    // In the long test, which has the machine to itself, the page has caught up with its first frames.
    expect(after).toBeGreaterThan(IS_LONG ? 0.5 * expected : 0);
    expect(longestMs).toBeLessThan(IS_LONG ? 1000 : Infinity);
    await expect.poll(made).toBeGreaterThan(after);
    expect(await page.$$("[role=alert], [aria-label=Notice]")).toEqual([]);
    expect(complaints).toEqual([]);
    await browser.close();
    await server.close();
  },
);
