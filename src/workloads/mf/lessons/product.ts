import { YARAS, ARORA } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: deep } = SETUPS.product.deep;

export const PRODUCT = lesson("product", {
  question: "Why train three matrices when their product is only one?",
  minutes: 5,
  questions: {
    hidden: {
      screen: 2,
      text: "What happens to the hidden entry?",
      options: {
        both: "It stays the same in both",
        product: "It stays in W; the product moves it",
        zero: "It goes to zero in both",
      },
    },
    deep: {
      screen: 3,
      text: "Which of these matrices does the network find?",
      options: {
        target: "One near the target: train and recovery error fall below 1e-2",
        other: "Another one: only the train error falls below 1e-2",
        none: "None of them: not even the train error falls below 1e-2",
      },
    },
  },
  summary: [
    "Depth adds nothing to the matrices that f can be. It changes how gradient descent gets there.",
    "Each factor’s gradient is the residual seen through all the other factors. That couples entries that a single matrix would treat separately.",
  ],
  exercises: [
    {
      task: "How many weights does the network have, and how many numbers does the matrix have that it learns?",
      fields: deep,
      answer:
        "3 · 48² = 6,912 weights for 48² = 2,304 numbers. A rank-2 matrix has only 2 · (48 + 48 − 2) = 188 free numbers: two columns and two rows are 192, but any invertible 2 × 2 matrix may go between them, with its inverse, and change nothing. That takes 4 away. Depth adds no expressive power at all.",
    },
    {
      task: "Halve the width. Can the product still be any 48 × 48 matrix?",
      fields: { ...deep, width: 24 },
      answer: "No: its rank is at most 24. It can still be the target, whose rank is 2.",
    },
    {
      task: "Suppose both matrices of the 2 × 2 example started at 0. What would happen, and why?",
      fields: { ...deep, epsilon: 1e-6 },
      answer:
        "Nothing: each gradient is a product with the other matrix, which is 0. Zero is a saddle point, and gradient descent leaves its neighbourhood very slowly. The set-up starts the 48 × 48 network at $ε = 10^{−6}$, and within its steps it does not move. The next lesson computes how long it would take.",
    },
  ],
  sources: [
    { claim: "Gradient descent on deep factorizations prefers low rank.", ...ARORA },
    { claim: "The gradient of each factor.", ...YARAS },
  ],
});
