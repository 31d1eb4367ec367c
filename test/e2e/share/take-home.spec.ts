/**
 * What a user can take from fine-tuning: their own sentence before and after training, and adapters that are
 * saved and opened again.
 */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { button, expect, finish, sendFewSentences, test } from "../fixtures.ts";

test("a sentence has neighbours before and after; an adapter is saved, opened, and gives the same ones", async ({
  page,
}) => {
  await sendFewSentences(page);
  await page.goto("/?backend=cpu#v=2&id=finetune&n=4&batch=4&r=4&steps=3&methods=lora");
  await finish(page, 140_000);
  const panel = page.getByRole("region", { name: "A sentence of your own" });
  const neighbours = (name: string) => panel.getByRole("region", { name, exact: true }).getByRole("listitem");
  await panel.getByLabel("Your sentence").fill("The soup was cold.");
  await button(page, "Find neighbours").click();
  await expect(neighbours("Before")).toHaveCount(3, { timeout: 140_000 });
  await expect(neighbours("LoRA")).toHaveCount(3, { timeout: 140_000 });
  const [before, after] = [
    await neighbours("Before").allInnerTexts(),
    await neighbours("LoRA").allInnerTexts(),
  ];
  expect(after).not.toEqual(before);

  const home = page.getByRole("region", { name: "To take home" });
  const saving = page.waitForEvent("download");
  await home.getByRole("button", { name: /^Adapter of LoRA/ }).click();
  const path = await (await saving).path();
  expect(Object.keys(unzipSync(await readFile(path))).toSorted()).toEqual([
    "README.md",
    "adapter_config.json",
    "adapter_model.safetensors",
    "use_lite.py",
  ]);
  await home.getByLabel("Adapter in the form of PEFT").setInputFiles({
    name: "mine.zip",
    mimeType: "application/zip",
    buffer: await readFile(path),
  });
  await expect(home.getByRole("status")).toContainText("mine.zip is open");
  await button(page, "Find neighbours").click();
  await expect(neighbours("mine.zip")).toHaveCount(3, { timeout: 140_000 });
  await expect
    .poll(() => neighbours("mine.zip").allInnerTexts())
    .toEqual(await neighbours("LoRA").allInnerTexts());

  await home.getByLabel("Adapter in the form of PEFT").setInputFiles({
    name: "other.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("nothing"),
  });
  await expect(home.getByRole("alert")).toContainText("This is not a zip file");
});
