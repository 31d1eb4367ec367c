#!/usr/bin/env node
// Remakes docs/playground.webp and docs/playground.png from the page that `npm start` serves, with the `img2webp`
// of libwebp. The recording presses Play, then changes rank, width and depth, and lets both networks train after
// each change.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { launchOptions } from "./browser.mjs";

const address = process.argv[2] ?? "http://localhost:4173/";
/** The recording plays this much faster than it was made, so that a loop takes a quarter of a minute. */
const PACE = 2.5;
const QUALITY = "60";
/** Longest time of a frame. It cuts the waits of a busy machine short. */
const LONGEST_MS = 420;

const folder = mkdtempSync(join(tmpdir(), "record-"));
const browser = await chromium.launch(launchOptions());
const page = await browser.newPage({
  viewport: { width: 1280, height: 720 },
  colorScheme: "light",
  serviceWorkers: "block",
});
page.setDefaultTimeout(120_000);
await page.goto(address);
const training = page.getByRole("group", { name: "Training" });
const dial = (name) => page.getByRole("spinbutton", { name, exact: true });
const stepNow = async () =>
  Number(/step\s+([\d,]+)/.exec(await training.innerText())?.[1]?.replaceAll(",", ""));

const frames = [];
const devtools = await page.context().newCDPSession(page);
devtools.on("Page.screencastFrame", ({ data, sessionId }) => {
  const file = join(folder, `${frames.length}.png`);
  writeFileSync(file, data, "base64");
  frames.push({ file, at: performance.now() });
  void devtools.send("Page.screencastFrameAck", { sessionId });
});

// The first experiment starts by itself; the recording begins at its first step.
await page.locator(".spectra path.curve").first().waitFor({ timeout: 60_000 });
await training.getByRole("button", { name: "Reset" }).click();
await page.mouse.move(640, 200);
await page.waitForTimeout(2_000);
await devtools.send("Page.startScreencast", { format: "png" });
await page.waitForTimeout(1_200);
await training.getByRole("button", { name: "Play" }).click();
await reach(900);
for (const name of ["Rank r", "Width", "Depth L"]) {
  await dial(name).focus();
  await page.waitForTimeout(500);
  await dial(name).press("ArrowUp");
  await page.waitForTimeout(1_500);
  await reach(900);
}
await page.waitForTimeout(1_000);
await devtools.send("Page.stopScreencast");

// The still picture: the same experiment at its end, on a larger screen.
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto("about:blank");
await page.goto(address);
await reach(1500);
await page.mouse.move(640, 200);
await page.waitForTimeout(6_000);
await page.screenshot({ path: "docs/playground.png" });
await browser.close();

const ends = [...frames.slice(1).map(({ at }) => at), Infinity];
const parts = frames.flatMap(({ file, at }, i) => {
  const ms = Math.max(20, Math.min(LONGEST_MS, (ends[i] - at) / PACE));
  return ["-d", String(Math.round(ms)), file];
});
execFileSync("img2webp", [
  "-loop",
  "0",
  "-lossy",
  "-q",
  QUALITY,
  "-m",
  "6",
  ...parts,
  "-o",
  "docs/playground.webp",
]);
rmSync(folder, { recursive: true });

async function reach(step) {
  while ((await stepNow()) < step) await page.waitForTimeout(100);
}
