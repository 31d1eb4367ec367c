import type { Lesson } from "./lesson.ts";
import { CANDES, HERE } from "./references.ts";

export const LESSON_8: Lesson = {
  number: 8,
  title: "Where it fails",
  question: "Every method has an edge. Where is this one’s?",
  minutes: 7,
  screens: 4,
  shows: "errors",
  setups: {
    few: {
      name: "one entry in ten",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        observed: 0.1,
        steps: 2000,
        networks: ["original", "yaras"],
      },
    },
    small: {
      name: "r̂ = 2 for a matrix of rank 4",
      fields: { data: "random", rows: 64, rank: 4, rHat: 2, steps: 1500, networks: ["original", "yaras"] },
    },
    fast: {
      name: "η̂ = 1.3",
      fields: { data: "random", rows: 64, rank: 2, rate: 1.3, steps: 600, networks: ["original", "yaras"] },
    },
    noise: {
      name: "noise instead of a picture",
      fields: { data: "noise", rows: 96, steps: 300, networks: ["original", "thin"] },
    },
  },
  summary: [
    "Too few entries, too small an r̂, too large an η and data of full rank each end in failure, each in its own way.",
    "A method is understood when one can say beforehand where it stops working.",
  ],
  exercises: [
    {
      task: "Find the smallest p at which the original still reaches recovery error 1e-2 on this matrix. Start from p = 0.15.",
      fields: { data: "random", rows: 64, rank: 2, observed: 0.15, steps: 3000, networks: ["original"] },
      answer:
        "A rank-2 matrix of size 64 has 252 degrees of freedom, 6 % of its entries. The edge lies at two to three times that and moves with the seed.",
    },
    {
      task: "η̂ = 0.9: stable or not?",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        rate: 0.9,
        steps: 1500,
        networks: ["original", "yaras"],
      },
      answer:
        "The original is, and more than three times as fast as at 0.25. The compressed one is not: with γ = 3 its λ is L + 2γ = 9, so at the same η it is at 2.7 times its own limit. The page says so of each beside the rate.",
    },
    {
      task: "Hide one block of the matrix instead of scattered entries. Can depth help?",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        mask: "block",
        steps: 1500,
        networks: ["original", "yaras"],
      },
      answer:
        "It need not: the hidden block of a rank-2 matrix follows from the rest as long as the rest has rank 2 itself, and the networks find it. What no method can fill is a row of which nothing is seen.",
    },
  ],
  sources: [
    { claim: "How many entries suffice.", ...CANDES },
    { claim: "All four failures.", ...HERE },
  ],
};
