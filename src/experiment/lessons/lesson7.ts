import type { Experiment } from "../experiment.ts";
import type { Lesson } from "./lesson.ts";
import { YARAS } from "./references.ts";

const easy: Partial<Experiment> = { data: "random", rows: 64, rank: 2, steps: 1500 };

export const LESSON_7: Lesson = {
  number: 7,
  title: "Missing entries need γ",
  question: "The same compression, the same data, half the entries hidden: does it still work?",
  minutes: 5,
  screens: 4,
  shows: "errors",
  setups: {
    stuck: {
      name: "completion with γ = 0",
      fields: { ...easy, gamma: 0, networks: ["original", "yaras"] },
    },
    free: { name: "completion with γ = 3", fields: { ...easy, gamma: 3, networks: ["original", "yaras"] } },
  },
  summary: [
    "A mask turns the subspace during training; with γ = 0 the compressed network cannot follow.",
    "A positive γ lets its outer factors turn: it then follows closely, not exactly.",
  ],
  exercises: [
    {
      task: "A little is enough: try γ = 0.3.",
      fields: { ...easy, gamma: 0.3, steps: 2500, networks: ["original", "yaras"] },
      answer:
        "It follows too, to 1e-3 in about twice the steps: the outer factors turn at a tenth of the rate.",
    },
    {
      task: "r̂ = r instead of 2r, γ = 3: what changes?",
      fields: { ...easy, rHat: 2, networks: ["original", "yaras"] },
      answer:
        "Little, here: half of the entries is plenty. Set p = 0.2 and try several seeds: with r̂ = r some runs stall, with 2r they follow.",
    },
    {
      task: "γ = 30. What happens, and what does the page say beforehand?",
      fields: { ...easy, gamma: 30, networks: ["original", "yaras"] },
      answer:
        "λ of the compressed network is L + 2γ, so its stable rate is far smaller; at a shared η it is past the limit: it learns at first, then swings and never settles. The warning is beside the learning rate.",
    },
  ],
  sources: [
    { claim: "γ = 0 stalls for completion; a small γ suffices in the paper.", ...YARAS },
    {
      claim: "γ = 3 and r̂ = 2r as defaults.",
      reference: "Measured by this project over several seeds, docs/reproduction.md",
    },
  ],
};
