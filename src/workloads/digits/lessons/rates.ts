import { COURSE } from "../../../experiment/lessons/course.ts";
import { type Lesson, type Settings, HERE, KWON } from "../../../experiment/lessons/lesson.ts";

const small: Settings = { arms: ["plain", "dln", "cdln"], samples: 4000, steps: 400, seeds: 3 };
const own: Settings = { ...small, rate: 0.8, rateDln: 0.2, rateCdln: 0.2, schedule: "linear" };

export const RATES: Lesson = {
  id: "rates",
  ...COURSE.rates,
  question: "A deep linear block can do nothing that a single matrix cannot. Can it still help a classifier?",
  minutes: 9,
  setups: {
    shared: { name: "three networks at one rate, 0.1", fields: { ...small, rate: 0.1 } },
    own: { name: "each network at its own rate", fields: own },
    fast: {
      name: "all three at the rate of the plain network, 0.8",
      fields: { ...small, rate: 0.8, schedule: "linear" },
    },
  },
  questions: {
    shared: {
      screen: 1,
      text: "All three networks learn at the rate 0.1 for 400 steps. Which one classifies the most test digits correctly?",
      options: {
        plain: "The plain one: the block can do nothing that one matrix cannot",
        block: "One with a block",
        same: "No difference beyond half a point",
      },
    },
    own: {
      screen: 3,
      text: "Now each network gets the rate that suits it: 0.8 for the plain one, 0.2 for the two with a block. Which is ahead?",
      options: {
        plain: "The plain one",
        block: "One with a block, as before",
        same: "No difference beyond half a point",
      },
    },
    fast: {
      screen: 5,
      text: "And all three at the rate of the plain network, 0.8? Think of the product of four weights.",
      options: {
        all: "All three learn: every rate falls to 0 in time",
        cdln: "Plain and C-DLN learn, and DLN diverges: its block is the larger one",
        plain: "Only Plain learns: both blocks diverge",
      },
    },
  },
  summary: [
    "In these runs a deep linear block helped at one small, constant rate for all. With a rate for each network, falling to 0, the plain one was ahead after 400 steps. (After more steps: see exercise 1.)",
    "Compare methods on several seeds, each at its own best setting, and say which settings you compared.",
  ],
  exercises: [
    {
      task: "Train four times as long, 1,600 steps, each network at its own rate. Which is ahead now?",
      fields: { ...own, steps: 1600 },
      answer:
        "None: on average over three seeds, Plain reached 94.4 %, DLN 94.6 % and C-DLN 94.7 %. At the shared rate 0.1 the blocks still lead after 1,600 steps, by 1.2 points. So the budget is part of the comparison, just like the rate.",
    },
    {
      task: "Start each factor of the block at $s = 0.25$ times an orthogonal matrix, instead of $s = 1$. Where do the singular values of its product begin, and what do the curves do first?",
      fields: { ...small, rate: 0.1, scale: 0.25 },
      answer:
        "They begin at $s³ = 0.016$. Such a block passes almost nothing on, so the networks wait, as a deep network does from a small start. After 400 steps on three seeds, DLN had reached 77 to 82 %, C-DLN 83 to 86 % and Plain 89 to 90 %.",
    },
    {
      task: "Give the networks only 100 digits. Does the block help now?",
      fields: { ...small, rate: 0.1, samples: 100 },
      answer:
        "No. On five seeds the plain network reached 74.6 % on average, the full block 74.4 % and the compressed one 72.0 %. All singular values of the block start at 1, and most of them stay there. So the block is not of low rank, and the bias of a small start towards low rank (lesson 4) does not apply.",
    },
  ],
  sources: [
    {
      claim:
        "On FashionMNIST, one curve each: plain .894, with a block .902, with the compressed block .901, in 153, 260 and 114 seconds.",
      ...KWON,
    },
    { claim: "Both rankings, on other data and in a smaller network.", ...HERE },
  ],
};
