/**
 * A user file: the page reads it, previews it and trains on it, and a link can ask for it. Other files are
 * refused.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { parseNpy } from "../../../src/workloads/mf/data/files/npy.ts";
import { seriousFaults } from "../examine.ts";
import { button, ENDED, finish, test, expect, expectStatus, openSettings } from "../fixtures.ts";

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const fileOf = (name: string, content: string | Uint8Array): Upload => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

/** Rank 1, 16 × 12, with names and every seventh cell empty. */
const TABLE = fileOf(
  "mine.csv",
  [
    ["", ...Array.from({ length: 12 }, (_, j) => `m${j}`)],
    ...Array.from({ length: 16 }, (_, i) => [
      `r${i}`,
      ...Array.from({ length: 12 }, (_cell, j) => ((3 * i + 5 * j) % 7 === 0 ? "" : (i + 1) * (j + 2))),
    ]),
  ]
    .map((row) => row.join(","))
    .join("\n"),
);

const NEW_ROW = "m0 100\nm3 240\n";

const START = "/?backend=cpu#v=2&data=random&d=16&r=2&T=20";
const sheet = (page: Page) => page.getByRole("dialog", { name: "Your own file" });

async function choose(page: Page, name: string, file: Upload | string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(page, name).click()]);
  await chooser.setFiles(file);
}

async function openSheet(page: Page): Promise<void> {
  await page.goto(START);
  await openSettings(page);
  await askForFile(page);
}

/** Opens the sheet from the settings. */
async function askForFile(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Data", exact: true }).selectOption({ label: "Your own file…" });
  await expect(sheet(page)).toContainText("nothing is uploaded");
}

test("a table with holes is looked at, cut, trained on, and found again by its link in another profile", async ({
  page,
  browser,
}, info) => {
  await openSheet(page);
  await expect(sheet(page)).toContainText("200 MB; tables of 8,192 rows, 8,192 columns");
  await choose(page, "Choose a file…", TABLE);
  await expect(sheet(page)).toContainText("16 rows × 12 columns");
  await expect(sheet(page)).toContainText("from 3 to 208");
  await expect(sheet(page)).toContainText("27 (14 %)");
  await expect(sheet(page)).toContainText("The first column was taken as names.");
  await expect(sheet(page).getByRole("img", { name: "The matrix, 16 × 12" })).toBeVisible();
  await expect(sheet(page).getByRole("figure", { name: /^Singular values.*: 1.00/ })).toBeVisible();
  await sheet(page).getByRole("spinbutton", { name: "Last row" }).fill("14");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Training matrix: 14 × 12");
  // At the end of the sheet, the wheel does not scroll the page behind it.
  await sheet(page).hover();
  await page.mouse.wheel(0, 3000);
  const toEnd = () => sheet(page).evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
  await expect.poll(toEnd).toBeLessThan(2);
  await page.mouse.wheel(0, 3000);
  await button(page, "Use it").click();
  await expect(sheet(page)).toBeHidden();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page).toHaveURL(/data=file&file=[0-9a-f]{16}&crop=0,0,14,12/);
  await expect(page.getByRole("form", { name: "Experiment" })).toContainText("mine.csv");
  await finish(page, ENDED);
  // The errors on the test cells stand beside baselines, and a new row is completed.
  const yourData = page.getByRole("region", { name: "Your data" });
  await expect(yourData).toContainText("Row and column effects");
  await yourData.getByText("Best columns for a row").click();
  await yourData.getByLabel(/^Or a new row/).fill(NEW_ROW);
  await button(page, "Complete it").click();
  await expect(yourData.getByRole("listitem")).toHaveCount(10);
  // The command line gives the same figures.
  const cells = await yourData.getByRole("table").getByRole("cell").allInnerTexts();
  const added = await yourData.getByRole("listitem").allInnerTexts();
  const folder = info.outputPath();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "mine.csv"), TABLE.buffer);
  writeFileSync(join(folder, "row.txt"), NEW_ROW);
  const files = ["--data", join(folder, "mine.csv"), "--row", join(folder, "row.txt")];
  const hash = new URL(page.url()).hash.slice(1);
  const told = execFileSync(
    process.execPath,
    ["scripts/dmf.mjs", "run", hash, ...files, "--backend", "cpu"],
    {
      encoding: "utf8",
    },
  );
  const [, errors = "", best = ""] = told.split(/^errors on the test cells.*|^best columns of.*/m);
  const numbers = (texts: readonly string[]) => texts.map(Number).toSorted((a, b) => a - b);
  const toldErrors = [...errors.matchAll(/ {2,}([\d.e-]+) +([\d.e-]+)$/gm)].flatMap((found) =>
    found.slice(1),
  );
  expect(numbers(cells)).toEqual(numbers(toldErrors));
  expect(added).toEqual(
    [...best.matchAll(/^(m\d+) +(\S+)$/gm)].map(([, name, value]) => `${name}: ${value}`),
  );
  // A file that the browser keeps is offered after a reload.
  const keeps = page.getByLabel("Keep the file in this browser");
  await keeps.check();
  await expect(keeps).toBeEnabled();
  await expect(page.getByRole("region", { name: "Your data" })).toContainText("Row and column effects");
  await page.reload();
  await button(page, "Go on with mine.csv").click();
  await finish(page, ENDED);
  const link = page.url();
  await button(page, "Code").click();
  const code = page.getByRole("dialog", { name: "This experiment as code" });
  await expect(code).toContainText("The script takes your matrix as its argument");
  const [matrix] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "Download matrix.npy").click(),
  ]);
  const saved = parseNpy(await readFile(await matrix.path()));
  expect([saved.rows, saved.cols]).toEqual([14, 12]);
  const isHole = (k: number): boolean => (3 * Math.floor(k / 12) + 5 * (k % 12)) % 7 === 0;
  saved.values.forEach((value, k) => {
    expect(saved.known?.[k]).toBe(isHole(k) ? 0 : 1);
    if (!isHole(k)) expect(value).toBe((Math.floor(k / 12) + 1) * ((k % 12) + 2));
  });
  await page.keyboard.press("Escape");
  await button(page, "How it works").click();
  await button(page, "Time the kernels on this device").click();
  await expect(page.getByRole("table", { name: /^Original.* on WebAssembly/ })).toBeVisible();
  await button(page, "Close").click();
  await button(page, "Share").click();
  await expect(page.getByRole("dialog")).toContainText("Anyone who opens the link is asked for mine.csv");

  const other = await browser.newContext();
  const fresh = await other.newPage();
  await fresh.goto(link);
  const ask = fresh.getByRole("region", { name: "File needed" });
  await expect(ask).toContainText(/Its checksum is [0-9a-f]{16}/);
  await expectStatus(fresh, "waiting for the file");
  await choose(fresh, "Choose the file…", fileOf("other.csv", "1,2\n3,4\n"));
  await expect(sheet(fresh)).toContainText("This is not the experiment’s file");
  await choose(fresh, "Choose another file…", TABLE);
  await expect(sheet(fresh)).toContainText("The checksum matches the experiment’s.");
  await expect(sheet(fresh).getByRole("spinbutton", { name: "Last row" })).toHaveValue("14");
  await button(fresh, "Use it").click();
  await expect(ask).toBeHidden();
  await finish(fresh, ENDED);
  expect(fresh.url()).toBe(link);
  await other.close();
});

test("a read is cancelled; a large table is taken whole, in part or averaged, and the page says which; a file of 1 GB is refused before it is read; an unusable file is refused with the place of its fault, a number that a box cannot take beside the box, and the previous data stay; a file is dropped anywhere on the page; a picture is averaged and loses its colours by choice", async ({
  page,
}, info) => {
  const rows = Array.from({ length: 600 }, (_, i) =>
    Array.from({ length: 300 }, (__, j) => (i + 1) * (j + 2)),
  );
  await openSheet(page);
  // Reading cannot begin before the worker's script has arrived.
  const script = /data-worker-[^/]*\.js$/;
  await page.route(script, () => undefined);
  await choose(page, "Choose a file…", TABLE);
  await expect(sheet(page)).toContainText("Reading mine.csv");
  await button(page, "Cancel").click();
  await expect(sheet(page).getByRole("status")).toHaveText(
    "Reading mine.csv was cancelled. Nothing of it was kept, and the run is unchanged.",
  );
  expect(page.url()).toContain("data=random");
  await page.unroute(script);
  await choose(page, "Choose a file…", fileOf("large.csv", rows.map((row) => row.join(",")).join("\n")));
  await expect(sheet(page)).toContainText("Training matrix: 600 × 300");
  await sheet(page)
    .getByRole("radio", { name: /^A part/ })
    .check();
  await expect(sheet(page)).toContainText(
    "rows 1 to 256 and columns 1 to 256 of the file’s 600 × 300 values, 36 %",
  );
  await expect(
    sheet(page).getByRole("img", { name: "The whole file. A frame marks rows 1 to 256" }),
  ).toBeVisible();
  await sheet(page).getByRole("spinbutton", { name: "Last row" }).fill("2000");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText(
    "2,000 became 600. Allowed: whole numbers from 1 to 600 (the file has 600 rows).",
  );
  await sheet(page)
    .getByRole("radio", { name: /^An averaged copy/ })
    .check();
  await expect(sheet(page)).toContainText("Training takes 256 × 128 averages of 600 × 300 values");
  await expect(sheet(page)).toContainText("Training matrix: 256 × 128");
  await sheet(page)
    .getByRole("radio", { name: /^All, 600 × 300/ })
    .check();
  await expect(sheet(page)).toContainText("Training matrix: 600 × 300");
  await expect(sheet(page).getByRole("img", { name: /^The whole file/ })).toBeHidden();

  const path = info.outputPath("huge.csv");
  writeFileSync(path, "");
  truncateSync(path, 2 ** 30);
  await choose(page, "Choose another file…", path);
  await expect(sheet(page).getByRole("alert")).toContainText("The file is 1,024 MB; the limit is 200 MB.");

  await page.keyboard.press("Escape");
  await askForFile(page);
  await choose(page, "Choose a file…", fileOf("bad.csv", "a,b,c\n1,2,3\n4,x,6\n"));
  const alert = sheet(page).getByRole("alert");
  await expect(alert).toHaveText(/^bad\.csv cannot be used\. Row 3, column 2: “x” is not a number\./);
  // A picture of the right size whose data end too early.
  const header = [
    0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9, 0, 0, 0, 9,
  ];
  await choose(page, "Choose another file…", fileOf("bad.png", Uint8Array.from(header)));
  await expect(alert).toContainText("The PNG picture of 9 × 9 pixels is damaged");
  const bomb = Uint8Array.from(header, (byte, i) => (i === 17 || i === 21 ? 1 : byte));
  await choose(page, "Choose another file…", fileOf("bomb.png", bomb));
  await expect(alert).toContainText("65,545 × 65,545 pixels; the limits are");
  await page.keyboard.press("Escape");
  await finish(page);
  expect(page.url()).toContain("data=random");

  const size = page.getByRole("spinbutton", { name: "Size d" });
  await size.fill("1");
  await size.press("Enter");
  await expect(page.getByRole("form", { name: "Experiment" })).toContainText(
    "1 became 2. Allowed: whole numbers from 2",
  );

  await page.goto(START);
  await finish(page);
  const transfer = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(200, 100);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    const colours = context.createLinearGradient(0, 0, 200, 100);
    for (const [at, colour] of ["red", "lime", "blue"].entries()) colours.addColorStop(at / 2, colour);
    context.fillStyle = colours;
    context.fillRect(0, 0, 200, 100);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob({ type: "image/webp", quality: 1 })], "mine.webp"));
    return data;
  });
  await page.getByRole("contentinfo").dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop the file to look at it.")).toBeVisible();
  await page.getByRole("contentinfo").dispatchEvent("drop", { dataTransfer: transfer });
  await expect(sheet(page)).toContainText("100 rows × 200 columns");
  await expect(sheet(page)).toContainText("Training matrix: 64 × 128");
  await sheet(page).getByRole("spinbutton", { name: "Longer side" }).fill("32");
  await page.keyboard.press("Enter");
  await sheet(page).getByRole("combobox", { name: "Channel" }).selectOption({ label: "Red" });
  await expect(sheet(page)).toContainText("Training matrix: 16 × 32");
  await button(page, "Use it").click();
  await expect(page).toHaveURL(/ch=red&d=16&n=32/);
  await finish(page);
  await expect(page.getByRole("region", { name: "Result so far" })).toContainText("dB");
});

test("text from a file, a link or a saved run stays text and enters no address", async ({ page }) => {
  const hostile = "<img src=x onerror=window.hit=1>";
  await page.goto(`${START}&task=${encodeURIComponent(hostile)}`);
  await expect(page.getByText(hostile, { exact: false }).first()).toBeVisible();
  await openSettings(page);
  await askForFile(page);
  const table = `,${hostile},b,c\n${hostile},1,2,\nx,3,,5\ny,7,8,10\n`;
  await choose(page, "Choose a file…", fileOf(`${hostile}.csv`, table));
  await expect(sheet(page)).toContainText(`${hostile}.csv`);
  await button(page, "Use it").click();
  await expect(page.getByRole("form", { name: "Experiment" })).toContainText(`${hostile}.csv`);
  await finish(page, ENDED);
  await button(page, "Pin this run").click();
  await page.getByRole("textbox", { name: "Name of pinned run 1" }).fill(hostile);
  expect(decodeURIComponent(page.url())).not.toContain("<");
  expect(new URL(page.url()).hash).toMatch(/^#[\w.,=&-]+$/);
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});

test("on a phone it fits, fingers can hit everything, and axe finds nothing serious", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(START);
  await page.getByRole("combobox", { name: "Experiment" }).selectOption({ label: "Your own file…" });
  await choose(page, "Choose a file…", TABLE);
  await expect(button(page, "Use it")).toBeInViewport({ ratio: 1 });
  await expect(sheet(page).getByRole("figure", { name: /^Singular values.*: / })).toBeVisible();
  expect(await sheet(page).evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(360);
  for (const target of await sheet(page).getByRole("button").or(sheet(page).getByRole("spinbutton")).all())
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await seriousFaults(page)).toEqual([]);
});
