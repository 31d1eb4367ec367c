import { LAW, ARORA, HERE } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const few = SETUPS.depth.few.fields;
const all = SETUPS.depth.all.fields;

export const DEPTH = lesson("depth", {
  question: "Two networks see the same entries. What do they make of the rest?",
  minutes: 9,
  questions: {
    few: {
      screen: 1,
      text: "Both train errors will be small. Will the recovery error fall below 1e-2?",
      options: {
        same: "For both: they fit the same entries",
        deep: "For depth 3 only",
        shallow: "For depth 2 only: simpler is better",
        neither: "For neither: too little is seen",
      },
    },
    start: {
      screen: 3,
      text: "Now let depth 2 start far smaller, from a scale of 1e-12. What happens to its recovery error?",
      options: {
        same: "Nothing: depth 2 stays where it was",
        better: "It gets better, but not below 1e-2",
        equal: "It falls below 1e-2 too",
      },
    },
    easy: {
      screen: 5,
      text: "Which depth reaches the goal first?",
      options: {
        deep: "Depth 3 both times",
        shallow: "Depth 2 both times",
        split: "Depth 3 with half of the entries, depth 2 with every entry",
      },
    },
  },
  summary: [
    "Many matrices fit the entries seen, and nothing in the loss asks for low rank. From equally small products, depth 3 went to a matrix of low rank, because its leading values win the race. Depth 2 only memorized what it saw.",
    "A far smaller start does the same for depth 2, which then waits longer than from its larger start. With every entry seen, depth 2 is as good and faster.",
  ],
  exercises: [
    {
      task: "Show fewer entries still, $p = 0.15$, and let depth 2 start at $ε_s = 10^{−12}$. Which network recovers the matrix? Try three seeds.",
      fields: { ...few, observed: 0.15, shallowEpsilon: 1e-12, steps: 4000 },
      answer:
        "Depth 3 on two of the three, depth 2 on one. On seeds 0, 1 and 2, depth 3 ended at 2.9e-3, 2.4e-2 and 3.4e-3, depth 2 at 3.1e-2, 3.0e-2 and 3.2e-3. On seed 1 neither depth nor a small start replaced the missing entries.",
    },
    {
      task: "Every entry is seen. At depth 2 the wait is $\\ln(1/ε_s)/(η σ)$ up to a constant, with $η = 1/6$ (both networks learn at depth 3’s rate) and smallest $σ = 1/2$. How many steps does depth 2 lose by starting at 1e-12 instead of 2.8e-3? Compute, then run.",
      fields: { ...all, shallowEpsilon: 1e-12 },
      answer:
        "$\\ln(2.8 · 10^{−3} / 10^{−12}) = 21.8$, divided by $1/12$: about 261 steps. Measured at error 1e-3: 272 steps on each of three seeds. A start that is 2.8 billion times smaller costs depth 2 fewer than 300 steps. At depth 3 the wait would be 2.8 billion times as long.",
    },
    {
      task: "Count FLOPs (additions and multiplications) instead of steps. Which depth wins when every entry is seen?",
      fields: all,
      answer:
        "Depth 2, by even more: it needs fewer steps and each step costs less. Switch the chart to “work”.",
    },
  ],
  sources: [
    { claim: "Depth 3 completes where depth 2 does not.", ...LAW },
    { claim: "Depth leans towards low rank.", ...ARORA },
    { claim: "A smaller start does the same for depth 2; with many entries, depth 2 is faster.", ...HERE },
  ],
});
