// Memory of the page, its worker included, over minutes of training. Memory is measured after garbage collection,
// so growth means that memory is retained.
import { openWatched } from "./page-load.mjs";

/** Makes `measureUserAgentSpecificMemory` answer at once. */
export const HEAP_FLAGS = ["--enable-blink-features=ForceEagerMeasureMemory"];

const SAMPLES = 11;
/**
 * Number of samples taken while the records for looking back (pictures, checkpoints, trajectories) still grow
 * to their limit of 64 MiB each.
 */
const FILLED = 3;

export async function measureHeap({ browser, address, preset, minutes, log }) {
  const { page } = await openWatched(browser, `${address}#${preset.hash}`);
  const samples = [];
  for (let i = 0; i < SAMPLES; i++) {
    // Waits half a period first, because the start is not the steady state.
    await page.waitForTimeout((60e3 * minutes) / SAMPLES / (i === 0 ? 2 : 1));
    const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
    samples.push(bytes / 1e6);
    log(`heap after sample ${i + 1} of ${SAMPLES}: ${(bytes / 1e6).toFixed(2)} MB`);
  }
  await page.context().close();
  const filled = samples.slice(FILLED);
  const middle = filled.toSorted((a, b) => a - b)[filled.length >> 1];
  const row = (what, value, unit, note) => ({
    engine: "DMF Playground",
    on: "Page",
    what,
    shape: `${preset.id}, ${minutes} min`,
    value,
    unit,
    note,
  });
  const off = Math.max(...filled.map((value) => Math.abs(value / middle - 1)));
  return [
    row("heap, median", middle, "MB", samples.map((value) => value.toFixed(1)).join(", ")),
    row("heap, largest deviation from its median", 100 * off, "%", `from sample ${FILLED + 1} on`),
  ];
}
