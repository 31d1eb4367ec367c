import type { Lesson } from "./lesson.ts";
import { CANDES } from "./references.ts";

export const LESSON_1: Lesson = {
  number: 1,
  title: "What is a low-rank matrix?",
  question: "How much of a photograph can you throw away before you notice?",
  minutes: 4,
  screens: 4,
  shows: "pictures",
  setups: {
    photo: {
      name: "a photograph, half of its pixels missing",
      fields: { data: "alpine", rows: 96, networks: ["original", "thin"] },
    },
    noise: {
      name: "noise, half of its pixels missing",
      fields: { data: "noise", rows: 96, steps: 300, networks: ["original", "thin"] },
    },
  },
  summary: [
    "A low-rank matrix is a few patterns added up: k columns and k rows, k(m + n) numbers instead of m · n.",
    "What is of low rank can be guessed from a part that is large and spread out; what is not, cannot.",
  ],
  exercises: [
    {
      task: "Keep 20 % of the photograph’s pixels instead of 50 %. Does the network still beat filling in the mean?",
      fields: { data: "alpine", rows: 96, observed: 0.2, networks: ["original", "thin"] },
      answer:
        "Yes, by less. Compare “Best held-out PSNR” with “mean fill” on the chart: fewer pixels leave fewer directions of the picture determined.",
    },
    {
      task: "The squared distances between 305 airports form a matrix of 93,025 numbers. Which rank does it have? Look at the singular values.",
      fields: { data: "airports" },
      answer:
        "4: the squared distance of two points is |x|² + |y|² − 2 x·y, and all airports are equally far from the earth’s centre. What remains is a constant and three products of coordinates. The end-to-end spectrum of the learned matrix falls off a cliff after the fourth value.",
    },
    {
      task: "Which matrix of rank 1 do you see every day? Write a multiplication table as a column times a row.",
      fields: { task: "mf", data: "random", rows: 32, rank: 1, steps: 800, networks: ["original"] },
      answer:
        "The multiplication table itself: (1, 2, 3 …)ᵀ (1, 2, 3 …). Each row is a multiple of the first one. The set-up learns another matrix of rank 1: one singular value grows, all others stay where they start.",
    },
  ],
  sources: [
    {
      claim: "The best rank-k approximation comes from the SVD.",
      reference:
        "Eckart, Young: The approximation of one matrix by another of lower rank, Psychometrika 1936",
    },
    { claim: "A low-rank matrix can be recovered from few of its entries.", ...CANDES },
  ],
};
