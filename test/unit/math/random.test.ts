import { describe, expect, it } from "vitest";
import { randomStream, sampleWithout } from "../../../src/math/random.ts";

describe("randomStream", () => {
  it("repeats itself for a seed and stream, and differs for others", () => {
    const draw = (seed: number, stream: string) => {
      const random = randomStream(seed, stream);
      return [random.uniform(), random.normal(), random.integer(1000)];
    };
    expect(draw(7, "target")).toEqual(draw(7, "target"));
    expect(draw(7, "target")).not.toEqual(draw(7, "mask"));
    expect(draw(7, "target")).not.toEqual(draw(8, "target"));
  });

  it("keeps its documented values: links made today give the same start for ever", () => {
    const random = randomStream(0, "target");
    const values = [random.uniform(), random.uniform(), random.normal()];
    expect(values).toMatchInlineSnapshot(`
      [
        0.5570173253973479,
        0.19286421131974196,
        2.160922826197633,
      ]
    `);
  });

  it("is uniform and normal", () => {
    const random = randomStream(1, "statistics");
    const n = 100_000;
    let uniformSum = 0;
    const moments = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      uniformSum += random.uniform();
      const z = random.normal();
      moments.forEach((_, power) => (moments[power] = (moments[power] ?? 0) + z ** (power + 1) / n));
    }
    // Five standard errors for each moment.
    expect(Math.abs(uniformSum / n - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(moments[0] ?? 1)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs((moments[1] ?? 0) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs((moments[3] ?? 0) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it("samples without repetition", () => {
    const sample = sampleWithout(randomStream(3, "mask"), 50, 20);
    expect(new Set(sample).size).toBe(20);
    expect(Math.max(...sample)).toBeLessThan(50);
    expect(new Set(sampleWithout(randomStream(3, "mask"), 50, 50)).size).toBe(50);
  });
});
