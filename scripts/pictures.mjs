#!/usr/bin/env node
// Makes the README's pictures from the page as last built (`npm run build`): the stills in docs/pictures, light and
// dark, docs/playground.png, and the recording docs/playground.webp with the `img2webp` of libwebp. With names of stills
// (`node scripts/pictures.mjs story gallery`), it makes only these.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { preview } from "vite";
import { launchOptions } from "./browser.mjs";

const RATINGS = "examples/ratings.csv";
/** The screens of the README: the address after the page's own, and what is done there before the picture. */
const STILLS = {
  matrix: { link: "", prepare: (page) => reach(page, 900) },
  table: {
    link: "",
    prepare: async (page) => {
      await page.locator("input[type=file]").first().setInputFiles(RATINGS);
      await page.waitForTimeout(20_000);
    },
  },
  digits: { link: "#v=2&id=mlp", prepare: (page) => reach(page, 300) },
  finetune: { link: "#v=2&id=finetune", prepare: (page) => reach(page, 60) },
  story: { link: "#v=2&story=8", prepare: (page) => page.waitForTimeout(15_000) },
  gallery: { link: "?view=gallery", prepare: (page) => page.waitForTimeout(5_000) },
};
const MOST_BYTES = 2_000_000;
/** The recording plays this much faster than it was made, so that a loop takes a quarter of a minute. */
const PACE = 2.5;
/** Longest time of a frame. It cuts the waits of a busy machine short. */
const LONGEST_MS = 420;
const SIZE = { width: 960, height: 540 };

const wanted = process.argv.slice(2);
const server = await preview({ logLevel: "silent" });
const [address] = server.resolvedUrls.local;
const browser = await chromium.launch(launchOptions());

async function open(link, options) {
  const page = await browser.newPage({ serviceWorkers: "block", ...options });
  page.setDefaultTimeout(300_000);
  await page.goto(address + link);
  return page;
}

/** Waits until training has reached a step. */
async function reach(page, step) {
  const training = page.getByRole("group", { name: "Training" });
  const now = async () =>
    Number(/step\s+([\d,]+)/.exec(await training.innerText())?.[1]?.replaceAll(",", ""));
  while (!((await now()) >= step)) await page.waitForTimeout(100);
}

async function makeStill(name, colorScheme) {
  const { link, prepare } = STILLS[name];
  const page = await open(link, { viewport: { width: 1440, height: 900 }, colorScheme });
  await prepare(page);
  await page.mouse.move(640, 200);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  writeFileSync(`docs/pictures/${name}-${colorScheme}.webp`, data, "base64");
  if (name === "matrix" && colorScheme === "light") await page.screenshot({ path: "docs/playground.png" });
  await page.close();
}

/** Presses Play, then changes rank, width and depth, and lets both networks train after each change. */
async function record() {
  const page = await open("", { viewport: { width: 1280, height: 720 }, colorScheme: "light" });
  const training = page.getByRole("group", { name: "Training" });
  const folder = mkdtempSync(join(tmpdir(), "record-"));
  const frames = [];
  const devtools = await page.context().newCDPSession(page);
  devtools.on("Page.screencastFrame", ({ data, sessionId }) => {
    const file = join(folder, `${frames.length}.png`);
    writeFileSync(file, data, "base64");
    frames.push({ file, at: performance.now() });
    void devtools.send("Page.screencastFrameAck", { sessionId });
  });
  // The first experiment starts by itself; the recording begins at its first step.
  await reach(page, 1);
  await training.getByRole("button", { name: "Reset" }).click();
  await page.mouse.move(640, 200);
  await page.waitForTimeout(2_000);
  await devtools.send("Page.startScreencast", {
    format: "png",
    everyNthFrame: 2,
    maxWidth: SIZE.width,
    maxHeight: SIZE.height,
  });
  await page.waitForTimeout(1_200);
  await training.getByRole("button", { name: "Play" }).click();
  await reach(page, 900);
  for (const name of ["Rank r", "Width", "Depth L"]) {
    const dial = page.getByRole("spinbutton", { name, exact: true });
    await dial.focus();
    await page.waitForTimeout(500);
    await dial.press("ArrowUp");
    await page.waitForTimeout(1_500);
    await reach(page, 900);
  }
  await page.waitForTimeout(1_000);
  await devtools.send("Page.stopScreencast");
  const ends = [...frames.slice(1).map(({ at }) => at), Infinity];
  const parts = frames.flatMap(({ file, at }, i) => {
    const ms = Math.max(20, Math.min(LONGEST_MS, (ends[i] - at) / PACE));
    return ["-d", String(Math.round(ms)), file];
  });
  const output = "docs/playground.webp";
  execFileSync("img2webp", ["-loop", "0", "-lossy", "-q", "50", "-m", "6", ...parts, "-o", output]);
  rmSync(folder, { recursive: true });
  const { size } = statSync(output);
  if (size > MOST_BYTES) throw new Error(`${output} has ${size} bytes, more than ${MOST_BYTES}`);
}

mkdirSync("docs/pictures", { recursive: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(STILLS))
  for (const scheme of ["light", "dark"]) await makeStill(name, scheme);
if (wanted.length === 0) await record();
await browser.close();
await server.close();
