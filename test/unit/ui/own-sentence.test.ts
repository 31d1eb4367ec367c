/** The sentences below the stage's rows. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import { sentenceOf } from "../../../src/ui/workloads/digits/ArmsDiagram.tsx";
import { lowerSentence, ownSentence, whyNoDirections } from "../../../src/ui/workloads/mf/diagram/own.ts";

const of = (link: string) => ({
  config: MF_CODEC.decode(`v=2&task=mf&data=random&r=2&rhat=3&${link}`).config,
});

it("state the part of the change in the block, and of how many directions", () => {
  const part = (link: string, inBlocks: number, fading = 0) =>
    ownSentence("original", of(link), undefined, { blocks: [], inBlocks, fading });
  expect(part("d=16", 0.9999)).toMatch(/^More than 99\.9 % of what changed .* lies in 6 of 16 directions/);
  expect(part("d=12&n=18&width=14", 0.5)).toMatch(/^50 % .* in 6 of up to 18 directions/);
  expect(part("d=16", 0.5)).toContain(" 50 % has no room in a layer of 6 × 6.");
  expect(part("d=16", 0.97)).not.toContain("no room");
  expect(part("d=16", 0.5, 0.5)).toContain(". The rest is the diagonal, which changes as one.");
  expect(part("d=16", 0.6, 0.31)).toContain("Most of the rest is the diagonal");
  expect(part("d=16", NaN)).toBeUndefined();
});

it("do not call a digits network the framed block if it is none", () => {
  const config = { rHat: 9, width: 64, depth: 3 };
  const view = (inBlocks: number, value: number) => ({
    blocks: [{ rows: 1, cols: 1, stride: 1, values: Float32Array.of(value) }],
    inBlocks,
  });
  const told = (id: string, part: number, value = 1) =>
    sentenceOf(id, config, view(part, value), view(0.5, 1));
  expect(told("dln", 0.42)).toMatch(
    /^42 % of what changed .* in 8 of 64 directions.* 58 % has no room in a layer of 8 × 8\.$/,
  );
  expect(told("thin", NaN, 0.75)).toBe("Its layers differ from the framed blocks by 25 %.");
  expect(told("cdln", 0.8)).toMatch(
    /^Its blocks are not the framed ones: .* 80 % .*; A₁ and A₃ carry the rest\.$/,
  );
  expect(told("cdln", 1)).toMatch(/100 % of its change lies in them\.$/);
  expect(told("cdlnRandom", NaN)).toBe("Its blocks are not the framed ones: their directions are random.");
});

it("say that a compressed network ends lower, if the original's other directions explain it", () => {
  const run = { ...of("d=16"), targetSigmas: [1, 0.5], recoveryOver: "all" } as const;
  const spectra = (other: number) => ({
    endToEnd: Array.from({ length: 16 }, (_, i) => (i < 2 ? 1 : other)),
  });
  const told = (error: number, other: number) => {
    const original = {
      recovery: { at: () => 1e-4 },
      viewSteps: { spectra: 9 },
      view: { spectra: spectra(other) },
    };
    const data = { models: new Map([["original", original]]) } as unknown as MatrixData;
    return lowerSentence(run, data, { id: "yaras", progress: { ...NO_PROGRESS, step: 9, headline: error } });
  };
  expect(told(3e-5, 3e-5)).toBe("It ends lower, without 10 other directions.");
  expect(told(9e-5, 3e-5)).toBeUndefined();
  expect(told(3e-5, 1e-6)).toBeUndefined();
});

it("say why layers are shown as stored", () => {
  expect(whyNoDirections(of("d=16"))).toBeUndefined();
  expect(whyNoDirections(of("d=16&init=uniform"))).toContain("orthogonal initialization");
  expect(whyNoDirections(of("d=1024"))).toBeUndefined();
  expect(whyNoDirections(of("d=1025"))).toContain("more than 1,024 rows or columns");
});
