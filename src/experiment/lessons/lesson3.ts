import type { Experiment } from "../experiment.ts";
import type { Lesson } from "./lesson.ts";
import { ARORA, SAXE } from "./references.ts";

const waterfall: Partial<Experiment> = {
  task: "mf",
  data: "random",
  rows: 32,
  rank: 3,
  spectrum: "geometric",
  smallest: 0.25,
  networks: ["original"],
};

export const LESSON_3: Lesson = {
  number: 3,
  title: "Silence, then a jump",
  question: "The loss does not move. Is the network broken, or is it about to learn?",
  minutes: 6,
  screens: 4,
  shows: "errors",
  setups: {
    wait: { name: "three singular values 1, ½, ¼ from ε = 0.02", fields: { ...waterfall, steps: 1800 } },
    smaller: {
      name: "the same from ε = 0.01",
      fields: { ...waterfall, epsilon: 0.01, steps: 3600 },
    },
  },
  summary: [
    "From a small start a deep network waits, then learns one singular value after another, the largest first.",
    "The wait is about C/((L−2) η σ ε^(L−2)): half the ε, twice the wait at depth 3.",
  ],
  exercises: [
    {
      task: "Depth 2 has no plateau to speak of. Why? Look at the formula, then run it.",
      fields: { ...waterfall, depth: 2, steps: 300 },
      answer:
        "With L = 2, the relative growth rate of a singular value does not depend on its size: it grows exponentially from the first step, and the time to escape is only logarithmic in 1/ε.",
    },
    {
      task: "Make the plateau four times as long without touching ε or the data.",
      fields: { ...waterfall, rate: 0.0625, steps: 8000 },
      answer: "A quarter of the learning rate: the wait is proportional to 1/η. Nothing else changes.",
    },
    {
      task: "Depth 4 from ε = 0.1 at η = 0.125 (a quarter of the largest stable rate, 2/4): predict the first escape with the formula.",
      fields: { ...waterfall, depth: 4, epsilon: 0.1, steps: 3000 },
      answer:
        "About 1.25/((4 − 2) · 0.125 · 1 · 0.1²) = 500 steps; the mark on the chart is computed from the same formula.",
    },
  ],
  sources: [
    { claim: "Singular values are learned one after another, each in a sigmoid.", ...SAXE },
    { claim: "Deeper networks wait longer and jump faster.", ...ARORA },
    {
      claim: "t ≈ C/((L−2) η σ ε^(L−2)) with C between 1.1 and 1.4 for this kind of start.",
      reference: "Measured by this project over several seeds; the form follows from the scalar recursion",
    },
  ],
};
