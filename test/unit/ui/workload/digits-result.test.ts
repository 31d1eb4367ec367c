/** The sentences about a digits run. */
import { expect, it } from "vitest";
import type { ModelNow, Run } from "../../../../src/store/state.ts";
import { areTimed, hintOf, verdictOf } from "../../../../src/ui/workloads/digits/result.ts";
import { mlpConfig } from "../../../../src/workloads/digits/config.ts";

const model = (id: string, ...headlines: number[]): ModelNow =>
  ({
    id,
    progress: { diverged: false },
    flopsPerStep: { plain: 10.3e6, dln: 25.1e6, cdln: 12e6 }[id],
    progressBySeed: headlines.map((headline) => ({ headline })),
  }) as unknown as ModelNow;

const now = (seeds: number, ...models: ModelNow[]) => ({
  run: { config: mlpConfig({ seeds }), testLabels: new Uint32Array(2000) } as unknown as Run,
  models,
  step: 400,
});

it("compares C-DLN with DLN in counts of test digits, and names Plain and the operations of all", () => {
  const plain = model("plain", 0.904);
  const said = verdictOf(now(1, plain, model("dln", 0.9), model("cdln", 0.92)));
  expect(said).toEqual({
    model: "cdln",
    number: "2.0 points",
    text: "ahead of DLN, at one shared rate: 40 of 2,000 test digits more right. Plain, the reference: 90.4\u202f%. Operations per step: C-DLN 12.0 M, DLN 25.1 M, Plain 10.3 M.",
  });
  const level = verdictOf(now(1, plain, model("dln", 0.902), model("cdln", 0.9)));
  expect(level).toMatchObject({ model: "dln", number: "level" });
  expect(level?.text).toMatch(
    /^with C-DLN, .*: 4 of 2,000 test digits more right, within the noise of about 37\./,
  );
  // Two points on average, and three times as much between the seeds.
  const seeds = verdictOf(now(2, model("dln", 0.9, 0.9), model("cdln", 0.95, 0.89)));
  expect(seeds?.number).toBe("level");
  expect(seeds?.text).toContain("on the mean of 2 seeds");
});

it("without a compressed block, compares DLN with Plain", () => {
  const said = verdictOf(now(1, model("plain", 0.9), model("dln", 0.92)));
  expect(said).toMatchObject({ model: "dln", number: "2.0 points" });
  expect(said?.text).toBe(
    "ahead of Plain, at one shared rate: 40 of 2,000 test digits more right. Operations per step: DLN 25.1 M, Plain 10.3 M.",
  );
});

it("gives times per step only if they have settled for both networks that the savings compare", () => {
  const timed = (id: string, msSpread: number): ModelNow => ({ ...model(id, 0.9), msPerStep: 2, msSpread });
  const are = (...models: ModelNow[]) => areTimed(now(1, ...models));
  expect(are(timed("dln", 0.1), timed("cdln", 0.1))).toBe(true);
  expect(are(timed("dln", 0.1), timed("cdln", 0.6))).toBe(false);
  expect(are(timed("plain", 0.6))).toBe(true);
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
  expect(verdictOf(now(1, plain, model("dln", 0.5)))?.text).toContain(
    " Plain is no better than before training.",
  );
});

it("how certain the gap is, and what the same operations buy without a block", () => {
  const [plain, dln, equal] = [
    model("plain", 0.9, 0.9),
    model("dln", 0.92, 0.89),
    model("plainEqualFlops", 0.93, 0.94),
  ];
  expect(hintOf(now(2, plain, dln))?.text).toMatch(
    /^DLN is ahead of Plain on 1 of 2 seeds\. .* deviation of 2\.1, so they are level\.$/,
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
