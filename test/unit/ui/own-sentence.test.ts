/** The sentences below the stage's rows. */
import { expect, it } from "vitest";
import { decodeLink } from "../../../src/experiment/link.ts";
import { ownSentence, whyNoDirections } from "../../../src/ui/workloads/mf/diagram/own.ts";

const of = (link: string) => ({ config: decodeLink(`v=2&task=mf&data=random&r=2&rhat=3&${link}`).config });

it("state the part of the change in the block, and of how many directions", () => {
  const part = (link: string, inBlocks: number) =>
    ownSentence("original", of(link), undefined, { blocks: [], inBlocks });
  expect(part("d=16", 0.9999)).toMatch(/^More than 99\.9 % of what changed .* lies in 6 of 16 directions/);
  expect(part("d=12&n=18&width=14", 0.5)).toMatch(/^50 % .* in 6 of up to 18 directions/);
  expect(part("d=16", NaN)).toBeUndefined();
});

it("say why layers are shown as stored", () => {
  expect(whyNoDirections(of("d=16"))).toBeUndefined();
  expect(whyNoDirections(of("d=16&init=uniform"))).toContain("orthogonal initialization");
  expect(whyNoDirections(of("d=640"))).toContain("every 5th row and column");
});
