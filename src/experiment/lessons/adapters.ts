import type { Experiment } from "../experiment.ts";
import type { Lesson } from "./lesson.ts";
import { YARAS, LORA, HERE } from "./references.ts";

const few: Partial<Experiment> = {
  data: "random",
  rows: 64,
  rank: 2,
  observed: 0.2,
  rHat: 8,
  epsilon: 0.02,
  steps: 3000,
  networks: ["yaras", "thin", "burerMonteiro"],
};

export const ADAPTERS: Lesson = {
  id: "adapters",
  title: "From here to fine-tuning",
  question: "What has a matrix with holes to do with a language model?",
  minutes: 6,
  screens: 4,
  shows: "errors",
  setups: {
    adapter: { name: "two factors and three, rank guessed too high", fields: few },
    smaller: {
      name: "two factors from a start of 1e-9",
      fields: { ...few, shallowEpsilon: 1e-9, networks: ["thin", "burerMonteiro"] },
    },
  },
  questions: {
    rank: {
      screen: 2,
      text: "Two factors of width 8 against a compressed chain of three factors of width 16: who recovers the matrix better?",
      options: {
        pair: "The two factors: fewer parameters overfit less",
        chain: "The chain of depth 3",
        same: "No difference",
      },
    },
  },
  summary: [
    "An adapter is a low-rank matrix learned from few data: the same problem as here.",
    "When the products start equally small and the rank is guessed too high, three factors lean towards the true rank more than two. Two factors from a far smaller start catch up on most seeds.",
  ],
  exercises: [
    {
      task: "Guess the rank right: r̂ = 2. Do the two factors still fall behind?",
      fields: { ...few, rHat: 2 },
      answer:
        "No: with the right rank they win on each of three seeds, and the compressed chain of the smallest possible width stalls on one of them. But nobody knows the right rank of an adapter. People usually choose one that is too high.",
    },
    {
      task: "Show half of the entries instead of a fifth.",
      fields: { ...few, observed: 0.5, steps: 1500 },
      answer:
        "All networks recover the matrix, the two factors first to 1e-2. The chains end about ten times lower or more: 5e-5 … 7e-5 against 5e-4 … 1.4e-3 on three seeds. So few data matter, as the paper says of its fine-tuning experiments.",
    },
    {
      task: "Count the parameters of LoRA (rank 8) and of a depth-3 adapter of the same width for a layer of 4,096 × 4,096.",
      fields: { ...few, networks: ["thin", "burerMonteiro"] },
      answer:
        "2 · 8 · 4,096 = 65,536, and 64 more for the inner 8 × 8 matrix of a thin chain: depth is almost free. The compressed chains of the lesson’s run are twice as wide, 2r̂ = 16, and so have about twice as many.",
    },
  ],
  sources: [
    { claim: "LoRA trains a product BA beside frozen weights, from B = 0.", ...LORA },
    {
      claim: "Deep LoRA: three factors, compressed; better with few data and less sensitive to the rank.",
      ...YARAS,
    },
    { claim: "Two factors against three, from two starts.", ...HERE },
  ],
};
