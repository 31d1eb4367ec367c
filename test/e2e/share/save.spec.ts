/**
 * Saving a run: pictures of charts, tables, a file that the page opens again, and citations. Also tests
 * dropped files.
 */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { parseCsv } from "../../../src/workloads/mf/data/files/csv.ts";
import { parseNpy } from "../../../src/workloads/mf/data/files/npy.ts";
import { button, ENDED, finish, costCell, open, test, expect, expectStatus } from "../fixtures.ts";

const RUN = "#v=2&data=random&d=16&r=1&T=600&seed=3&nets=original,thin";

async function openFinished(page: Page): Promise<void> {
  await open(page, RUN, "?backend=cpu");
  await page.getByRole("combobox", { name: "Speed" }).selectOption("full");
  await finish(page);
}

async function openView(page: Page): Promise<Locator> {
  await button(page, "Save or open…").click();
  const sheet = page.getByRole("dialog", { name: "Save or open" });
  await expect(sheet).toBeVisible();
  return sheet;
}

async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Simulates a drop of a file from the desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([file, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content as string], file as string));
      for (const kind of ["dragenter", "drop"])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test("a table with holes comes back completed as CSV, NPY and PNG, its values kept or replaced; factors as NPZ", async ({
  page,
}) => {
  // Rank 1, 9 × 8. One name looks like a formula, and the file's own name like a path.
  const table = [
    ["", "=m1", ...Array.from({ length: 7 }, (_, j) => `m${j + 2}`)],
    ...Array.from({ length: 9 }, (_, i) => [
      `r${i}`,
      ...Array.from({ length: 8 }, (_cell, j) => ((2 * i + 3 * j) % 7 === 0 ? "" : (i + 1) * (j + 2))),
    ]),
  ];
  const text = table.map((row) => row.join(",")).join("\n");
  const given = parseCsv(text);
  await page.goto("/?backend=cpu#v=2&data=random&d=16&r=1&T=400&nets=original,thin");
  await drop(page, "my ..ratings.csv", text);
  await button(page, "Use it").click();
  await expect(page).toHaveURL(/data=file/);
  await finish(page, ENDED);

  const sheet = await openView(page);
  const matrices = sheet.getByRole("region", { name: "Matrices" });
  const save = (name: RegExp) => downloaded(page, () => matrices.getByRole("button", { name }).click());
  await matrices.getByRole("combobox", { name: "Completed by" }).selectOption("Compressed");
  await expect(
    matrices.getByRole("button", { name: /^Completed matrix as CSV · about \d+ bytes$/ }),
  ).toBeVisible();
  const csv = await save(/^Completed matrix as CSV/);
  expect(csv.name).toMatch(/^my-ratings-completed-(yaras|compressed)-step-\d+\.csv$/);
  expect(csv.bytes.toString()).toContain(`,"'=m1",m2,`);
  const kept = parseCsv(csv.bytes.toString());
  const known = [...given.values.keys()].filter((i) => given.known?.[i] === 1);
  expect(kept.known).toBeUndefined();
  expect(known.every((i) => kept.values[i] === given.values[i])).toBe(true);

  await matrices.getByRole("combobox", { name: "Given values" }).selectOption("The estimate everywhere");
  const size = 128 + 8 * 72;
  await expect(
    matrices.getByRole("button", { name: `Completed matrix as NPY · ${size} bytes` }),
  ).toBeVisible();
  const npy = await save(/^Completed matrix as NPY/);
  expect(npy.bytes).toHaveLength(size);
  const estimate = parseNpy(npy.bytes);
  expect([estimate.rows, estimate.cols]).toEqual([9, 8]);
  expect(known.some((i) => estimate.values[i] === given.values[i])).toBe(false);
  const png = await save(/^Completed matrix as PNG/);
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([8, 9]);

  const npz = await save(/^Factors now as NPZ · \d+ (kB|bytes)$/);
  expect(npz.name).toMatch(/^factors-step-\d+\.npz$/);
  const inner = ["W1", "W2", "W3"];
  const names = [
    ...inner.map((factor) => `original/${factor}`),
    ...[...inner, "W4", "W5"].map((factor) => `yaras/${factor}`),
    "step",
  ];
  expect(Object.keys(unzipSync(npz.bytes))).toEqual(names.map((name) => `${name}.npy`));
  const start = await save(/^Factors at the start as NPZ/);
  expect(start.name).toBe("factors-step-0.npz");
  const [before, after] = [start, npz].map(({ bytes }) =>
    parseNpy(unzipSync(bytes)["yaras/W2.npy"] ?? bytes),
  );
  expect(before?.values).toHaveLength(after?.values.length ?? 0);
  expect(before?.values).not.toEqual(after?.values);
});

test("charts are saved as SVG and PNG, in the theme's colours, with the link, numbers as tables, and what to cite is there; a saved run opens again, dropped or chosen, with its pins; other files are told apart", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openFinished(page);
  await test.step("charts, tables and citations", async () => {
    const reached = await costCell(page, "Recovery error", "Thin");
    const sheet = await openView(page);
    const svg = await downloaded(page, () =>
      sheet.getByRole("button", { name: "Save Error as SVG" }).click(),
    );
    const text = svg.bytes.toString();
    expect(svg.name).toBe("errors-over-steps.svg");
    expect(text).not.toMatch(/var\(|NaN|undefined/);
    expect(text).toContain("rgb(27, 30, 35)"); // --panel, dark
    expect(text).toContain("rgb(106, 169, 255)"); // --original, dark
    expect(text.replaceAll(/<[^>]*>/g, "")).toContain("d=16&amp;r=1");
    const shown = await page.context().newPage();
    await shown.setContent(text);
    await expect(shown.getByText("Original", { exact: true })).toBeVisible();
    await shown.close();
    await sheet
      .getByRole("group", { name: "Horizontal axis of the saved chart" })
      .getByRole("button", { name: "work" })
      .click();
    const png = await downloaded(page, () =>
      sheet.getByRole("button", { name: "Save Error as PNG" }).click(),
    );
    expect(png.name).toBe("errors-over-flops.png");
    expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(png.bytes.readUInt32BE(16)).toBe(1720);
    const values = await downloaded(page, () =>
      sheet.getByRole("button", { name: "Save Singular values of the learned matrix as SVG" }).click(),
    );
    expect(values.bytes.toString()).not.toMatch(/var\(|NaN/);
    expect(values.bytes.toString()).toContain(">target</text>");

    const { bytes } = await downloaded(page, () =>
      sheet.getByRole("button", { name: "Save Error as CSV" }).click(),
    );
    const lines = bytes.toString().split("\n");
    expect(lines).toHaveLength(1 + 2 * 601);
    expect(lines[0]).toContain("recovery_error");
    const last = lines.at(-1)?.split(",") ?? [];
    expect(last.slice(1, 3)).toEqual(["Thin", "600"]);
    expect(Number(last[6]).toExponential(1)).toBe(Number(reached).toExponential(1));
    await page.keyboard.press("Escape");
  });
  await button(page, "Pin this run").click();
  await page.getByRole("textbox", { name: "Name of pinned run 1" }).fill("before");
  await page.getByRole("spinbutton", { name: "Compression rank r̂" }).fill("1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/rhat=1/);
  await finish(page);
  const sheet = await openView(page);
  const { bytes } = await downloaded(page, () =>
    sheet.getByRole("button", { name: "Save the run (JSON)" }).click(),
  );
  await page.keyboard.press("Escape");
  const values = page.getByRole("table", { name: "Error" });
  await page.getByText("Table", { exact: true }).click();
  const row = values.getByRole("row", { name: /^600/ });
  await expect(row).toBeVisible();
  const before = await row.getByRole("cell").allInnerTexts();
  expect(new Set(before).size).toBeGreaterThan(1);

  await page.evaluate(() => localStorage.clear());
  await page.goto(`/?backend=cpu#v=2&data=random&d=12&T=50`);
  await page.reload();
  await expect(page.getByRole("list", { name: "Pinned runs" })).toHaveCount(0);
  await drop(page, "mine.json", bytes.toString());
  const pins = page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem");
  await expect(pins).toHaveCount(2);
  await expect(page).toHaveURL(/d=16&.*rhat=1/);
  await expectStatus(page, "ready");
  await expect(pins.first()).toContainText("Compression rank r̂ 2 → 1");
  await expect(pins.last()).toContainText("the same settings as now");
  await page.getByText("Table", { exact: true }).click();
  await expect(row).toBeVisible();
  // The new run has not started. The earlier pin and the old run itself are pinned.
  await expect
    .poll(() => row.getByRole("cell").allInnerTexts())
    .toEqual(["–", "–", ...before.slice(2), ...before.slice(0, 2)]);

  await drop(page, "other.json", '{"format": "something else"}');
  await expect(page.getByRole("alert")).toContainText("The file is not a run of this playground");
  await page.keyboard.press("Escape");
  await drop(page, "table.csv", "1,2,3\n4,5,6\n7,8,9\n");
  await expect(page.getByRole("dialog", { name: "Your own file" })).toContainText("table.csv");
});
