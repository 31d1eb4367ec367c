/** A slider's keys always lead to another value, up to the ends of its range. */
import { expect, test } from "vitest";
import { fromPosition, nextValue, SLIDER_STEPS, type Scale } from "../../../src/ui/controls/slider-scale.ts";
import { FEDERATED_PAGE } from "../../../src/ui/workloads/federated/page.tsx";
import { FINETUNE_PAGE } from "../../../src/ui/workloads/finetune/page.tsx";
import { MLP_PAGE } from "../../../src/ui/workloads/digits/page.tsx";

const SCALES: readonly (readonly [string, Scale])[] = [FINETUNE_PAGE, FEDERATED_PAGE, MLP_PAGE].flatMap(
  (page) =>
    page.fields.flatMap(({ name }): (readonly [string, Scale])[] => {
      const scale = page.slider(name, page.repair(page.presets[0].fields).config);
      return scale ? [[`${page.id} ${name}`, scale]] : [];
    }),
);

test.each(SCALES)("keys move %s from every position", (_, scale) => {
  const [first, last] = [0, SLIDER_STEPS].map((position) => fromPosition(scale, position, false)) as [
    number,
    number,
  ];
  const values = Array.from({ length: SLIDER_STEPS + 1 }, (__, position) =>
    fromPosition(scale, position, false),
  );
  for (const isPage of [false, true]) {
    const stuckBelow = values.filter((v) => v > first && !(nextValue(scale, v, -1, isPage, false) < v));
    const stuckAbove = values.filter((v) => v < last && !(nextValue(scale, v, 1, isPage, false) > v));
    expect([stuckBelow, stuckAbove]).toEqual([[], []]);
  }
});

test("whole numbers change one by one, and by a tenth of the range", () => {
  const scale = { log: false, min: 1, max: 64 };
  expect(nextValue(scale, 8, 1, false, true)).toBe(9);
  expect(nextValue(scale, 8, -1, true, true)).toBe(2);
  expect(nextValue(scale, 64, 1, false, true)).toBe(64);
});
