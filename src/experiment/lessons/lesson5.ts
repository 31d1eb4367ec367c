import type { Lesson } from "./lesson.ts";
import { YARAS, LAW, HERE } from "./references.ts";

export const LESSON_5: Lesson = {
  number: 5,
  title: "The invariant subspace",
  question: "A layer has 1,024 weights. In how many directions does it really move?",
  minutes: 6,
  screens: 4,
  shows: "why",
  setups: {
    still: {
      name: "every entry seen, gradient descent",
      fields: {
        task: "mf",
        data: "random",
        rows: 32,
        rank: 2,
        rHat: 2,
        epsilon: 0.3,
        steps: 400,
        networks: ["original"],
      },
    },
    adam: {
      name: "the same with Adam",
      fields: {
        task: "mf",
        data: "random",
        rows: 32,
        rank: 2,
        rHat: 2,
        epsilon: 0.3,
        steps: 400,
        optimizer: "adam",
        rate: 0.003,
        networks: ["original"],
      },
    },
  },
  summary: [
    "With an orthogonal start, all entries seen and gradient descent, each layer moves in 2r directions only.",
    "It is a theorem with assumptions: Adam, a Gaussian start or a mask breaks it.",
  ],
  exercises: [
    {
      task: "Use heavy ball instead of Adam. Does the theorem survive?",
      fields: {
        task: "mf",
        data: "random",
        rows: 32,
        rank: 2,
        rHat: 2,
        epsilon: 0.3,
        steps: 400,
        optimizer: "momentum",
        networks: ["original"],
      },
      answer:
        "Yes: momentum adds past gradients, which lie in the same subspace. Adam divides each entry by its own size, which no subspace survives.",
    },
    {
      task: "Start from Gaussian instead of orthogonal matrices. What does the panel say?",
      fields: {
        task: "mf",
        data: "random",
        rows: 32,
        rank: 2,
        rHat: 2,
        epsilon: 0.3,
        steps: 400,
        start: "gaussian",
        networks: ["original"],
      },
      answer:
        "“Subspace” says that there is nothing to measure: the theorem starts from orthogonal layers. Under “Singular values” those of W₁ are not equal even at the start, and nothing keeps the rest of the layer together.",
    },
    {
      task: "Hide half of the entries. How large does the leak become?",
      fields: {
        data: "random",
        rows: 32,
        rank: 2,
        rHat: 2,
        epsilon: 0.3,
        steps: 400,
        networks: ["original"],
      },
      answer:
        "About a fifth of a layer, under “Subspace”: the mask mixes all directions. That is the subject of lesson 7.",
    },
  ],
  sources: [
    { claim: "In each layer only 2r directions move; the others shrink together as ρ_l.", ...LAW },
    { claim: "The theorem and its proof.", ...YARAS },
    { claim: "It does not hold for Adam.", ...HERE },
  ],
};
