#!/usr/bin/env node
// Makes docs/playground.webp and docs/playground.png anew from the page that `npm start` serves, with the `img2webp` of
// libwebp. The recording presses Play, then changes rank, width and depth, and lets both networks answer each time.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { launchOptions } from "./browser.mjs";

const address = process.argv[2] ?? "http://localhost:4173/";
/** Played faster than it was recorded, so that a loop takes a quarter of a minute. */
const PACE = 1.7;
const QUALITY = "60";

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
const recording = { isOn: true };
async function record() {
  while (recording.isOn) {
    const file = join(folder, `${frames.length}.png`);
    const at = performance.now();
    writeFileSync(file, await page.screenshot());
    frames.push({ file, at });
  }
}

// The first experiment starts by itself; the recording begins at its first step.
await page.locator(".spectra .recharts-line").first().waitFor({ timeout: 60_000 });
await training.getByRole("button", { name: "Reset" }).click();
await page.mouse.move(640, 200);
await page.waitForTimeout(2_000);
const recorded = record();
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
recording.isOn = false;
await recorded;

// The still picture: the same experiment at its end, on a larger screen.
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto("about:blank");
await page.goto(address);
await reach(1500);
await page.mouse.move(640, 200);
await page.waitForTimeout(6_000);
await page.screenshot({ path: "docs/playground.png" });
await browser.close();

const ends = [...frames.slice(1).map(({ at }) => at), frames.at(-1).at + 1_500];
const parts = frames.flatMap(({ file, at }, i) => ["-d", String(Math.round((ends[i] - at) / PACE)), file]);
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
