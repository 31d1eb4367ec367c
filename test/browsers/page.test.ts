/** The built page in Firefox and in WebKitGTK: it loads and trains, and its shared links open. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { preview, type Plugin, type PreviewServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HEADERS } from "../../scripts/vite/headers.ts";
import { HAS_WEBKITGTK } from "../../scripts/other-browsers.mjs";
import { LocalEngine } from "../../src/engine/local-engine.ts";
import { LESSONS } from "../../src/workloads/lessons.ts";
import { MF_CODEC } from "../../src/workloads/mf/config/link.ts";
import { readBundled } from "../hosts/bundled.ts";
import { buildWithFew } from "../hosts/encoder.ts";
import { openFirefox } from "./firefox.ts";
import { button, field, read, region, type OtherBrowser, type Visitor } from "./visitor.ts";
import { openWebKit } from "./webkit.ts";

const SMALL = "#v=2&data=random&d=24&r=2&T=400&seed=3&nets=original,yaras,thin";
/** Buttons beside Share that open views. */
const VIEWS = ["Lessons", "Gallery", "Sweep", "Code", "How it works", "Enlarge"];
const PICTURE = fileURLToPath(new URL("../../docs/playground.png", import.meta.url));

const BROWSERS = [
  { name: "Firefox", open: openFirefox, isHere: true },
  { name: "WebKitGTK", open: openWebKit, isHere: HAS_WEBKITGTK },
];

let server: PreviewServer;
let address = "";

/** Sends the text encoder with few sentences, because the page tests up to 250 of them after every step. */
const fewSentences = (): Plugin => ({
  name: "few-sentences",
  configurePreviewServer({ middlewares }) {
    const files = buildWithFew(60);
    middlewares.use((request, response, next) => {
      const name = basename(request.url ?? "");
      const content = files.get(name);
      if (content === undefined) return next();
      const type = name.endsWith(".js") ? "text/javascript" : "application/octet-stream";
      response.writeHead(200, { ...HEADERS, "Content-Type": type }).end(content);
    });
  },
});

beforeAll(async () => {
  server = await preview({ preview: { port: 0 }, logLevel: "silent", plugins: [fewSentences()] });
  address = server.resolvedUrls?.local[0] ?? "";
});

afterAll(() => server.close());

const SHEET = "//dialog[@open]";
const RECOVERY_ROW = '//table//tr[th[normalize-space()="Recovery error"]]';

/** Sets `isNew` once the page no longer says that the run has finished, however soon the new run finishes. */
const NOTICE_A_NEW_RUN = `void (() => {
  const status = document.querySelector('[aria-label="Training"]');
  window.isNew = false;
  new MutationObserver(() => (window.isNew ||= !status.textContent.includes("finished"))).observe(status, {
    characterData: true, childList: true, subtree: true,
  });
})()`;

const reads = (visitor: Visitor, where: string) => expect.poll(() => read(visitor, where));

/** Trains to the last step at full speed. */
async function finishes(visitor: Visitor): Promise<void> {
  await visitor.press(">");
  await reads(visitor, region("Training")).toContain("finished");
}

/** Reads the settings after a run, once the table shows the recovery errors that the same run has in Node. */
async function look(visitor: Visitor, hash: string) {
  // The table is drawn in a task of its own, so on a busy machine it may still show an earlier step when the status says
  // that the run has finished.
  const shown = async (): Promise<number[]> => {
    const row = (await read(visitor, RECOVERY_ROW)) ?? "";
    return [...row.matchAll(/\d*\.\d+/g)].map(([number]) => Number(number));
  };
  const inNode = await errorsInNode(hash);
  await expect.poll(shown).toEqual(inNode.map((error) => expect.closeTo(error, 2) as number));
  return {
    rank: await read(visitor, field("Compression rank r̂")),
    width: await read(visitor, field("Width")),
    seed: await read(visitor, field("Seed")),
  };
}

/** Errors of the same run in Node, which the page must match. */
async function errorsInNode(hash: string): Promise<number[]> {
  const { config } = MF_CODEC.decode(hash);
  const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
  const last = new Map<string, number>();
  engine.subscribe((event) => {
    if (event.kind === "steps")
      for (const { id, progress } of event.networks) last.set(id, progress.headline);
  });
  await engine.load(config, "cpu");
  await engine.play();
  await engine.dispose();
  return config.networks.map((id) => last.get(id) ?? NaN);
}

describe.each(BROWSERS)("$name", ({ name, open, isHere }) => {
  let browser: OtherBrowser;
  /** The window that opens the shared link. The later tests go on in it. */
  let last: Visitor | undefined;

  beforeAll(async () => {
    if (isHere) browser = await open();
  });

  afterAll(async () => {
    await last?.close();
    await browser?.close();
  });

  /** Opens an experiment or a lesson in the window, without loading the page again. */
  const goTo = async (hash: string): Promise<Visitor> => {
    if (!last) await (last = await browser.visit()).go(`${address}?backend=cpu${SMALL}`);
    await last.evaluate(`void (location.hash = ${JSON.stringify(hash)})`);
    return last;
  };

  test.skipIf(!isHere)(
    "trains like the engine in Node; its shared link opens the same experiment",
    async () => {
      let visitor = (last = await browser.visit());
      await visitor.go(`${address}?backend=cpu${SMALL}`);
      await finishes(visitor);
      expect(await visitor.evaluate("crossOriginIsolated")).toBe(true);
      expect(await read(visitor, "//*[@id='engine-name']")).toMatch(/^CPU · 1 thread$/);
      expect(await read(visitor, "//*[@role='alert']")).toBeNull();
      await look(visitor, SMALL);

      await visitor.evaluate(NOTICE_A_NEW_RUN);
      await visitor.fill(field("Compression rank r̂"), "5");
      // Until the page shows the new run, it says "finished" of the old one.
      await expect.poll(() => visitor.evaluate("window.isNew")).toBe(true);
      await finishes(visitor);
      const seen = await look(visitor, `${SMALL}&rhat=5`);
      expect(seen.rank).toBe("5");
      await visitor.click(button("Share"));
      await reads(visitor, field("Link to this experiment")).toContain("rhat=5");
      const shared = (await read(visitor, field("Link to this experiment"))) ?? "";
      await visitor.click(button("Copy link"));
      // Without clipboard access, the page says so and selects the text.
      await reads(visitor, "//dialog[@open]//*[@role='status']").toMatch(/^(Copied|This browser does not)/);
      expect(shared.startsWith(address)).toBe(true);
      expect(await visitor.complaints()).toEqual([]);
      await visitor.close();

      visitor = last = await browser.visit();
      await visitor.go(shared);
      await finishes(visitor);
      expect(await look(visitor, shared.slice(shared.indexOf("#")))).toEqual(seen);
      expect(await visitor.evaluate("location.href")).toBe(shared);
      expect(await visitor.complaints()).toEqual([]);
    },
  );

  test.skipIf(!isHere)("a lesson asks, runs and explains", async () => {
    const visitor = await goTo("v=2&lesson=low-rank.2");
    await visitor.click("//label[normalize-space()='The photograph only']");
    await visitor.click(button("That is my prediction"));
    await visitor.click(button("Next"));
    for (const picture of ["a photograph", "noise"]) {
      const run = `Run: ${picture}, half of its pixels missing`;
      await visitor.click(button(run));
      await visitor.press(">");
      // The status may still be the one of the run before.
      await reads(visitor, `//*[contains(@class, "run-it")][contains(., "${run}")]`).toContain("✓ run");
    }
    await reads(visitor, region("What happened")).toMatch(/As you predicted[^]*beat the mean by \d/);
    expect(await read(visitor, "//*[@role='alert']")).toBeNull();
    expect(await visitor.complaints()).toEqual([]);
  });

  test.skipIf(name !== "Firefox")("digits and fine-tuning train", async () => {
    const visitor = await goTo("v=2&id=mlp&arms=plain,cdln&samples=200&w=32&rhat=8&steps=20");
    await reads(visitor, region("Result so far")).toMatch(/C-DLN\s+\d\d\.\d/);
    await finishes(visitor);
    await goTo("v=2&id=finetune&methods=lora&n=4&batch=4&r=4&steps=2");
    await reads(visitor, region("Result so far")).toMatch(/LoRA\s+\d\.\d{3}/);
    await finishes(visitor);
    expect(await read(visitor, "//*[@role='alert']")).toBeNull();
    expect(await visitor.complaints()).toEqual([]);
  });

  test.skipIf(name !== "Firefox")("every screen of every lesson opens", async () => {
    const answers = LESSONS.flatMap(({ id, questions }) =>
      Object.entries(questions).map(([question, { options }]) => [
        `${id}.${question}`,
        Object.keys(options)[0],
      ]),
    );
    const stored = JSON.stringify(JSON.stringify(Object.fromEntries(answers)));
    const visitor = await goTo("v=2&lesson=low-rank.1");
    await visitor.evaluate(`localStorage.setItem("dmf.predictions", ${stored})`);
    for (const { id, title, screens } of LESSONS)
      for (let screen = 1; screen <= screens; screen++) {
        await goTo(`v=2&lesson=${id}.${screen}`);
        await reads(visitor, "//*[@id='lesson-title']").toBe(title);
        await reads(visitor, region("Pages of the lesson")).toContain(`${screen} of ${screens}`);
        await expect.poll(() => read(visitor, "//aside//figure | //*[@id='result']//figure")).not.toBeNull();
        expect(await read(visitor, "//*[@role='alert']"), `${id}.${screen}`).toBeNull();
      }
    expect(await visitor.complaints()).toEqual([]);
  });

  test.skipIf(!isHere)(
    "on WebGPU it trains where there is an adapter, else it says what is missing; every view opens, a pinned run outlives the page, a picture is read",
    async () => {
      const visitor = (last ??= await browser.visit());
      await visitor.go(`${address}?backend=webgpu${SMALL}`);
      const hasAdapter = await visitor.evaluate<boolean>(
        "Promise.resolve(navigator.gpu?.requestAdapter()).then(Boolean)",
      );
      console.log(`${browser.version()}: WebGPU ${hasAdapter ? "with" : "without"} an adapter`);
      if (!hasAdapter) {
        await reads(visitor, "//*[@role='alert']").toMatch(
          /Training did not start\. This browser (has no|supports) WebGPU/,
        );
        await visitor.click(button("Train on the CPU"));
      }
      await finishes(visitor);
      expect(await read(visitor, "//*[@id='engine-name']")).toMatch(
        hasAdapter ? /^WebGPU/ : /^CPU · 1 thread$/,
      );
      for (const view of VIEWS) {
        await visitor.click(button(view));
        await reads(visitor, SHEET).toMatch(/Close\s+\S/);
        expect(await read(visitor, "//*[@role='alert']"), view).toBeNull();
        await visitor.click(`${SHEET}${button("Close")}`);
        await reads(visitor, SHEET).toBeNull();
      }
      await visitor.click(button("Pin this run"));
      await reads(visitor, region("Pinned runs")).toContain("the same settings");
      // The pin is stored once the code that writes it has loaded, a moment after it is shown.
      await expect
        .poll(() => visitor.evaluate<string | null>("window.localStorage.getItem('dmf-pins')"))
        .not.toBeNull();
      expect(await visitor.complaints()).toEqual([]);
      await visitor.go(`${address}?view=data&backend=cpu${SMALL}`);
      await visitor.upload(`${SHEET}//input[@type='file']`, PICTURE);
      await reads(visitor, SHEET).toContain("Training matrix:");
      await visitor.click(button("Use it"));
      await reads(visitor, "//main").toContain("dB");
      await reads(visitor, `${region("Pinned runs")}//span`).toContain("another problem");
      expect(await visitor.complaints()).toEqual([]);
    },
  );
});
