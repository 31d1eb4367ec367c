/**
 * A large file needs a small multiple of its size in memory. Short by default; LONG reads the largest file
 * (docs/reliability.md).
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/browser.mjs";
import { expect, expectStatus, LONG, open, test } from "../fixtures.ts";

/** At 15 bytes per value, a table has 4 MB or, with LONG, 60 of the 64 MB that may be read. */
const TABLE_SIDE = process.env["LONG"] ? 2048 : 512;

// A flag without effect gives this file its own browser, whose memory is measured.
const { args, ...options } = launchOptions({ hasAdapter: false });
test.use({ launchOptions: { ...options, args: [...args, "--no-first-run"] } });

test("a file near the size limit needs a small multiple of its size in memory", async ({ page }, info) => {
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
  await expect(page.getByRole("dialog")).toContainText("Training matrix:");
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
