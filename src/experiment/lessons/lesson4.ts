import type { Experiment } from "../experiment.ts";
import type { Lesson } from "./lesson.ts";
import { LAW, ARORA, HERE } from "./references.ts";

const easy: Partial<Experiment> = { data: "random", rows: 64, rank: 2, steps: 1500 };

export const LESSON_4: Lesson = {
  number: 4,
  title: "What depth buys, and what it does not",
  question: "Both networks fit what they see. Which one is right about the rest?",
  minutes: 6,
  screens: 4,
  shows: "errors",
  setups: {
    few: {
      name: "depth 2 and 3, one entry in five",
      fields: {
        data: "random",
        rows: 96,
        rank: 4,
        observed: 0.2,
        steps: 2500,
        networks: ["original", "shallow"],
      },
    },
    easy: {
      name: "depth 2 and 3, half of the entries",
      fields: { ...easy, networks: ["original", "shallow"] },
    },
    all: {
      name: "depth 2 and 3, every entry",
      fields: {
        task: "mf",
        data: "random",
        rows: 64,
        rank: 3,
        steps: 1000,
        networks: ["original", "shallow"],
      },
    },
  },
  summary: [
    "Where entries are few, depth 3 recovers a low-rank matrix that depth 2 only memorises.",
    "Where half are seen, depth 2 reaches 1e-2 much sooner and depth 3 ends lower; where all are, depth 2 is as good and sooner.",
  ],
  exercises: [
    {
      task: "Give depth 2 a start a hundred times smaller. Does it catch up when entries are few?",
      fields: {
        data: "random",
        rows: 96,
        rank: 4,
        observed: 0.2,
        steps: 2500,
        shallowEpsilon: 2.8e-5,
        networks: ["original", "shallow"],
      },
      answer:
        "It improves, from 0.11 … 0.13 to 0.015 … 0.023 on three seeds, and stays far behind depth 3 (9e-4): a smaller start helps depth 2 towards low rank too. The claim “depth-fair” of the gallery sweeps it.",
    },
    {
      task: "Two networks at equal η and unequal ε are not a fair comparison. What is kept equal here?",
      fields: { ...easy, networks: ["original", "shallow"] },
      answer:
        "The scale of the product: ε_s² = ε³, so both matrices f start at the same size. See “Start scale ε_s of depth 2” in the settings.",
    },
    {
      task: "Measured in FLOPs instead of steps, who wins when every entry is seen?",
      fields: {
        task: "mf",
        data: "random",
        rows: 64,
        rank: 3,
        steps: 1000,
        networks: ["original", "shallow"],
      },
      answer:
        "Depth 2 by even more: it needs fewer steps and each step costs less. Switch the chart to “over counted FLOPs”.",
    },
  ],
  sources: [
    { claim: "Depth 3 completes where depth 2 does not.", ...LAW },
    { claim: "Why depth leans towards low rank.", ...ARORA },
    { claim: "With many entries, depth 2 is faster; with all, as good.", ...HERE },
  ],
};
