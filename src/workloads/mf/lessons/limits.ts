import { CANDES, HERE } from "../../../experiment/lessons/lesson.ts";
import { EDGE, lesson } from "./setups.ts";

export const LIMITS = lesson("limits", {
  question: "Every method has an edge. Where is this one’s?",
  minutes: 7,
  questions: {
    few: {
      screen: 1,
      text: "409 entries for 252 unknowns. What has the original learned after 2,000 steps?",
      options: {
        yes: "The matrix: train and recovery error are below 1e-2",
        no: "The seen entries: only the train error is below 1e-2",
        neither: "Not even those: both are above 1e-2",
      },
    },
    small: {
      screen: 2,
      text: "The inner matrices are 4 × 4, so the product can have rank 4. And with γ = 3 the outer factors can turn. How does the compressed network end?",
      options: {
        follow: "Below 1e-2, like the original",
        stall: "Above 1e-2, where the original is below it",
        both: "Above 1e-2, like the original: half of the entries is too little",
      },
    },
    fast: {
      screen: 3,
      text: "η̂ = 1.3: the original at 1.3 times its limit, the compressed network at 3.5 times its own. What will the errors do?",
      options: {
        settle: "Both settle, with some ringing",
        both: "Both keep swinging, without growing",
        part: "The original keeps swinging, and the compressed one grows without bound",
        explode: "Both grow without bound",
      },
    },
    noise: {
      screen: 4,
      text: "Now the networks see half of the pixels of noise. The train error falls, step by step. What does the error on the hidden pixels do?",
      options: {
        falls: "It falls too, but more slowly",
        stays: "It stays near 1, the error of the seen pixels’ mean",
        rises: "It rises above 1: further training makes it worse",
      },
    },
  },
  summary: [
    "Too few entries leave rows and columns undetermined. Too small an r̂ lacks directions. Too large an η makes the error swing or grow. On data of full rank the networks only memorize.",
    "You understand a method when you can say beforehand where it stops working.",
  ],
  exercises: [
    {
      task: "Find the smallest $p$ at which the original still reaches recovery error 1e-2 on this matrix. Start from $p = 0.15$.",
      fields: { ...EDGE, observed: 0.15, steps: 3000, networks: ["original"] },
      answer:
        "A rank-2 matrix of size 64 has 252 degrees of freedom, 6 % of its entries. The edge lies at two to three times that and moves with the seed: at $p = 0.15$, two of three runs succeed.",
    },
    {
      task: "$η̂ = 0.9$: stable or not?",
      fields: { ...EDGE, rate: 0.9, steps: 1500 },
      answer:
        "The original is stable, and more than three times as fast as at 0.25. The compressed one is not: with $γ = 3$ its $λ$ is 8 instead of 3, so the same $η$ is 2.4 times its own limit. The page says so beside each network’s rate.",
    },
    {
      task: "Hide one block of the matrix instead of scattered entries. Can a network fill it?",
      fields: { ...EDGE, mask: "block", steps: 1500 },
      answer:
        "Yes. Call the block $X$, the entries above or below it $B$, those beside it $C$, and the others $A$. If $A$ has rank 2 itself, then $X = C A⁺ B$ with the pseudoinverse $A⁺$, and the networks find it. No method can fill a row without a seen entry.",
    },
  ],
  sources: [
    { claim: "The number of entries that suffices.", ...CANDES },
    { claim: "All four failures.", ...HERE },
  ],
});
