/** The experiment in a frame of another page, and the dialog that makes the code of the frame. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expectFits, seriousFaults, settled, tooWide } from "../examine.ts";
import { button, expect, expectStatus, finish, open, sendFewSentences, SMALL, test } from "../fixtures.ts";

test("the share sheet makes an embed: parts chosen, previewed, copied into another page, opened in the playground", async ({
  page,
  context,
}) => {
  await open(page);
  await finish(page);
  await button(page, "Share").click();
  const sheet = page.getByRole("dialog", { name: "Share this experiment" });
  await expect(sheet.getByRole("textbox", { name: "BibTeX" })).toHaveValue(/@software\{dmfplayground/);
  const results = sheet.getByRole("textbox", { name: "Link with results" });
  await expect(results).toHaveValue(
    /#v=2&data=random&d=24[^]*After all 400 steps\.[^]*\n- Compressed: recovery error/,
  );
  await sheet.getByText("In a page of your own").click();
  await sheet.getByRole("checkbox", { name: "Slider of the rank r̂" }).check();
  await sheet.getByRole("checkbox", { name: "Starts by itself" }).uncheck();
  await sheet.getByRole("spinbutton", { name: "Width" }).fill("480");
  await page.keyboard.press("Enter");
  const preview = sheet.frameLocator('iframe[title="Preview of the embed"]');
  await expect(preview.getByText("ready", { exact: true })).toBeVisible();
  await expect(preview.getByRole("slider", { name: /^Compression rank/ })).toBeVisible();
  await expect(preview.getByRole("button", { name: "New seed" })).toHaveCount(0);
  const code = await sheet.getByRole("textbox", { name: "Code of the embed" }).inputValue();
  expect(code).toContain('width="480"');
  expect(code).not.toMatch(/&(?!amp;)/);

  // The page with the frame belongs to another site; the playground's own is localhost.
  const article = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end(`<!doctype html><p>An article.</p>${code}`),
  );
  await new Promise<void>((resolve) => article.listen(0, "127.0.0.1", resolve));
  await page.goto(`http://127.0.0.1:${(article.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("region", { name: "Result so far" })).toContainText("Ready:");
  await frame.getByRole("spinbutton", { name: "Compression rank r̂" }).fill("5");
  await page.keyboard.press("Enter");
  await frame.getByRole("button", { name: "Play" }).click();
  await expect(frame.getByText("finished", { exact: true })).toBeVisible();
  const opens = context.waitForEvent("page");
  await frame.getByRole("link", { name: "Open in the playground" }).click();
  const whole = await opens;
  await expect(whole.getByRole("combobox", { name: "Experiment" })).toBeVisible();
  await expect(whole.getByRole("spinbutton", { name: "Compression rank r̂" })).toHaveValue("5");
  await expect(whole.getByRole("button", { name: "New seed" })).toContainText("seed 3");
  await whole.close();
  article.close();
});

for (const [id, settings, model, metric] of [
  ["mlp", "arms=plain,dln&steps=20", "Plain", "Test accuracy"],
  ["finetune", "methods=lora&steps=4", "LoRA", "Relative test error"],
  ["federated", "arms=fedavg&K=4&M=2&n=16&batch=4&r=2&warm=1&steps=2", "FedAvg-LoRA", "Test accuracy"],
] as const)
  test(`an embed of a ${id} link trains the run and shows its curves, and its figures fit`, async ({
    page,
  }) => {
    const hash = `#v=2&id=${id}&${settings}`;
    if (id !== "mlp") await sendFewSentences(page);
    await page.setViewportSize({ width: 600, height: 400 });
    await page.goto(`/?embed=1&backend=cpu&hide=controls${hash}`);
    await expectStatus(page, "finished");
    await expect(page.getByRole("figure", { name: metric })).toBeInViewport({ ratio: 1 });
    await expect(page.locator(".legend").first().getByText(model, { exact: true })).toBeVisible();
    await expect(page.getByRole("region", { name: "Result so far" })).not.toBeEmpty();
    await expect(button(page, "Train more")).toBeVisible();
    const link = page.getByRole("link", { name: "Open in the playground" });
    await expect(link).toHaveAttribute("href", new RegExp(`/#v=2&id=${id}`));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(600);
    expect(await seriousFaults(page)).toEqual([]);
  });

test("an embed fits into 600 × 400 and 320 × 480", async ({ page }) => {
  const [wide, narrow] = [
    { width: 600, height: 400 },
    { width: 320, height: 480 },
  ];
  await page.setViewportSize(wide);
  await page.goto(`/?embed=1&backend=cpu&hide=rank,controls${SMALL}`);
  await expectStatus(page, "finished");
  for (const { width, height } of [wide, narrow]) {
    await page.setViewportSize({ width, height });
    await settled(page);
    await expect(page.getByRole("figure", { name: "Error" })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("img", { name: "Compressed: estimate" })).toBeVisible();
    await expect(button(page, "Train more")).toBeVisible();
    await expect(page.getByRole("link", { name: "Open in the playground" })).toBeVisible();
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(size.scrollWidth).toBeLessThanOrEqual(width);
    if (width === wide.width) expect(size.scrollHeight).toBeLessThanOrEqual(height);
    await expectFits(page, "embed", tooWide);
    expect(await seriousFaults(page)).toEqual([]);
  }
  // With six networks, 600 × 540 is enough for all names and pictures.
  await page.setViewportSize({ width: 600, height: 540 });
  const all = "nets=original,yaras,thin,kwon,narrow,shallow";
  await page.goto(`/?embed=1&backend=cpu&hide=rank,controls${SMALL.replace(/nets=.*/, all)}`);
  await expect(page.getByRole("img", { name: "Shallow: estimate" })).toBeInViewport({ ratio: 1 });
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(600);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(540);
  // The embed also fits with the diagram, if the frame is as large as a small screen.
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`/?embed=1&show=diagram&backend=cpu${SMALL}`);
  await finish(page);
  const blocks = page.getByRole("figure", { name: "Network diagram" }).getByRole("button", { name: /: / });
  await expect(blocks.first()).toBeVisible();
  for (const part of [...(await blocks.all()), page.getByRole("slider", { name: /^Compression rank/ })]) {
    const below = async (): Promise<number> => {
      const [box, bar] = [
        await part.boundingBox(),
        await page.getByRole("group", { name: "Training" }).boundingBox(),
      ];
      return (box?.y ?? NaN) + (box?.height ?? NaN) - (bar?.y ?? NaN);
    };
    await expect.poll(below).toBeLessThanOrEqual(0);
  }
});
