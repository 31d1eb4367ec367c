/** The smallest network behaves as its lesson says. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import {
  LastStep,
  gradients,
  multiply,
  residual,
  TARGET,
  tinyStart,
  tinyStep,
  type Two,
} from "../../../src/ui/workloads/mf/lessons/Product.tsx";

function after(steps: number, hidden: boolean) {
  let tiny = tinyStart();
  for (let i = 0; i < steps; i++) tiny = tinyStep(tiny, hidden);
  return tiny;
}

const loss = (f: Two, hidden: boolean): number =>
  residual(f, hidden).reduce((sum, value) => sum + value * value, 0) / 2;

describe("two 2 × 2 matrices", () => {
  it("have the gradients of finite differences", () => {
    const tiny = after(20, true);
    const { G1, G2 } = gradients(tiny, true);
    const h = 1e-6;
    for (let i = 0; i < 4; i++) {
      const nudge = (W: Two): Two => W.map((value, j) => (i === j ? value + h : value)) as unknown as Two;
      const at = loss(multiply(tiny.W2, tiny.W1), true);
      expect((loss(multiply(tiny.W2, nudge(tiny.W1)), true) - at) / h).toBeCloseTo(G1[i] ?? NaN, 5);
      expect((loss(multiply(nudge(tiny.W2), tiny.W1), true) - at) / h).toBeCloseTo(G2[i] ?? NaN, 5);
    }
  });

  it("show a step’s residual beside the product from which it was computed", () => {
    const html = renderToStaticMarkup(createElement(LastStep, { before: tinyStart() }));
    const [f = [], D = []] = [...html.matchAll(/<table>(.*?)<\/table>/g)].map(([, table = ""]) =>
      [...table.matchAll(/>(−?)(\d[\d.]*)</g)].map(([, sign, size]) => Number(size) * (sign ? -1 : 1)),
    );
    expect(f).toHaveLength(4);
    for (const [i, value] of f.entries()) expect(value - TARGET[i as 0]).toBeCloseTo(D[i] ?? NaN, 2);
    expect(html).toContain("Step 1 was computed from the matrices before it:");
  });

  it("find the hidden entry, which one plain matrix leaves where it was", () => {
    const start = tinyStart();
    const { W1, W2, W } = after(1000, true);
    expect(multiply(W2, W1)[3]).toBeCloseTo(TARGET[3], 2);
    expect(W[3]).toBe(start.W[3]);
    expect(W[0]).toBeCloseTo(TARGET[0], 6);
  });
});
