/**
 * A seeded random sequence of faults while the page trains in Chromium. Its worker, device, host, network,
 * storage and processes fail, and new builds appear. test/hosts/chaos.ts does the same without a browser. CHAOS_SEED and CHAOS_FAULTS choose another sequence.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "@playwright/test";
import { randomStream, sampleWithout } from "../../../src/math/random.ts";
import { rebuild } from "../builds.ts";
import { button, currentStep, expect, LONG, WITH_ADAPTER } from "../fixtures.ts";
import { Host, type Behaviour } from "../host.ts";
import { answeringWorkers } from "../training/resources.ts";

const IS_LONG = Boolean(process.env["LONG"]);
/** Without LONG, each fault strikes once. */
const FAULTS = Number(process.env["CHAOS_FAULTS"] ?? (IS_LONG ? 100 : 0));
const SEED = Number(process.env["CHAOS_SEED"] ?? 1);
const FROZEN_MS = 3000;

// The tests run one after the other, because each has time limits and its own builds.
test.describe.configure({ mode: "default" });
test.use({ serviceWorkers: "allow" });

/** Code that is inserted before the engine worker's script, so that a test can destroy the worker's devices. */
const KEEP_DEVICES = `{
  globalThis.devices = [];
  const type = globalThis.GPUAdapter;
  const request = type?.prototype.requestDevice;
  if (request) type.prototype.requestDevice = async function (...args) {
    const device = await request.apply(this, args);
    globalThis.devices.push(device);
    return device;
  };
}\n`;

/** The events that the engine sent to this page. */
interface Told {
  step: number;
  /** The step of the last checkpoint. */
  kept: number;
  /** Step at which a run continued; −1 until then. */
  resumedAt: number;
  /** Number of steps that were repeated with a different error. */
  changed: number;
  /** Recovery errors by step, for each network. */
  readonly curves: Record<string, number[]>;
}

/** Runs in the page before anything else and records what the engine's worker sends. */
function listen(): void {
  const told: Told = { step: 0, kept: 0, resumedAt: -1, changed: 0, curves: {} };
  Object.assign(globalThis, { told });
  interface Heard {
    readonly kind?: string;
    readonly step: number;
    readonly checkpoint: { readonly step: number };
    readonly networks: readonly {
      readonly id: string;
      readonly firstStep: number;
      readonly columns: { readonly recovery: Float64Array };
    }[];
  }
  const take = (event: Heard | undefined): void => {
    if (event?.kind === "checkpoint") told.kept = event.checkpoint.step;
    if (event?.kind === "resumed") told.resumedAt = event.step;
    if (event?.kind !== "steps") return;
    for (const { id, firstStep, columns } of event.networks) {
      const curve = (told.curves[id] ??= []);
      columns.recovery.forEach((error, i) => {
        const before = curve[firstStep + i];
        if (before !== undefined && before !== error) told.changed++;
        curve[firstStep + i] = error;
      });
      told.step = firstStep + columns.recovery.length - 1;
    }
  };
  const add: Worker["addEventListener"] = Reflect.get(Worker.prototype, "addEventListener");
  const heard = new WeakSet<Worker>();
  Worker.prototype.addEventListener = function (
    this: Worker,
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) {
    if (type === "message" && !heard.has(this)) {
      heard.add(this);
      add.call(this, type, (message) => take((message as MessageEvent).data?.event));
    }
    return add.call(this, type, listener, options);
  };
}

const toldIn = (page: Page): Promise<Told> =>
  page.evaluate(() => (globalThis as unknown as { told: Told }).told);
/** One number of it, without the curves, whose transfer takes long. */
const numberIn = (page: Page, name: "step" | "kept"): Promise<number> =>
  page.evaluate((key) => (globalThis as unknown as { told: Told }).told[key], name);
const stepOf = (page: Page): Promise<number> => numberIn(page, "step");

/** Notices about the engine are in the popover of its chip. */
const notices = (page: Page) => page.getByRole("region", { name: "Notice", includeHidden: true });

/** Reads and dismisses the page's messages one by one. */
async function sentences(page: Page): Promise<string[]> {
  const said: string[] = [];
  const notice = notices(page);
  while ((await notice.count()) > 0) {
    said.push((await notice.first().textContent()) ?? "");
    await notice.first().getByRole("button", { name: "Dismiss", includeHidden: true }).dispatchEvent("click");
    await page.waitForTimeout(100);
  }
  return [...said, ...(await page.getByRole("alert").allTextContents())];
}

/** Trains at a speed. With reduced motion, the page draws once a second and starts no run by itself. */
async function trainAt(page: Page, speed: "50" | "full"): Promise<void> {
  await page.getByRole("combobox", { name: "Speed" }).selectOption(speed);
  await button(page, "Play").click();
}

/**
 * Whether the browser has a whole copy of the build that the page belongs to. Without one, a new worker needs the host.
 */
const isKept = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const script = document.querySelector<HTMLScriptElement>("script[type=module]");
    if (!script || !registration || registration.installing) return false;
    return (await caches.match(script.src)) !== undefined;
  });

const pins = (page: Page) => page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem");

/** Stops all processes of the test's own browser for a while. */
async function freeze(page: Page): Promise<void> {
  const cdp = await page.context().browser()?.newBrowserCDPSession();
  if (!cdp) throw new Error("the page has no browser");
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const all = (signal: NodeJS.Signals): void => processInfo.forEach(({ id }) => process.kill(id, signal));
  all("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, FROZEN_MS));
  all("SIGCONT");
}

const inWorker = async (page: Page, act: () => unknown): Promise<void> => {
  await expect.poll(() => answeringWorkers(page).length).toBe(1);
  await answeringWorkers(page)[0]?.evaluate(act);
};

const crash = (page: Page): Promise<void> =>
  inWorker(
    page,
    () => void setTimeout(() => Promise.reject(new Error("chaos")).catch((e) => reportError(e))),
  );

const STOPPED = /^The engine stopped/;
const LOST = /stopped working.*Training continues/;

interface Walker {
  readonly page: Page;
  readonly host: Host;
  /** Folders of builds. The host serves the first one. */
  readonly builds: string[];
}

interface Fault {
  readonly says: readonly RegExp[];
  readonly strike: (walker: Walker) => Promise<unknown>;
  /** Whether the page is reloaded and its run starts again. */
  readonly reloads?: boolean;
}

const crashOn = (behaviour: Behaviour): Fault => ({
  says: [STOPPED],
  strike: async ({ page, host }) => {
    host.behaviour = behaviour;
    await crash(page);
  },
});

const FAULTS_BY_NAME: Readonly<Record<string, Fault>> = {
  "a worker that crashes": { says: [STOPPED], strike: ({ page }) => crash(page) },
  "a worker that falls silent": {
    says: [STOPPED],
    strike: ({ page }) => inWorker(page, () => close()),
  },
  "a worker that crashes, and a host that fails": crashOn("failing"),
  "a worker that crashes, and a host that does not answer": crashOn("silent"),
  "a worker that crashes without a network": {
    says: [STOPPED],
    strike: async ({ page }) => {
      await page.context().setOffline(true);
      await crash(page);
    },
  },
  "a storage that is full": {
    says: [/could not be stored in this browser/],
    strike: async ({ page }) => {
      await page.evaluate(() => {
        for (let length = 2 ** 22; length >= 1; length = Math.floor(length / 2))
          for (let i = 0; ; i++)
            try {
              localStorage.setItem(`chaos ${length} ${i}`, "x".repeat(length));
            } catch {
              break;
            }
      });
      await button(page, "Pin this run").click();
      await expect(pins(page)).toHaveCount(2);
      await expect(page.getByRole("region", { name: "Notice" })).toBeVisible();
      await page.evaluate(() => {
        for (const key of Object.keys(localStorage))
          if (key.startsWith("chaos")) localStorage.removeItem(key);
      });
      await button(page, "Unpin run 2").click();
    },
  },
  "processes that freeze": { says: [], strike: ({ page }) => freeze(page) },
  "a new build, with the page open": {
    says: [],
    strike: async ({ page, host, builds }) => {
      builds.push(builds.shift() as string);
      host.root = builds[0] as string;
      await button(page, "Lessons").click();
      await expect(page.getByRole("link", { name: "Start lesson 1", exact: true })).toBeVisible();
      await page.keyboard.press("Escape");
    },
  },
  "a page that is reloaded": { says: [], reloads: true, strike: ({ page }) => page.reload() },
  "a page that is reloaded without a host": {
    says: [],
    reloads: true,
    strike: async ({ page, host }) => {
      host.behaviour = "failing";
      await page.reload();
    },
  },
};
const ON_GPU: Readonly<Record<string, Fault>> = {
  "a device that is lost": {
    says: [LOST],
    strike: ({ page }) =>
      inWorker(page, () => (globalThis as unknown as { devices: GPUDevice[] }).devices.at(-1)?.destroy()),
  },
};

/** The names of the faults in a random order, and again in other orders until there are FAULTS of them. */
function sequence(faults: Readonly<Record<string, Fault>>): string[] {
  const names = Object.keys(faults);
  const random = randomStream(SEED, "chaos");
  const count = FAULTS || names.length;
  const rounds = Array.from({ length: Math.ceil(count / names.length) }, () => [
    ...sampleWithout(random, names.length, names.length),
  ]);
  return rounds
    .flat()
    .slice(0, count)
    .map((i) => names[i] as string);
}

/**
 * Without LONG, tests the CPU engine. Without a browser, test/gpu/node/chaos.test.ts strikes the WebGPU engine, too;
 * faults.spec.ts ends the GPU process of a page.
 */
const BACKENDS = IS_LONG ? (["cpu", "webgpu"] as const) : (["cpu"] as const);
if (IS_LONG) test.use(WITH_ADAPTER);

for (const backend of BACKENDS)
  test(`faults on ${backend}, seed ${SEED}: one sentence each, one engine, the same curve`, async ({
    page,
  }) => {
    const faults = { ...FAULTS_BY_NAME, ...(backend === "webgpu" ? ON_GPU : {}) };
    const names = sequence(faults);
    test.setTimeout(900_000 + 60_000 * names.length);
    const folder = mkdtempSync(join(tmpdir(), "dmf-builds-"));
    const builds = ["A", "B"].map((mark) => join(folder, mark));
    builds.forEach((build, i) => rebuild(build, "AB"[i] as string, KEEP_DEVICES));
    const host = await Host.open();
    host.root = builds[0] as string;
    /** Curves of earlier page loads. */
    const curves: Told["curves"][] = [];
    try {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.addInitScript(listen);
      await page.goto(`${host.address}?backend=${backend}${LONG}`);
      const address = page.url();
      await trainAt(page, "50");
      await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      await button(page, "Pin this run").click();
      await expect(pins(page)).toHaveCount(1);
      for (const [i, name] of names.entries()) {
        const fault = faults[name] as Fault;
        const here = `${i + 1}, ${name}`;
        const before = await toldIn(page);
        if (fault.reloads) curves.push(before.curves);
        await page.evaluate(() => void ((globalThis as unknown as { told: Told }).told.resumedAt = -1));
        await fault.strike({ page, host, builds });
        if (fault.reloads) {
          await trainAt(page, "50");
          await expect.poll(() => isKept(page), { message: `${here}: the page's build is kept` }).toBe(true);
        }
        await expect
          .poll(() => notices(page).count(), { message: `${here}: a message appears` })
          .toBe(Math.min(1, fault.says.length));
        const from = await stepOf(page);
        await expect
          .poll(() => stepOf(page), { message: `${here}: training goes on` })
          .toBeGreaterThan(from + 20);
        // A second loss without a checkpoint in between ends the run; the engine promises no more than that.
        await expect
          .poll(() => numberIn(page, "kept"), { message: `${here}: a checkpoint is made` })
          .toBeGreaterThan(fault.reloads ? 0 : before.kept);
        host.behaviour = "whole";
        await page.context().setOffline(false);
        const said = await sentences(page);
        expect(said, `${here}: says`).toHaveLength(fault.says.length);
        fault.says.forEach((text, k) => expect(said[k], here).toMatch(text));
        const after = await toldIn(page);
        expect(after.changed, `${here}: steps with another error`).toBe(0);
        if (after.resumedAt >= 0)
          expect(after.resumedAt, `${here}: the step of resuming`).toBeGreaterThanOrEqual(before.kept);
        await expect.poll(() => answeringWorkers(page).length, { message: `${here}: one engine` }).toBe(1);
        await expect(pins(page), `${here}: the pinned run`).toHaveCount(1);
        expect(page.url(), `${here}: the address`).toBe(address);
      }
      const last = await toldIn(page);
      curves.push(last.curves);
      // The same run without faults.
      await page.reload();
      await trainAt(page, "full");
      await expect
        .poll(() => stepOf(page), { message: "undisturbed", intervals: [50] })
        .toBeGreaterThan(last.step);
      curves.unshift((await toldIn(page)).curves);
    } finally {
      console.log(`seed ${SEED} on ${backend}: ${names.length} faults, ${await currentStep(page)} steps`);
      await host.close();
      rmSync(folder, { recursive: true });
    }
    expectSame(curves);
  });

/** Curves of several page loads must agree bit for bit, as far as they go. */
function expectSame(curves: readonly Told["curves"][]): void {
  const [first = {}, ...others] = curves;
  for (const other of others)
    for (const [id, curve] of Object.entries(other)) {
      const length = Math.min(curve.length, first[id]?.length ?? 0);
      expect(length).toBeGreaterThan(20);
      expect(curve.slice(0, length)).toEqual(first[id]?.slice(0, length));
    }
}
