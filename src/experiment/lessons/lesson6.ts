import type { Lesson } from "./lesson.ts";
import { YARAS } from "./references.ts";

export const LESSON_6: Lesson = {
  number: 6,
  title: "Compress it",
  question: "If only 2r directions move, why carry the others?",
  minutes: 5,
  screens: 4,
  shows: "errors",
  setups: {
    equal: {
      name: "original and compressed on the same matrix",
      fields: {
        task: "mf",
        data: "random",
        rows: 64,
        rank: 3,
        steps: 1000,
        networks: ["original", "yaras", "thin"],
      },
    },
  },
  summary: [
    "From the first gradient alone one can build a network of width 2r̂ that takes the same path.",
    "Equal up to the bulk term, at a fraction of the parameters and of the work.",
  ],
  exercises: [
    {
      task: "Make r̂ twice as large as it is. Do the paths change? Does the cost?",
      fields: {
        task: "mf",
        data: "random",
        rows: 64,
        rank: 3,
        rHat: 12,
        steps: 1000,
        networks: ["original", "yaras", "thin"],
      },
      answer:
        "The paths stay: r̂ needs to be at least r, more is harmless. The cost grows: see FLOPs per step.",
    },
    {
      task: "Make r̂ smaller than the rank. What is lost?",
      fields: {
        task: "mf",
        data: "random",
        rows: 64,
        rank: 3,
        rHat: 2,
        steps: 1000,
        networks: ["original", "yaras", "thin"],
      },
      answer:
        "One singular value. The inner matrices are 4 × 4 and have room for it, but the four directions that were kept come from the two leading ones of the first gradient: the third one’s are not among them, and U and V are fixed. The compressed network stalls at 0.371 where the original goes on.",
    },
    {
      task: "Double d at the same rank. How does the saving in FLOPs change?",
      fields: {
        task: "mf",
        data: "random",
        rows: 128,
        rank: 3,
        steps: 1000,
        networks: ["original", "yaras", "thin"],
      },
      answer:
        "It doubles at least: the original costs about 6(L−1)d³ per step, the compressed one about 4d²·2r̂ (two products with the d × 2r̂ matrices U and V) and the residual, d².",
    },
  ],
  sources: [
    { claim: "The compressed network follows the original exactly up to the bulk term.", ...YARAS },
    {
      claim: "“Thin” is a variant of this playground.",
      reference: "Described in docs/decisions.md; in no paper",
    },
  ],
};
