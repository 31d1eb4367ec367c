import { readFile } from "node:fs/promises";
import { faultsIn } from "../examine.ts";
import { button, expect, test } from "../fixtures.ts";

const BASE = "#v=2&task=mf&data=random&d=12&r=1&eps=0.3&T=40&seed=5&nets=original,yaras";

test("two settings become a map whose cells open their experiments; what was finished is not made again", async ({
  page,
}) => {
  await page.goto(`/?backend=cpu&view=sweep&sweep=L:2,3;rhat:1,2;seeds:2${BASE}`);
  const sheet = page.getByRole("dialog", { name: "Sweep" });
  await button(page, "Make 8 runs of 40 steps").click();
  await expect(sheet.getByRole("status").first()).toHaveText("Done: 8 runs.");
  const map = sheet.getByRole("table", { name: /Recovery error at the end, Original/ });
  await expect(map.getByRole("link")).toHaveCount(4);
  await expect(map).toContainText("Median of seeds 5 … 6");
  await sheet.getByRole("combobox", { name: "Model" }).selectOption({ label: "Compressed" });
  await sheet.getByRole("combobox", { name: "Quantity" }).selectOption({ label: "Steps to recovery 1e-2" });
  await expect(sheet.getByRole("table", { name: /Steps to recovery 1e-2, Compressed/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await button(page, "Download as CSV").click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
  expect(lines[0]).toMatch(/^L,rhat,seed,model,steps,train,recovery/);
  expect(lines).toHaveLength(1 + 8 * 2);
  // The sweep runs again with one value more. Four of the six runs for each depth are already there.
  await sheet.getByRole("textbox", { name: /Values of Compression rank/ }).fill("1, 2, 3");
  await expect(page).toHaveURL(/sweep=L:2,3;rhat:1,2,3;seeds:2#v=\d/);
  await button(page, "Make 12 runs of 40 steps").click();
  await expect(sheet.getByRole("status").first()).toHaveText("Done: 12 runs.");
  expect(await faultsIn(page)).toEqual([]);
  await sheet.getByRole("link", { name: /at Depth L 2, Compression rank r̂ 1: open/ }).click();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL(/cpu#v=2.*L=2.*rhat=1/);
  expect(page.url()).not.toContain("sweep");
});

test("one setting becomes lines and a table; a sweep is set up by hand, cancelled, and goes on", async ({
  page,
}) => {
  await page.goto(`/?backend=cpu${BASE.replace("T=40", "T=20000")}`);
  await button(page, "Sweep").click();
  const sheet = page.getByRole("dialog", { name: "Sweep" });
  await expect(button(page, "Choose what to vary")).toBeDisabled();
  await sheet.getByRole("combobox", { name: "Vary" }).selectOption({ label: "Compression rank r̂" });
  await sheet.getByRole("textbox", { name: /Values of/ }).fill("1 2 99");
  await expect(sheet.getByRole("alert")).toContainText("Compression rank");
  await sheet.getByRole("textbox", { name: /Values of/ }).fill("1 2 3 4 5 6");
  // A sweep may end before a click from outside arrives, so the page itself clicks as soon as it can.
  const cancelled = page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        const changes = new MutationObserver(() => {
          const buttons = [...document.querySelectorAll<HTMLButtonElement>("dialog button")];
          const cancel = buttons.find(({ textContent }) => textContent === "Cancel");
          if (!cancel) return;
          changes.disconnect();
          setTimeout(() => {
            resolve(document.querySelector("dialog progress")?.getAttribute("aria-label") ?? null);
            cancel.click();
          });
        });
        changes.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await button(page, "Make 6 runs of 20,000 steps").press("Enter");
  expect(await cancelled).toBe("Progress of the sweep");
  await expect(sheet.getByRole("status").first()).toContainText(/Cancelled after \d of 6 runs/);
  await button(page, "Make 6 runs of 20,000 steps").click();
  await expect(sheet.getByRole("status").first()).toHaveText("Done: 6 runs.");
  await expect(
    sheet.getByRole("figure", { name: /Recovery error at the end over Compression rank/ }),
  ).toBeVisible();
  const table = sheet.getByRole("table", { name: /Recovery error at the end/ });
  await expect(table.getByRole("link", { name: "Open this experiment: Compression rank r̂ 4" })).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(7);
});

test("an example sets up its experiment and what is varied; a link with nonsense sets up nothing", async ({
  page,
}) => {
  await page.goto(`/?backend=cpu&view=sweep&sweep=seed:1,2;nonsense:<b>${BASE}`);
  const sheet = page.getByRole("dialog", { name: "Sweep" });
  await expect(button(page, "Choose what to vary")).toBeDisabled();
  await button(page, "Factor rate γ").click();
  await expect(button(page, /Make 21 runs of 2,000 steps/)).toBeEnabled();
  await expect(sheet.getByRole("combobox", { name: "Vary" })).toHaveValue("gamma");
  await expect(page).toHaveURL(/sweep=gamma:.*#v=\d&data=random&d=64/);
});
