/** A slider's keys always lead to another value, up to the ends of its range. */
import { expect, test } from "vitest";
import { fromPosition, nextValue, SLIDER_STEPS, type Scale } from "../../../src/ui/controls/presentation.ts";
import { FEDERATED_PAGE } from "../../../src/ui/workload/federated/page.tsx";
import { FINETUNE_PAGE } from "../../../src/ui/workload/finetune/page.tsx";
import { MLP_PAGE } from "../../../src/ui/workload/mlp/page.tsx";

const SCALES: readonly (readonly [string, Scale])[] = [FINETUNE_PAGE, FEDERATED_PAGE, MLP_PAGE].flatMap(
  ({ id, sliders }) =>
    Object.entries(sliders).map(([name, scale]): readonly [string, Scale] => [`${id} ${name}`, scale]),
);

test.each(SCALES)("keys move %s from every position", (_, scale) => {
  for (const isPage of [false, true])
    for (let position = 0; position <= SLIDER_STEPS; position++) {
      const value = fromPosition(scale, position, false);
      const up = nextValue(scale, value, 1, isPage, false);
      const down = nextValue(scale, value, -1, isPage, false);
      if (value < fromPosition(scale, SLIDER_STEPS, false)) expect(up).toBeGreaterThan(value);
      if (value > fromPosition(scale, 0, false)) expect(down).toBeLessThan(value);
    }
});

test("whole numbers change one by one, and by a tenth of the range", () => {
  const scale = { log: false, min: 1, max: 64 };
  expect(nextValue(scale, 8, 1, false, true)).toBe(9);
  expect(nextValue(scale, 8, -1, true, true)).toBe(2);
  expect(nextValue(scale, 64, 1, false, true)).toBe(64);
});
