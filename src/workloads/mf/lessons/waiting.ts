import { ARORA, SAXE } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: stairs } = SETUPS.waiting.wait;

export const WAITING = lesson("waiting", {
  question: "The loss does not move. Is the network broken, or is it about to learn?",
  minutes: 6,
  questions: {
    order: {
      screen: 1,
      text: "The target has the singular values 1, ½ and ¼. How will the error fall?",
      options: {
        smooth: "Smoothly, like a decaying exponential",
        large: "In three steps: ¼ is learned last",
        small: "In three steps: 1 is learned last",
        once: "In one step: all three together",
      },
    },
    half: {
      screen: 2,
      text: "Depth 3 as before: halve ε to 0.01. How long is the wait for the first jump now?",
      options: {
        same: "About as long: ε is small anyway",
        double: "About twice as long",
        four: "About four times as long",
      },
    },
  },
  summary: [
    "From a small start a deep network waits, then learns one singular value after another, the largest first.",
    "At depth $L ≥ 3$ the wait is about $C/((L−2) η σ ε^{L−2})$: half the $ε$, twice the wait at depth 3.",
  ],
  exercises: [
    {
      task: "At depth 2 the formula divides by 0. Go back to the update rule $w ← w + η σ w^{L−1}$. How long is the wait now? Then run it.",
      fields: { ...stairs, depth: 2, steps: 300 },
      answer:
        "With $L = 2$ the rule is $w ← (1 + η σ) w$: the number grows by the same factor in each step, however small it is. The wait is $\\ln(1/ε)/(η σ)$ up to a constant, so half the $ε$ adds $\\ln 2/(η σ)$ steps instead of doubling them. Here $η = 0.25$, a quarter of $2/L$, and $σ = 1/4$ is learned last. From $ε = 0.02$ the error is below 1e-2 at step 82 or 83 on three seeds, and at step 169 or 170 from $ε = 10^{−4}$. The rule predicts a difference of $\\ln(200)/(0.25 · 0.25) = 85$ steps.",
    },
    {
      task: "Make the plateau four times as long without touching $ε$ or the data.",
      fields: { ...stairs, rate: 0.0625, steps: 8000 },
      answer: "Take a quarter of the learning rate: the wait is proportional to $1/η$. Nothing else changes.",
    },
    {
      task: "Depth 4 from $ε = 0.1$ at $η = 0.125$ (a quarter of the largest stable rate, $2/L = 2/4$): predict the first escape with the formula.",
      fields: { ...stairs, depth: 4, epsilon: 0.1, steps: 3000 },
      answer:
        "About $1.25/((4 − 2) · 0.125 · 1 · 0.1²) = 500$ steps; with $C$ between 1.2 and 1.5, 480 to 600. The chart computes its mark from the same formula.",
    },
  ],
  sources: [
    { claim: "Singular values are learned one after another, each in a sigmoid.", ...SAXE },
    { claim: "With more depth, large singular values grow faster and small ones slower.", ...ARORA },
    {
      claim:
        "$t ≈ C/((L−2) η σ ε^{L−2})$ for random orthogonal layers, with $C$ between 1.1 and 1.3 at depth 3 and between 1.2 and 1.5 at depth 4.",
      reference:
        "Measured by this project on twelve seeds, 32 × 32 matrices of rank 3; the form follows from the scalar rule",
    },
  ],
});
