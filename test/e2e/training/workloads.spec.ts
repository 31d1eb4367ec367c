/**
 * The workloads besides matrix factorization: opened by tab and by link, trained, changed, and restored after
 * a reload.
 */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { seriousFaults, settled } from "../examine.ts";
import { button, currentStep, expect, expectStatus, finish, sendFewSentences, test } from "../fixtures.ts";

const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "What is learned" }).getByRole("button", { name });

/** A model's result, as displayed to the right of the verdict. */
const result = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "Result so far" })
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd");

test.describe("digits", () => {
  const SHORT = "#v=2&id=mlp&samples=500&steps=60&w=32&rhat=8";

  test("opens by its tab, learns, and leaves matrix factorization as it was", async ({ page }) => {
    await page.goto("/?backend=cpu#v=2&task=mf&data=random&d=16&r=2&T=100000000");
    await expectStatus(page, "training");
    await tab(page, "Digits").click();
    await expect(page).toHaveURL(/[#&]id=mlp/);
    await expectStatus(page, "training");
    await page.goBack();
    await expect(page).toHaveURL(/task=mf/);
    await expectStatus(page, "training");
    await expect.poll(() => currentStep(page)).toBeGreaterThan(0);
  });

  test("learns from a link, fits three sizes, answers about a drawn digit, and a reload brings the same experiment", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/?backend=cpu${SHORT}`);
    await finish(page);
    for (const name of ["Plain", "DLN", "C-DLN"]) await expect(result(page, name)).toHaveText(/^[5-9]\d\.\d/);
    await expect(page.getByRole("figure", { name: "Network diagram" })).toContainText(
      /% of what changed since step 0 lies in 8 of 32 directions/,
    );
    const figure = page.getByRole("figure", { name: "Test accuracy" });
    await expect(figure.locator("path.curve")).toHaveCount(3);
    const endOf = (id: string): Promise<number> =>
      figure.locator(`path.curve[data-term=${id}]`).evaluate((path: SVGPathElement) => {
        const { x, width } = path.getBBox();
        return Math.round(x + width);
      });
    await expect
      .poll(async () => new Set([await endOf("plain"), await endOf("cdln"), await endOf("dln")]).size)
      .toBe(1);
    await page.getByRole("group", { name: "Horizontal axis" }).getByRole("button", { name: "work" }).click();
    await expect.poll(async () => (await endOf("cdln")) - (await endOf("plain"))).toBeGreaterThan(0);
    await expect.poll(async () => (await endOf("dln")) - (await endOf("cdln"))).toBeGreaterThan(0);
    await test.step("at 1440 × 900, 1280 × 720 and 390 × 844 it is complete, and axe finds nothing serious", async () => {
      for (const [width, height] of [
        [1280, 720],
        [390, 844],
        [1440, 900],
      ] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
        for (const part of [
          page.getByRole("region", { name: "Result so far" }),
          figure,
          page.getByRole("group", { name: "Training" }),
        ]) {
          const bottom = async (): Promise<number> => {
            const box = await part.boundingBox();
            return (box?.y ?? NaN) + (box?.height ?? NaN);
          };
          await expect.poll(bottom).toBeLessThanOrEqual(height + (width < 600 ? 200 : 0));
        }
        expect(await seriousFaults(page)).toEqual([]);
      }
    });
    await test.step("the networks answer about a digit that is drawn", async () => {
      await button(page, "Clear").click();
      const says = page.getByText("What each network says").or(page.locator("dl.answers"));
      await expect(says.first()).toContainText("–");
      const pad = page.getByRole("img", { name: /^Pad to draw/ });
      await pad.scrollIntoViewIfNeeded();
      const box = await pad.boundingBox();
      if (!box) throw new Error("the pad has no place");
      await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 8 });
      await page.mouse.up();
      await expect(page.locator("dl.answers dd").first()).toHaveText(/^\d \d+ %$/);
    });
    const before = await result(page, "DLN").innerText();
    await page.reload();
    await finish(page);
    await expect(result(page, "DLN")).toHaveText(before);
    expect(new URL(page.url()).hash).toBe(SHORT);
    await test.step("the gallery has the recorded claims with their pictures, and runs one", async () => {
      await button(page, "Gallery").click();
      const card = page.getByRole("listitem", { name: "A rate for each" });
      await expect(card.getByRole("img", { name: /Test accuracy of every seed/ })).toBeVisible();
      await expect(card).toContainText(/recorded \d{4}-\d\d-\d\d/);
      expect(await seriousFaults(page)).toEqual([]);
      await card.getByRole("link", { name: /^Run it here/ }).click();
      await expect(page).toHaveURL(/eta=0\.8.*B=10/);
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });
  });

  test("a pinned run stays as ghosts behind the next, is kept by a reload, and opens from its file", async ({
    page,
  }) => {
    const lines = page.getByRole("figure", { name: "Test accuracy" }).locator("path.curve");
    await page.goto(`/?backend=cpu${SHORT}&arms=plain,dln,plainEqualFlops`);
    await finish(page);
    await expect(lines).toHaveCount(3);
    await button(page, "Pin this run").click();
    await expect(lines).toHaveCount(6);
    const rate = page.getByRole("spinbutton", { name: "Learning rate η", exact: true });
    await rate.fill("0.3");
    await rate.press("Enter");
    const pins = page.getByRole("list", { name: "Pinned runs" });
    await expect(pins).toContainText("Learning rate η 0.1 → 0.3");
    await expect(page).toHaveURL(/eta=0\.3/);
    await finish(page);
    await page.reload();
    await finish(page);
    await expect(lines).toHaveCount(6);

    await button(page, "Save or open…").click();
    const download = page.waitForEvent("download");
    await button(page, "Save the run (JSON)").click();
    const path = await (await download).path();
    const drawing = page.waitForEvent("download");
    await button(page, "Save Test accuracy as SVG").click();
    const svg = await readFile(await (await drawing).path(), "utf8");
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    for (const name of ["Plain", "DLN", "Step"]) expect(svg).toContain(`${name}<`);
    await button(page, "Close").click();
    await button(page, "Unpin run 1").click();
    await expect(lines).toHaveCount(3);
    await page.goto("/?backend=cpu&view=save#id=mlp");
    await page.getByLabel("File of a saved run").setInputFiles(path);
    await expect(page).toHaveURL(/eta=0\.3/);
    await expect(pins.getByRole("listitem")).toHaveCount(2);
    await expect(pins).toContainText("the same settings as now");
  });

  test("a sweep trains every value for each seed, and a value opens its experiment", async ({ page }) => {
    await page.goto(`/?backend=cpu&view=sweep&sweep=eta:0.05,0.2;seeds:2${SHORT}&arms=plain,dln`);
    const dialog = page.getByRole("dialog", { name: "Sweep" });
    await dialog.getByRole("button", { name: /^Make 4 runs/ }).click();
    await expect(dialog.getByText("Done: 4 runs.")).toBeVisible();
    const row = dialog.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "0.2" }) });
    await expect(row.getByRole("cell").first()).toHaveText(/^\d\d\.\d.% \(\d\d\.\d.% … \d\d\.\d.%\)$/);
    expect(await seriousFaults(page)).toEqual([]);
    await row.getByRole("link").click();
    await expect(page).toHaveURL(/eta=0\.2/);
  });

  test("a missing file is a sentence with a way to try again; the learning rate moves the run that trains, and is kept in the address; says beforehand that a run cannot learn, and afterwards that it did not, and leads back", async ({
    page,
  }) => {
    let isGone = true;
    await page.route(/data\/digits-/, (route) => (isGone ? route.abort() : route.continue()));
    await page.goto(`/?backend=cpu${SHORT}`);
    await expect(page.getByRole("alert")).toContainText("The digits could not be loaded");
    isGone = false;
    await button(page, "Try again").click();
    await finish(page);

    await page.goto(`/?backend=cpu${SHORT.replace("steps=60", "steps=1000000")}`);
    await expectStatus(page, "training");
    // The previous run ended at step 60, which the page shows until the next run begins.
    await expect.poll(() => currentStep(page)).toBeGreaterThan(60);
    const before = await currentStep(page);
    const rate = page.getByRole("spinbutton", { name: "Learning rate η", exact: true });
    await rate.fill("0.3");
    await rate.press("Enter");
    await expect(page).toHaveURL(/eta=0\.3/);
    await expectStatus(page, "training");
    expect(await currentStep(page)).toBeGreaterThanOrEqual(before);
    // Switching between own and shared rates starts the run again, so the note about a changed rate
    // disappears.
    const note = page.locator(".retuned");
    await expect(note).toBeVisible();
    const rates = page.getByRole("group", { name: "Learning rates" });
    await rates.getByRole("button", { name: "Own" }).click();
    await expect(page).toHaveURL(/eta=0\.8/);
    await expect(page).not.toHaveURL(/sched=/);
    await expect(note).toHaveCount(0);
    // The bar has every network's rate.
    await expect(page.getByRole("spinbutton", { name: "Rate of C-DLN" }).first()).toBeVisible();
    const schedule = page.getByRole("group", { name: "Schedule" });
    await schedule.getByRole("button", { name: "Falling" }).click();
    await expect(page).toHaveURL(/sched=linear/);
    await schedule.getByRole("button", { name: "Constant" }).click();
    await rates.getByRole("button", { name: "Shared" }).click();
    await expect(page).not.toHaveURL(/eta=|sched=/);
    await expectStatus(page, "training");

    const advice = page.getByRole("region", { name: "Advice" });
    await page.goto("/?backend=cpu#v=2&id=mlp&arms=plain&samples=2");
    await expect(advice.first()).toContainText("2 pictures can show only 2 of the ten digits");
    await button(page, "Set Samples n to 4000").click();
    await expect(page.getByText("2 pictures can show only")).toHaveCount(0);
    await page.goto("/?backend=cpu#v=2&id=mlp&arms=plain&steps=1");
    await expect(advice.first()).toContainText(/(Nothing learned|Learned only in part): Plain/);
    await button(page, "Set Steps to 400").click();
    await finish(page);
    await expect(result(page, "Plain")).toHaveText(/^[5-9]\d\.\d/);
    await expect(page.getByText(/Nothing learned|Learned only in part/)).toHaveCount(0);
  });
});

test.describe("fine-tuning", () => {
  const SHORT = "#v=2&id=finetune&n=4&batch=4&r=4&steps=3";
  const LINK = /#v=2&id=finetune&n=4\b.*&r=4\b.*&steps=3\b/;
  const DRIFT = "Test drift (1 − cosine)";

  test("shows what was planted, and how far sentences drift; a reload brings the same experiment; hands on its link and its script; a sentence has neighbours before and after; an adapter is saved, opened, and gives the same neighbours; own texts are counted and give a sentence its class", async ({
    page,
  }) => {
    await sendFewSentences(page, 40);
    await page.goto(`/?backend=cpu${SHORT}`);
    await expect(tab(page, "Fine-tuning")).toHaveAttribute("aria-current", "page");
    await finish(page);
    for (const name of ["LoRA", "Deep LoRA"]) await expect(result(page, name)).toHaveText(/^\d\.\d{3}$/);
    await expect(page.getByText("planted rank 2")).toBeVisible();
    // The blocks are to scale. In layer 0, Query has 256 rows and columns, FFN in 1,536 rows, FFN out 1,536 columns.
    await expect
      .poll(() =>
        page.locator("#result .update-block").evaluateAll((blocks) => {
          const [query, , , , ffnIn, ffnOut] = blocks.map((block) => block.getBoundingClientRect());
          return [ffnIn?.height, ffnOut?.width].map((side) => ((side ?? 0) / (query?.width ?? 0)).toFixed(1));
        }),
      )
      .toEqual(["6.0", "6.0"]);
    await expect(page.getByRole("heading", { name: "Layer 0: no method trains it" })).toBeVisible();
    await expect(
      page.getByRole("list", { name: "Test sentences by change" }).getByRole("listitem"),
    ).toHaveCount(50);
    const before = await result(page, "LoRA").innerText();
    expect(await seriousFaults(page)).toEqual([]);
    // The current run continues with the new rate, so nothing is prepared again.
    const rate = page.getByRole("spinbutton", { name: "Learning rate", exact: true });
    await rate.fill("0.02");
    await rate.press("Enter");
    await expect(page).toHaveURL(/lr=0\.02/);
    await expect(page.getByRole("region", { name: "Preparing" })).toHaveCount(0);
    // The run starts again from the beginning and ends with other results.
    await expect(result(page, "LoRA")).not.toHaveText(before);
    await expectStatus(page, "finished");
    await expect(result(page, "LoRA")).not.toHaveText(before);
    await page.goto(`/?backend=cpu${SHORT}`);
    await page.reload();
    await finish(page);
    await expect(result(page, "LoRA")).toHaveText(before);

    await page.getByRole("combobox", { name: "Quantity" }).selectOption({ label: DRIFT });
    await expect(page.getByRole("figure", { name: DRIFT }).locator("path.curve")).toHaveCount(2);

    await button(page, "Share").click();
    const share = page.getByRole("dialog", { name: "Share this experiment" });
    await expect(share.getByRole("textbox", { name: "Link to this experiment" })).toHaveValue(LINK);
    await expect(share.getByRole("textbox", { name: "Link with results" })).toHaveValue(
      /&got=\d+,[^]*\n- LoRA: relative test error/,
    );
    await expect(share.getByRole("img", { name: "QR code of the link" })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await share.getByRole("button", { name: "Close" }).click();

    await button(page, "Code").click();
    const code = page.getByRole("dialog", { name: "This experiment as code" });
    await expect(code.getByLabel("Script")).toContainText("import torch");
    await expect(code.getByLabel("Script")).toContainText(LINK);
    expect(await seriousFaults(page)).toEqual([]);
    await code.getByRole("button", { name: "Close" }).click();

    const panel = page.getByRole("region", { name: "A sentence of your own" });
    const neighbours = (name: string) =>
      panel.getByRole("region", { name, exact: true }).getByRole("listitem");
    await panel.getByLabel("Your sentence").fill("The soup was cold.");
    await button(page, "Find neighbours").click();
    await expect(panel.getByRole("region")).toHaveCount(3);
    await expect(panel.getByRole("region", { name: "Deep LoRA" })).toContainText(/Drift: 0\.\d{4} for your/);
    await expect(neighbours("Before")).toHaveCount(3);
    await expect(neighbours("LoRA")).toHaveCount(3);
    const [plain, tuned] = [
      await neighbours("Before").allInnerTexts(),
      await neighbours("LoRA").allInnerTexts(),
    ];
    expect(tuned).not.toEqual(plain);

    const home = page.getByRole("region", { name: "Downloads" });
    const saving = page.waitForEvent("download");
    await home.getByRole("button", { name: /^Adapter of LoRA/ }).click();
    const path = await (await saving).path();
    expect(Object.keys(unzipSync(await readFile(path))).toSorted()).toEqual([
      "README.md",
      "adapter_config.json",
      "adapter_model.safetensors",
      "use_lite.py",
    ]);
    await home.getByLabel("Adapter in PEFT’s format").setInputFiles({
      name: "mine.zip",
      mimeType: "application/zip",
      buffer: await readFile(path),
    });
    await expect(home.getByRole("status")).toContainText("mine.zip is open");
    await button(page, "Find neighbours").click();
    await expect(neighbours("mine.zip")).toHaveCount(3);
    await expect
      .poll(() => neighbours("mine.zip").allInnerTexts())
      .toEqual(await neighbours("LoRA").allInnerTexts());

    await home.getByLabel("Adapter in PEFT’s format").setInputFiles({
      name: "other.zip",
      mimeType: "application/zip",
      buffer: Buffer.from("nothing"),
    });
    await expect(home.getByRole("alert")).toContainText("This is not a zip file");

    const lines = Array.from({ length: 16 }, (_, i) => `${i % 2 ? "praise" : "blame"},Meal number ${i}.`);
    await page
      .getByLabel("Texts with labels, or pairs with scores")
      .first()
      .setInputFiles({
        name: "own.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(["label,text", ...lines].join("\n")),
      });
    await expect(page.getByRole("region", { name: "Notice" })).toContainText(
      "own.csv: 16 texts in 2 classes (blame 8, praise 8). Each method trains on 8 of them, at most 4 of each class, and is tested on 8 others.",
    );
    const task = page.getByRole("group", { name: "Task" });
    await expect(task.getByRole("button", { name: "Your texts" })).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText("Task own.csv")).toBeVisible();
    await finish(page);
    await button(page, "Predict and find neighbours").click();
    await expect(panel.getByRole("region", { name: "LoRA", exact: true })).toContainText(
      /(praise|blame) \d+\.\d/,
    );
  });
});

test("a table in Latin-1 is refused in a sentence, and class names of 5,000 letters stay within the page", async ({
  page,
}) => {
  const classes = ["a", "b"].map((letter) => letter.repeat(5000));
  const table = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${classes[i % 2]}`).join("\n");
  const opened = page.getByRole("region", { name: "A table of your own" });
  const open = (name: string, buffer: Buffer): Promise<void> =>
    opened.getByLabel("Table with labels").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.goto("/?backend=cpu#v=2&id=mlp&arms=plain&steps=1&samples=32&w=32&rhat=8");
  await finish(page);
  await open("latin1.csv", Buffer.from(`${table}\n1,2,grün`, "latin1"));
  await expect(opened.getByRole("alert")).toContainText("Line 41: The file is not UTF-8 at byte");
  // The file chosen last is opened, although an earlier one takes longer.
  await open("large.csv", Buffer.from("1,2,c\n".repeat(2e6)));
  await open("names.csv", Buffer.from(table));
  const notice = page.getByRole("region", { name: "Notice" });
  await expect(notice).toContainText(
    /40 rows in 2 classes .*2 columns of numbers\. 8 rows are kept for the test/,
  );
  const readers = () => page.workers().filter((worker) => worker.url().includes("data-worker"));
  await expect.poll(() => readers().length).toBe(0);
  await expect(notice).toContainText("names.csv");
  await finish(page);
  await expect(page.getByText("Its label:")).toContainText(/[ab]{5000}/);
  const beyond = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await beyond()).toBeLessThanOrEqual(0);
});

test.describe("federated", () => {
  const SHORT = "#v=2&id=federated&K=4&M=2&n=16&batch=4&r=2&warm=1&steps=3";

  test("opens by its tab, shows the clients, and counts what they send", async ({ page }) => {
    await sendFewSentences(page);
    await page.goto(`/?backend=cpu${SHORT}`);
    await expect(tab(page, "Fine-tuning")).toHaveAttribute("aria-current", "page");
    await finish(page);
    for (const name of ["FedAvg-LoRA", "All (FibecFed-style)"])
      await expect(result(page, name)).toHaveText(/^\d\d\.\d/);
    const clients = page.getByRole("list", { name: "Clients" });
    await expect(clients.getByRole("listitem")).toHaveCount(4);
    // The batches of the last round: at least one of every client with sentences.
    await expect.poll(() => clients.locator(".client-batch").count()).toBeGreaterThanOrEqual(3);
    const curves = page.getByRole("region", { name: "Test accuracy", exact: true });
    await expect(curves.locator("path.curve")).toHaveCount(2);
    const axes = curves.getByRole("group", { name: "Horizontal axis" }).getByRole("button");
    await expect(axes).toHaveText(["bytes", "rounds", "time"]);
    await axes.nth(2).click();
    await expect(curves.locator("path.curve")).toHaveCount(2);
    const time = page
      .getByRole("row", { name: /Simulated time/ })
      .getByRole("cell")
      .first();
    const before = await time.innerText();
    expect(await seriousFaults(page)).toEqual([]);
    // The speed changes only the simulated time, so nothing is trained again.
    const bandwidth = page.getByRole("spinbutton", { name: "Bandwidth (Mbit/s)", exact: true });
    await bandwidth.fill("0.5");
    await bandwidth.press("Enter");
    await expect(page).toHaveURL(/mbit=0\.5/);
    await expect(time).not.toHaveText(before);
    await expectStatus(page, "finished");
    const saving = page.waitForEvent("download");
    await button(page, /^Adapter of All/).click();
    expect((await saving).suggestedFilename()).toMatch(/adapter.*all.*\.zip$/);
    // A preset replaces the experiment.
    await page.getByRole("group", { name: "Comparison" }).getByRole("button", { name: "Controls" }).click();
    await expect(page).toHaveURL(/arms=all,randomLayers,randomOrder,reversed,head/);
    await expectStatus(page, "training");
    for (const name of ["All, random layers", "All, random order", "All, reversed order", "Head only"])
      await expect(result(page, name)).toBeVisible();
  });
});
