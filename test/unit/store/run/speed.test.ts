import { expect, it } from "vitest";
import { SPEEDS, speedBeside, stepsPerSecond, type Speed } from "../../../../src/store/run/speed.ts";

it.each([40, 2000])(
  "faster and slower go through all speeds of a run of %i steps and stop at the ends",
  (steps) => {
    let speed: Speed = "1";
    const seen = SPEEDS.map(() => {
      const now = speed;
      speed = speedBeside(speed, steps, 1);
      return now;
    });
    expect(new Set(seen)).toEqual(new Set(SPEEDS));
    const rates = seen.map((one) => stepsPerSecond(one, steps));
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    expect(speed).toBe("full");
    for (const back of seen.toReversed()) {
      expect(speed).toBe(back);
      speed = speedBeside(speed, steps, -1);
    }
    expect(speed).toBe("1");
  },
);
