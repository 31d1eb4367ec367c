/** The caption of a saved chart. */
import { expect, it } from "vitest";
import { linesOf } from "../../../src/ui/save/picture-files.ts";

it("breaks between words, and a long link without a space inside", () => {
  expect(linesOf("")).toEqual([]);
  expect(linesOf("At step 400.")).toEqual(["At step 400."]);
  const words = linesOf("word ".repeat(60).trim());
  expect(words.join(" ")).toBe("word ".repeat(60).trim());
  for (const length of [90, 150, 205, 240, 400]) {
    const link = "a".repeat(length);
    const [first = "", ...rest] = linesOf(`DMF Playground · ${link}`);
    expect([first.replace("DMF Playground ·", "").trim(), ...rest].join("")).toBe(link);
    for (const line of [first, ...rest]) expect(line.length).toBeLessThanOrEqual(118);
  }
});
