/** Drives Firefox over WebDriver BiDi. */
import { launch, type ElementHandle, type KeyInput, type Page } from "puppeteer-core";
import { findFirefox } from "../../scripts/other-browsers.mjs";
import {
  clickUntilHit,
  PATIENCE_MS,
  UNFOCUS,
  type OtherBrowser,
  type Visitor,
  type Where,
} from "./visitor.ts";

export async function openFirefox(): Promise<OtherBrowser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error("found no Firefox: npm run setup says how to get one");
  const browser = await launch({
    browser: "firefox",
    executablePath,
    headless: true,
    // A test reads texts and not movements, and Firefox draws on the processor.
    extraPrefsFirefox: { "layout.frame_rate": 10 },
    defaultViewport: { width: 1280, height: 960 },
  });
  const version = await browser.version();
  return {
    version: () => version,
    async visit() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      return visitorOf(page, () => context.close());
    },
    close: () => browser.close(),
  };
}

function visitorOf(page: Page, close: () => Promise<void>): Visitor {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const find = async (where: string) => {
    const element = await page.waitForSelector(`xpath/${where}`);
    if (!element) throw new Error(`no element at ${where}`);
    return element;
  };
  const evaluate: Visitor["evaluate"] = async (expression) => page.evaluate(expression) as never;
  // A locator waits until the element stands still and is enabled.
  const click = (where: Where, count = 1) =>
    clickUntilHit({ evaluate }, where, () => page.locator(`xpath/${where}`).click({ count }));
  return {
    async go(address) {
      await page.goto(address);
    },
    click,
    async fill(where, text) {
      await click(where, 3);
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
    async press(key) {
      await page.evaluate(UNFOCUS);
      await page.keyboard.press(key as KeyInput);
    },
    async upload(where, path) {
      const input = (await find(where)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(path);
    },
    evaluate,
    complaints: () => Promise.resolve(complaints),
    close,
  };
}
