import type { Experiment } from "../experiment.ts";
import type { Lesson } from "./lesson.ts";
import { YARAS, LORA, HERE } from "./references.ts";

const easy: Partial<Experiment> = { data: "random", rows: 64, rank: 2, steps: 1500 };

export const LESSON_9: Lesson = {
  number: 9,
  title: "From here to fine-tuning",
  question: "What has a matrix with holes to do with a language model?",
  minutes: 5,
  screens: 4,
  shows: "errors",
  setups: {
    adapter: {
      name: "a pair of factors and a deep compressed chain, rank guessed too high",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        observed: 0.2,
        rHat: 8,
        steps: 3000,
        networks: ["yaras", "thin", "burerMonteiro"],
      },
    },
  },
  summary: [
    "An adapter is a low-rank matrix learned from few data: the same problem as here.",
    "At one width depth costs next to nothing, and it leans towards the rank that the data ask for even if the width is guessed too high.",
  ],
  exercises: [
    {
      task: "Guess the rank right: r̂ = 2. Does the pair of factors still fall behind?",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        observed: 0.2,
        rHat: 2,
        steps: 3000,
        networks: ["yaras", "thin", "burerMonteiro"],
      },
      answer:
        "No: with the right rank it wins on each of three seeds, and the Yaras chain of the smallest possible width stalls on one of them. But nobody knows the right rank of an adapter, and a rank that is too high is the usual case.",
    },
    {
      task: "Show half of the entries instead of a fifth.",
      fields: { ...easy, rHat: 8, networks: ["yaras", "thin", "burerMonteiro"] },
      answer:
        "Everybody recovers, the pair of factors first to 1e-2; the chains end about ten times lower (5e-5 … 7e-5 against 5e-4 … 1.4e-3 on three seeds). The difference is one of few data, as the paper says of its fine-tuning experiments.",
    },
    {
      task: "Count the parameters of LoRA (rank 8) and of a depth-3 adapter of the same width for a layer of 4,096 × 4,096.",
      fields: {
        data: "random",
        rows: 64,
        rank: 2,
        observed: 0.2,
        rHat: 8,
        steps: 3000,
        networks: ["thin", "burerMonteiro"],
      },
      answer:
        "2 · 8 · 4,096 = 65,536, and 64 more for the inner 8 × 8 matrix of a thin chain: depth is almost free. The compressed chains of the lesson’s run are twice as wide, 2r̂ = 16, and so have about twice as many.",
    },
  ],
  sources: [
    { claim: "LoRA trains a product BA beside frozen weights.", ...LORA },
    {
      claim: "Deep LoRA: three factors, compressed; better with few data and less sensitive to the rank.",
      ...YARAS,
    },
    { claim: "The pair of factors against the chain, both ways.", ...HERE },
  ],
};
