import { CANDES } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: photo } = SETUPS["low-rank"].photo;

export const LOW_RANK = lesson("low-rank", {
  question: "How much of a photograph can you throw away before you notice?",
  minutes: 4,
  questions: {
    fill: {
      screen: 2,
      text: "Hide half of the pixels at random. For which picture can a network guess the hidden half?",
      options: {
        photo: "The photograph only",
        both: "Both: half of the pixels is plenty",
        neither: "Neither: a hidden pixel is lost",
      },
    },
  },
  summary: [
    "A low-rank matrix is a sum of a few patterns: $k$ columns times $k$ rows, $k(m + n)$ numbers instead of $m · n$.",
    "A low-rank matrix can usually be filled in from enough scattered entries. Noise cannot.",
  ],
  exercises: [
    {
      task: "Keep 20 % of the photograph’s pixels instead of 50 %. Does the network still beat the mean?",
      fields: { ...photo, observed: 0.2 },
      answer:
        "Yes, but by less. Compare “Best hidden-pixel PSNR” with “mean fill” on the chart: fewer pixels determine fewer patterns of the picture.",
    },
    {
      task: "The squared straight-line distances between 305 airports, through the earth, form a matrix of 93,025 numbers. What is its rank? Look at the singular values.",
      fields: { data: "airports", epsilon: 0.05, steps: 2500 },
      answer:
        "4. The squared distance of two points is $|x|² + |y|² − 2 x·y$, and all airports are equally far from the earth’s centre. A constant and three products of coordinates remain. The singular values of the learned matrix fall off a cliff after the fourth.",
    },
    {
      task: "A table of sums: its entry in row $i$ and column $j$ is $i + j$, for $i$ and $j$ from 1 to 32. What is its rank? Write it as a sum of columns times rows.",
      fields: {
        task: "mf",
        data: "random",
        rows: 32,
        rank: 2,
        spectrum: "list",
        sigmas: [1, 0.068],
        epsilon: 0.02,
        steps: 8000,
        networks: ["original"],
      },
      answer:
        "2: the table is $(1, 2, …)ᵀ (1, 1, …) + (1, 1, …)ᵀ (1, 2, …)$. Its second singular value is only 0.068 of the first. The set-up learns a matrix with these two values.",
    },
  ],
  sources: [
    {
      claim: "The best rank-k approximation comes from the SVD.",
      reference:
        "Eckart, Young: The approximation of one matrix by another of lower rank, Psychometrika 1936",
    },
    { claim: "Most low-rank matrices can be recovered from few of their entries.", ...CANDES },
  ],
});
