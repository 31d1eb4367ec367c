import { expect, it } from "vitest";
import { foundText } from "../../../src/ui/workloads/mf/why/alignment/Alignment.tsx";

it("says from which step a network has found both vectors, and names a gap between the probes only if there is one", () => {
  const textAt = (...steps: number[]): string => {
    const series = { steps, values: [0.5, 0.995, 0.999] };
    return foundText({ id: "original", name: "Original", isOuter: false, left: series, right: series }, 0);
  };
  expect(textAt(148, 149, 150)).toBe("Original: u₁ and v₁ stay above 0.99 from step 149 on.");
  expect(textAt(100, 149, 150)).toBe(
    "Original: u₁ and v₁ stay above 0.99 from step 149 on, or from a step after 100: no probe was taken in between.",
  );
});
