import { YARAS } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: equal } = SETUPS.compression.equal;

export const COMPRESSION = lesson("compression", {
  question: "How much of a network can be left out before it learns differently?",
  minutes: 8,
  questions: {
    path: {
      screen: 1,
      text: "How many steps later than the original does the compressed network reach error 1e-3?",
      options: {
        none: "None: the same step, within 1 %",
        some: "A few hundred steps",
        never: "It never gets there",
      },
    },
  },
  summary: [
    "From an orthogonal start with every entry seen, the first gradient alone shows how to build a network of width $2r̂$ that takes the same path, if $r̂$ is at least $r$.",
    "The two networks then differ only in the other directions, where the start remains. The small one needs a fraction of the parameters and of the work. An equally narrow network from random weights starts in other directions, and from the same ε it learns later (lesson 7).",
  ],
  exercises: [
    {
      task: "Make $r̂$ twice as large, 8. Do the paths change? Does the cost?",
      fields: { ...equal, rHat: 8 },
      answer:
        "The paths stay the same: $r̂$ needs to be at least $r$, and more is harmless. The cost grows: see FLOPs per step.",
    },
    {
      task: "Make $r̂$ smaller than the rank. What is lost?",
      fields: { ...equal, rHat: 1 },
      answer:
        "One singular value. The inner matrices are 2 × 2 and have room for it. But both directions belong to the leading singular value of the first gradient. The directions of the second are missing, and $U$ and $V$ are fixed. The compressed network stalls at 0.447 (on three seeds), where the original continues.",
    },
    {
      task: "Double $d$ at the same rank. How does the saving in FLOPs change?",
      fields: { ...equal, rows: 128 },
      answer:
        "It at least doubles. A product of two $d × d$ matrices costs $2d³$. The original needs $3(L−1)$ of them per step: $L−1$ for $f$, $L−1$ to carry $D$ back through the factors, and $L−1$ for the gradients. That is $6(L−1)d³$. The compressed one costs about $4d² · 2r̂$, for two products with the $d × 2r̂$ matrices $U$ and $V$. At $d = 64$ that would save a factor of 24. The smaller terms, some $d²$ for the residual and the products of the small matrices, leave 17.9. At $d = 128$ the page counts 38.3.",
    },
  ],
  sources: [
    {
      claim:
        "With every entry seen and from an orthogonal start, the compressed network follows the original exactly, except in the other directions, where the start remains.",
      ...YARAS,
    },
    {
      claim: "“Thin” is this playground’s own variant.",
      reference: "Built in src/workloads/mf/network/compress.ts; in no paper",
    },
  ],
});
