import { COURSE } from "../../../experiment/lessons/course.ts";
import { type Lesson, type Settings, GALORE, HERE } from "../../../experiment/lessons/lesson.ts";

const one: Settings = {
  methods: ["full", "lora", "galore"],
  rank: 4,
  gap: 20,
  rate: 1e-2,
  rateFull: 1e-3,
  samples: 16,
  batch: 8,
  steps: 20,
};

export const MEMORY: Lesson = {
  id: "memory",
  ...COURSE.memory,
  question: "Can an optimizer train every weight without remembering something about every weight?",
  minutes: 12,
  setups: {
    one: { name: "full, GaLore and LoRA; one projector for the whole run", fields: one },
    four: {
      name: "GaLore with a new projector every 5 steps",
      fields: { ...one, methods: ["galore"], gap: 5 },
    },
  },
  questions: {
    bytes: {
      screen: 1,
      text: "At rank 8, which optimizer remembers less for one matrix: LoRA’s or GaLore’s?",
      options: {
        lora: "LoRA’s: it trains few weights",
        galore: "GaLore’s",
        same: "Both remember the same amount",
      },
    },
    directions: {
      screen: 2,
      text: "GaLore of rank 4 takes 20 steps on all weights of a 512 × 512 matrix, with the projector of the first step. How many singular values does its update have at the end?",
      options: {
        four: "4",
        many: "More than 4: every weight is trained",
        growing: "One for each step, 20",
      },
    },
    renew: {
      screen: 3,
      text: "Renew P every 5 steps, so that the 20 steps use four projectors. How many singular values of the update are then above 1 % of the largest?",
      options: {
        four: "4 again: a new P replaces the old one",
        more: "More than 4, but 16 at most",
        many: "More than 16: every weight is trained",
      },
    },
  },
  summary: [
    "Adam remembers two numbers per weight. GaLore remembers $mr + 2nr$ numbers for a matrix of $m × n$ ($m ≤ n$), because it first projects the gradient to $r$ directions.",
    "With each new projector, the update gains at most r more directions. What the projection drops in a step is lost.",
  ],
  exercises: [
    {
      task: "Raise the rank to 32. Compute how many numbers GaLore remembers for the six matrices (four of 512 × 512, two of 512 × 1,536). Compare with the table of costs. How much do 8 bits save if the projectors keep four bytes, as on this page?",
      fields: { ...one, methods: ["galore", "galore8"], rank: 32 },
      answer:
        "A square matrix needs 512 · 32 + 2 · 512 · 32 = 49,152 numbers, and a long one 512 · 32 + 2 · 1,536 · 32 = 114,688. That is 425,984 in all, four bytes each: 1.6 MB, where Adam on all weights needs 20.0 MB (1 MB is 2²⁰ bytes). In 8 bits, Adam’s 327,680 moments need a quarter of the memory, plus one scale per 256 moments. The projectors keep four bytes per number, so 709 of 1,664 kB remain: 57 % less. If the projectors had 8 bits too, as for the 82.6 % on screen 1, it would be 75 % less.",
    },
    {
      task: "Full fine-tuning ended farther from the teacher than it began. Give it a tenth of the rate. Was it the method or the rate?",
      fields: { ...one, methods: ["full"], rateFull: 1e-4 },
      answer:
        "It was the rate. With a tenth of it, full fine-tuning ended at 0.83 on the first seed, near GaLore (0.85) and LoRA (0.81). There are many dense weights, and Adam moves each by the rate in every step. Lesson 9 said it already: compare each method at its own rate.",
    },
    {
      task: "A layer of LLaMA-7B is 4,096 × 11,008. How many numbers does GaLore of rank 1,024 remember, and what share of Adam’s is that?",
      fields: one,
      answer:
        "4,096 · 1,024 + 2 · 11,008 · 1,024 = 26,738,688 instead of 2 · 4,096 · 11,008 = 90,177,536: 30 %. Over all matrices of the model, the saving comes to 65.1 %. The paper says up to 65.5 %.",
    },
  ],
  sources: [
    {
      claim:
        "Up to 65.5 % less optimizer state, with 8 bits up to 82.5 %, and 63.3 % less of all training memory. This project counted 65.1, 82.6 and 63.4 %.",
      ...GALORE,
    },
    { claim: "The update’s directions and the squared distance to the teacher.", ...HERE },
  ],
};
