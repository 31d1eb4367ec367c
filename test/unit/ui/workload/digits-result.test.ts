/** The sentences about a digits run. */
import { expect, it } from "vitest";
import type { ModelNow, Run } from "../../../../src/store/state.ts";
import { hintOf, verdictOf } from "../../../../src/ui/workloads/digits/result.ts";
import { mlpConfig } from "../../../../src/workloads/digits/config.ts";

const model = (id: string, ...headlines: number[]): ModelNow =>
  ({
    id,
    progress: { diverged: false },
    progressBySeed: headlines.map((headline) => ({ headline })),
  }) as unknown as ModelNow;

const now = (seeds: number, ...models: ModelNow[]) => ({
  run: { config: mlpConfig({ seeds }) } as unknown as Run,
  models,
  step: 400,
});

it("who is ahead, or that both are level", () => {
  const said = verdictOf(now(1, model("plain", 0.9), model("dln", 0.915)));
  expect(said).toEqual({ model: "dln", number: "1.5 points", text: "ahead of Plain, at one shared rate." });
  const level = verdictOf(now(1, model("plain", 0.9), model("dln", 0.9004)));
  expect(level).toEqual({ model: "dln", number: "level", text: "with Plain, at one shared rate." });
});

it("names no winner among networks that no training has improved", () => {
  const untrained = (id: string, accuracy: number): ModelNow =>
    ({
      id,
      progress: { diverged: false },
      progressBySeed: [{ headline: accuracy, bestStep: 0 }],
    }) as unknown as ModelNow;
  const [plain, dln] = [untrained("plain", 0.089), untrained("dln", 0.12)];
  expect(verdictOf(now(1, plain, dln))).toEqual({
    text: "DLN and Plain are no better than before training.",
  });
  expect(hintOf(now(1, plain, dln))).toBeUndefined();
  expect(verdictOf({ ...now(1, plain, dln), step: 4 })?.text).toMatch(/are not yet better/);
  expect(verdictOf(now(1, plain, model("dln", 0.5)))?.text).toBe(
    "ahead of Plain, at one shared rate. Plain is no better than before training.",
  );
});

it("how certain the gap is, and what the same operations buy without a block", () => {
  const [plain, dln, equal] = [
    model("plain", 0.9, 0.9),
    model("dln", 0.92, 0.89),
    model("plainEqualFlops", 0.93, 0.94),
  ];
  expect(hintOf(now(2, plain, dln))?.text).toMatch(
    /^DLN is ahead of Plain on 1 of 2 seeds: .* deviation 2\.1\.$/,
  );
  expect(hintOf(now(2, plain, dln, equal))?.text).toMatch(
    /With as many operations as DLN, Plain reaches 93\.5.%\.$/,
  );
});

it("why C-DLN is ahead before the first step, if it is", () => {
  const at0 = (...models: ModelNow[]) => verdictOf({ ...now(1, ...models), step: 0 });
  const [plain, dln] = [model("plain", 0.13), model("dln", 0.083)];
  expect(at0(plain, dln, model("cdln", 0.43))).toEqual({
    text: "C-DLN is ahead before the first step, because its block starts from the first gradient.",
  });
  expect(at0(plain, dln, model("cdln", 0.15))).toBeUndefined();
  expect(at0(plain, model("dln", NaN), model("cdln", 0.43))).toBeUndefined();
  expect(at0(plain, dln)).toBeUndefined();
});
