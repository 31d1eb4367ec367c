import { COURSE } from "../../../experiment/lessons/course.ts";
import { type Lesson, type Settings, HERE, LORA as HU } from "../../../experiment/lessons/lesson.ts";

const adapter: Settings = { methods: ["lora"], rank: 8, rate: 1e-2, batch: 8, steps: 60 };

export const LORA: Lesson = {
  id: "lora",
  ...COURSE.lora,
  question: "What does a matrix with holes have to do with a language model?",
  minutes: 10,
  setups: {
    lora: { name: "LoRA of rank 8 beside six matrices", fields: adapter },
  },
  questions: {
    rise: {
      screen: 2,
      text: "Each of the six updates starts at 0 and can have up to eight singular values. How many of them will rise?",
      options: {
        planted: "Two in the output matrix, none in the others",
        two: "Two in each of the six",
        all: "All eight in each of the six",
      },
    },
    learned: {
      screen: 2,
      text: "Where will the error on 250 other sentences end? It is 1 before training and 0 for a copy of the teacher.",
      options: {
        teacher: "Below 0.3: LoRA finds most of the teacher’s change",
        half: "Between 0.3 and 0.7",
        little: "Above 0.7: hardly anything carries over to other sentences",
      },
    },
  },
  summary: [
    "LoRA learns a correction BA beside a frozen matrix. It starts with B = 0, so it begins as the pre-trained model itself.",
    "Nothing holds LoRA to few directions. With rank 8 and few sentences it used all eight in every matrix, where two in one matrix would do.",
  ],
  exercises: [
    {
      task: "Take another seed. It gives another teacher, other sentences and another $A$. Do all eight values rise again? And does the error stay where it was?",
      fields: { ...adapter, seed: 1 },
      answer:
        "On each of three seeds all eight values of all six updates ended above 1 % of the largest of all six. The error varies more: 0.83, 0.79 and 0.97. One seed tells you much about the directions, but little about the error.",
    },
    {
      task: "Raise $α$ from 8 to 32 and keep the rank. What does that do to one step of $ΔW$?",
      fields: { ...adapter, alpha: 32 },
      answer:
        "$ΔW$ is $(α/r) BA$, so the same $B$ and $A$ now give four times the update. Adam moves each entry by about the learning rate, whatever the size of its gradient. So in one step $ΔW$ moves about four times as far. A larger learning rate would do roughly the same, but it moves $A$ faster as well.",
    },
    {
      task: "Count the parameters of rank-8 LoRA for a layer of 4,096 × 4,096. How many are there with a third factor of 8 × 8 in between?",
      fields: adapter,
      answer:
        "There are 2 · 8 · 4,096 = 65,536, and 64 more for the inner matrix. A third factor is almost free. The layer itself has 16,777,216.",
    },
  ],
  sources: [
    {
      claim:
        "BA beside frozen weights, from B = 0. GPT-3 on WikiSQL with equally many parameters: rank 8 in one kind of attention matrix 70.0 to 73.2 %, rank 4 in query and value 73.7 %, rank 2 in all four kinds 73.7 %.",
      ...HU,
    },
    { claim: "The singular values of the updates, and the squared distance to the teacher.", ...HERE },
  ],
};
