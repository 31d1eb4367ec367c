/** Helpers for tests of the page. They find elements as a user does, and they require a clean console. */
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { launchOptions } from "../../scripts/browser.mjs";
import { HEADERS } from "../../scripts/vite/headers.ts";
import { buildWithFew } from "../hosts/encoder.ts";

/** Small generated experiments, which are quick on any engine. `LONG` never finishes during a test. */
export const SMALL = "#v=2&data=random&d=24&r=2&T=400&seed=3&nets=original,yaras,thin";
export const LONG = SMALL.replace("T=400", "T=10000000");

/**
 * For a file that needs WebGPU, on a software adapter if there is no other. All files use this one object, because
 * Playwright starts another worker and another browser for each object, even for equal ones.
 */
export const WITH_ADAPTER = { launchOptions: launchOptions() };

export const test = base.extend<{ cleanConsole: void }>({
  cleanConsole: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" });

/** Waits until the page shows this status: ready, training, paused, finished, … */
export async function expectStatus(page: Page, status: string | RegExp): Promise<void> {
  await expect(page.getByRole("group", { name: "Training" })).toContainText(status);
}

/** Trains to the last step at full speed, for tests that do not watch the run. Watching would take 8 s. */
export async function finish(page: Page, status: string | RegExp = "finished"): Promise<void> {
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await expectStatus(page, status);
}

/** A run on a table ends at its last step, or earlier by its stopping rule. */
export const ENDED = /finished|stopped/;

export async function currentStep(page: Page): Promise<number> {
  const text = await page.getByRole("group", { name: "Training" }).innerText();
  return Number(/step\s+([\d,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
}

/** Waits until training passes a step. */
export async function expectPast(page: Page, step: number): Promise<void> {
  await expect.poll(() => currentStep(page), { intervals: [50] }).toBeGreaterThan(step);
}

/** Notices about the engine are in the popover of its chip. */
export const notice = (page: Page): Locator =>
  page.getByRole("region", { name: "Notice", includeHidden: true });

/** Opens the panel with the settings that are not in the toolbar. On a small page, these settings are in a sheet. */
export async function openSettings(page: Page): Promise<void> {
  await button(page, "More").click();
  await expect(page.getByRole("region", { name: "Settings", exact: true })).toBeVisible();
}

/** Opens the popover of the engine's chip. */
export async function openEngine(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Engine/ }).click();
  await expect(page.getByRole("combobox", { name: "Engine" })).toBeVisible();
}

/**
 * One number of the table of costs. Parts of the page are drawn one after another, so this waits until the table shows
 * the step of the header.
 */
export async function costCell(page: Page, row: string, network: string): Promise<string> {
  const table = page.getByRole("table", { name: "Costs and results" });
  await expect
    .poll(async () => Number(await table.getAttribute("data-step")) - (await currentStep(page)))
    .toBe(0);
  const names = await table.getByRole("columnheader").allInnerTexts();
  const column = names.map((name) => name.trim()).indexOf(network);
  const cells = table
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) });
  return (await cells.getByRole("cell").nth(column).innerText()).split("\n")[0] ?? "";
}

/**
 * Opens an experiment, on the CPU unless the query says otherwise. On a software adapter, a benchmark would
 * precede most runs.
 */
export async function open(page: Page, hash = SMALL, query = "?backend=cpu"): Promise<void> {
  await page.goto(`/${query}${hash}`);
  await expect(page.getByRole("table", { name: "Costs and results" })).toBeVisible();
}

/** Changes the scripts of the page's workers. Call it before the page is opened. */
export async function changeWorkers(page: Page, change: (script: string) => string): Promise<void> {
  await page.route(/worker-[^/]*\.js$/, async (route) => {
    // The server may close an idle connection just as it is used again.
    const response = await route.fetch({ maxRetries: 5 });
    await route.fulfill({ response, body: change(await response.text()) });
  });
}

/**
 * Sends the text encoder's file with the first `count` sentences of each domain, because the page tests up to 250
 * sentences after every step, which takes longer than the step.
 */
export async function sendFewSentences(page: Page, count = 75): Promise<void> {
  for (const [name, content] of buildWithFew(count)) {
    const contentType = name.endsWith(".js") ? "text/javascript" : "application/octet-stream";
    const body = Buffer.from(content);
    await page.route(`**/${name}`, (route) => route.fulfill({ contentType, headers: HEADERS, body }));
  }
}
