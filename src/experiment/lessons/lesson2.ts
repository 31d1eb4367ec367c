import type { Lesson } from "./lesson.ts";
import { YARAS, ARORA } from "./references.ts";

export const LESSON_2: Lesson = {
  number: 2,
  title: "A network that is a matrix",
  question: "Why train three matrices when their product is only one?",
  minutes: 5,
  screens: 4,
  shows: "errors",
  setups: {
    deep: {
      name: "depth 3 on a matrix with half of its entries hidden",
      fields: { data: "random", rows: 48, rank: 2, steps: 1200, networks: ["original"] },
    },
  },
  summary: [
    "Depth adds nothing to what f can be; it changes how gradient descent gets there.",
    "Each factor’s gradient is the residual seen through all the other factors: that couples entries that one matrix would treat apart.",
  ],
  exercises: [
    {
      task: "How many weights does the network of the run have, and how many numbers the matrix it learns?",
      fields: { data: "random", rows: 48, rank: 2, steps: 1200, networks: ["original"] },
      answer:
        "3 · 48² = 6,912 weights for 48² = 2,304 numbers, of which a rank-2 matrix has only 2 · (48 + 48 − 2) = 188 free ones. The depth adds no expressive power at all.",
    },
    {
      task: "Halve the width. Can the product of the matrices still be any 48 × 48 matrix?",
      fields: { data: "random", rows: 48, rank: 2, width: 24, steps: 1200, networks: ["original"] },
      answer: "No: its rank is at most 24. It can still be the target, whose rank is 2.",
    },
    {
      task: "Suppose both matrices of the 2 × 2 example started at 0. What would happen, and why?",
      fields: { data: "random", rows: 48, rank: 2, epsilon: 1e-6, steps: 1200, networks: ["original"] },
      answer:
        "Nothing: each gradient is a product with the other matrix, which is 0. Zero is a saddle point, and a small start leaves it very slowly: the set-up starts the 48 × 48 network at ε = 1e-6 and does not move within its steps. Lesson 3 says how long it would take.",
    },
  ],
  sources: [
    { claim: "Gradient descent on deep factorizations prefers low rank.", ...ARORA },
    { claim: "The gradient of each factor.", ...YARAS },
  ],
};
