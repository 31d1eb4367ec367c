// Runs suites in Chromium, each in a new page (run.mjs).
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/browser.mjs";

const NOISE = /powerPreference option is currently ignored|GL Driver Message/;

/** Starts a browser whose console goes to `log`. `extra` flags are added to the project's own. */
export async function openBrowser(log, extra = []) {
  const { args, ...options } = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...args, ...extra] });
  const openPage = async (address) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    page.on("console", (message) => NOISE.test(message.text()) || log(message.text()));
    page.on("pageerror", (error) => log(`page error: ${error.message}`));
    page.on("crash", () => log("the page crashed"));
    if (address) await page.goto(address);
    return page;
  };
  return { version: browser.version(), openPage, close: () => browser.close() };
}

/** Opens the benchmark's page and returns functions that call its `window.bench` (src/page.ts). */
export async function openBench(browser, address) {
  const page = await browser.openPage(address);
  const rows = [];
  await page.exposeFunction("keepRow", (row) => rows.push(row));
  await page.waitForFunction(() => "bench" in window);
  return {
    adapter: () => page.evaluate(() => window.bench.adapter()),
    presets: () => page.evaluate(() => window.bench.presets()),
    /** Runs a suite. Returns its rows and, if it did not finish, the error. */
    run: async (suite, setting) => {
      rows.length = 0;
      try {
        await page.evaluate(([name, how]) => window.bench.run(name, how), [suite, setting]);
      } catch (error) {
        return { rows: [...rows], error: error.message };
      }
      return { rows: [...rows] };
    },
    close: () => page.context().close(),
  };
}
