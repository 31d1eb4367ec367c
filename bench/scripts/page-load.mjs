// Loads the built playground in Chromium and measures its first seconds, then how busy the page's thread is
// while each preset trains.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const WATCH = fileURLToPath(new URL("watch.js", import.meta.url));
const ENGINE = { engine: "DMF Playground", on: "Page" };
const LONG_TASK_MS = 50;
const FIRST_CURVE_LIMIT_MS = 60_000;
/** Time between the end of loading and the measurement. Loading ends with the copy for visits without a network. */
const SETTLE_MS = 1500;
/** Frames are counted after the thread was measured: counting took 3 to 11 % of its time. */
const FRAMES_MS = 4000;
/** Visits for the time to the first curve. Odd, so that one of them is the median. */
const VISITS = 5;

/** Returns rows. Each of `presets` has an id and a link, and is measured for `seconds`. */
export async function measurePage({ browser, address, folder, presets, seconds, log }) {
  const rows = [...(await measureStart(browser, address, folder)), await measureDigits(browser, address)];
  for (const { id, hash } of presets) {
    const more = await measureTraining(browser, `${address}#${hash}`, id, seconds).catch((error) => [
      { ...ENGINE, what: "thread free", shape: id, value: NaN, unit: "%", note: error.message },
    ]);
    log(more.map(({ what, value, unit }) => `${id}: ${what} ${value?.toPrecision(3)} ${unit}`).join("; "));
    rows.push(...more);
  }
  return rows;
}

export async function openWatched(browser, address) {
  const page = await browser.openPage();
  await page.addInitScript({ path: WATCH });
  const scripts = new Set();
  /** When each file had arrived, in milliseconds since 1970. */
  const arrivals = new Map();
  page.context().on("requestfinished", (request) => {
    const { startTime, responseEnd } = request.timing();
    arrivals.set(basename(new URL(request.url()).pathname), startTime + responseEnd);
  });
  page.context().on("request", (request) => {
    const { pathname } = new URL(request.url());
    // Leaves out files that the service worker copies, because the page did not request them.
    if (pathname.endsWith(".js") && !request.serviceWorker()) scripts.add(pathname);
  });
  await page.goto(address);
  const isDrawn = () => globalThis.watched.firstCurveMs !== undefined;
  try {
    await page.waitForFunction(isDrawn, null, { timeout: FIRST_CURVE_LIMIT_MS });
  } catch {
    const shown = await page.locator("body").innerText();
    await page.context().close();
    throw new Error(`no curve after ${FIRST_CURVE_LIMIT_MS / 1e3} s; the page shows: ${shown.slice(0, 300)}`);
  }
  return { page, scripts, arrivals };
}

/** A cold start with the digits, from the arrival of their file to the first curve. */
async function measureDigits(browser, address) {
  const { page, arrivals } = await openWatched(browser, `${address}#id=mlp`);
  const drawnAt = await page.evaluate(() => performance.timeOrigin + globalThis.watched.firstCurveMs);
  await page.context().close();
  const [, arrivedAt] = [...arrivals].find(([name]) => name.startsWith("digits-"));
  const what = "time from the data to the first curve";
  return { ...ENGINE, what, shape: "digits", value: (drawnAt - arrivedAt) / 1e3, unit: "s" };
}

/** Measures cold starts. Returns the rows of the visit whose first curve came in the median time. */
async function measureStart(browser, address, folder) {
  const visits = [];
  for (let visit = 0; visit < VISITS; visit++) visits.push(await visitOnce(browser, address));
  const ofCurve = ({ times }) => times.firstCurveMs;
  const { times, untilCurve } = visits.toSorted((a, b) => ofCurve(a) - ofCurve(b))[(VISITS - 1) / 2];
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const first = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => path);
  const row = (what, value, unit, note) => ({ ...ENGINE, what, shape: "first visit", value, unit, note });
  const kilobytes = (what, paths) => {
    const sizes = paths.map((path) => [basename(path), gzippedSize(folder, path) / 1e3]);
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    return row(what, sum, "KB gzip", sizes.map(([name, size]) => `${name} ${size.toFixed(0)}`).join(", "));
  };
  const all = visits.map((visit) => (ofCurve(visit) / 1e3).toFixed(2)).join(", ");
  return [
    row("time to first elements", times.firstElementsMs / 1e3, "s"),
    row("time to the run's panels", times.runMs / 1e3, "s"),
    row("time to first curve", times.firstCurveMs / 1e3, "s", all),
    kilobytes("JavaScript of the first screen", first),
    kilobytes("JavaScript until the first curve", untilCurve),
  ];
}

/** One visit with a new profile and an empty cache. */
async function visitOnce(browser, address) {
  const { page, scripts, arrivals } = await openWatched(browser, address);
  // The browser reports an arrival some time after it.
  await page.waitForLoadState("networkidle");
  const { times, curveAt } = await page.evaluate(() => {
    const { firstElementsMs, runMs, firstCurveMs } = globalThis.watched;
    return {
      times: { firstElementsMs, runMs, firstCurveMs },
      curveAt: performance.timeOrigin + firstCurveMs,
    };
  });
  // A file without a time of arrival was still on its way.
  const untilCurve = [...scripts].filter((path) => arrivals.get(basename(path)) <= curveAt);
  await page.context().close();
  return { times, untilCurve };
}

async function measureTraining(browser, address, id, seconds) {
  const { page } = await openWatched(browser, address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(SETTLE_MS);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const look = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (name) => metrics.find((entry) => entry.name === name)?.value ?? NaN;
    const text = await page.getByRole("group", { name: "Training" }).innerText();
    const step = Number(/step\s+([\d,]+)/.exec(text)?.[1]?.replaceAll(",", "") ?? NaN);
    return {
      busy: metric("TaskDuration"),
      at: metric("Timestamp"),
      step,
      now: await page.evaluate("performance.now()"),
    };
  };
  const before = await look();
  await page.waitForTimeout(1e3 * seconds);
  const after = await look();
  const { tasks } = await page.evaluate(() => globalThis.watched);
  const gaps = await page.evaluate(gapsOfFrames, FRAMES_MS);
  await page.context().close();
  const within = (at) => at >= before.now && at <= after.now;
  const long = tasks
    .filter(([start, length]) => within(start) && length > LONG_TASK_MS)
    .map(([, length]) => length);
  const elapsed = after.at - before.at;
  const row = (what, value, unit, note) => ({ ...ENGINE, what, shape: id, value, unit, note });
  return [
    row("thread free", 100 * (1 - (after.busy - before.busy) / elapsed), "%"),
    row("longest task", Math.max(0, ...long), "ms", `${long.length} over ${LONG_TASK_MS} ms in ${seconds} s`),
    row("frame p95", percentile(gaps, 0.95), "ms"),
    row("steps", (after.step - before.step) / elapsed, "steps/s"),
  ];
}

/** Runs in the page. The times between its frames, for `ms` milliseconds. */
function gapsOfFrames(ms) {
  const times = [];
  return new Promise((resolve) => {
    const take = (now) => {
      times.push(now);
      if (now < times[0] + ms) requestAnimationFrame(take);
      else resolve(times.slice(1).map((at, i) => at - times[i]));
    };
    requestAnimationFrame(take);
  });
}

function gzippedSize(folder, path) {
  return gzipSync(readFileSync(join(folder, path.replace(/^\.?\//, "")))).length;
}

function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
