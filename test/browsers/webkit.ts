/** Drives WebKitGTK's MiniBrowser through its WebDriver, on a virtual screen. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { Builder, By, Capabilities, Key, until, type WebDriver } from "selenium-webdriver";
import { findWebKit } from "../../scripts/other-browsers.mjs";
import {
  clickUntilHit,
  PATIENCE_MS,
  UNFOCUS,
  type OtherBrowser,
  type Visitor,
  type Where,
} from "./visitor.ts";

const SCREEN = "1280x960x24";
/**
 * The page's own window keeps the errors until a test asks for them, because WebDriver does not report the
 * console.
 */
const LISTEN = `window.complaints ??= (() => {
  const complaints = [];
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  return complaints;
})()`;

export async function openWebKit(): Promise<OtherBrowser> {
  const { driver, browser, screen } = findWebKit();
  if (!driver || !browser || !screen)
    throw new Error("found no WebKitGTK with its driver, or no Xvfb: npm run setup says how to get them");
  // Xvfb picks a free display number and reports it.
  const xvfb = spawn(screen, ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await firstLine(xvfb.stdio[3] as Readable);
  const port = await freePort();
  const server = spawn(driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${display}` },
    stdio: "ignore",
  });
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
  });
  let version = "";
  await untilListening(port);
  return {
    version: () => version,
    async visit() {
      const builder = new Builder().usingServer(`http://127.0.0.1:${port}`).disableEnvironmentOverrides();
      const opened = await builder.withCapabilities(capabilities).build();
      version = `webkitgtk/${(await opened.getCapabilities()).getBrowserVersion() ?? ""}`;
      await opened.manage().window().maximize();
      return visitorOf(opened);
    },
    async close() {
      await ended(server);
      await ended(xvfb);
    },
  };
}

function visitorOf(driver: WebDriver): Visitor {
  const find = (where: Where) => driver.wait(until.elementLocated(By.xpath(where)), PATIENCE_MS, where);
  const evaluate: Visitor["evaluate"] = (expression) => driver.executeScript(`return ${expression}`);
  const click = (where: Where) =>
    clickUntilHit({ evaluate }, where, async () => {
      const element = await find(where);
      // At the edge of the window, the transport could cover the element.
      await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
      await element.click();
    });
  return {
    async go(address) {
      await driver.get(address);
      await driver.executeScript(LISTEN);
    },
    click,
    async fill(where, text) {
      await click(where);
      const element = await find(where);
      await element.sendKeys(Key.chord(Key.CONTROL, "a"));
      await element.sendKeys(text);
      await element.sendKeys(Key.ENTER);
    },
    async press(key) {
      await driver.executeScript(UNFOCUS);
      await driver.actions().sendKeys(key).perform();
    },
    upload: async (where, path) => (await find(where)).sendKeys(path),
    evaluate,
    complaints: () => driver.executeScript("return window.complaints"),
    close: () => driver.quit(),
  };
}

async function firstLine(stream: Readable): Promise<string> {
  let text = "";
  for await (const part of stream) {
    text += String(part);
    if (text.includes("\n")) break;
  }
  return text.trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function untilListening(port: number): Promise<void> {
  const status = `http://127.0.0.1:${port}/status`;
  const lastAt = performance.now() + PATIENCE_MS;
  while (
    !(await fetch(status)
      .then(({ ok }) => ok)
      .catch(() => false))
  ) {
    if (performance.now() > lastAt) throw new Error("WebKitWebDriver does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, "exit");
}
