import { YARAS, LAW, HERE } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: still } = SETUPS.subspace.still;

export const SUBSPACE = lesson("subspace", {
  question: "A layer has 1,024 weights. In how many directions does it really move?",
  minutes: 12,
  questions: {
    count: {
      screen: 1,
      text: "The first layer starts with 32 equal singular values. How many of them separate from the rest during training?",
      options: { two: "2: as many as the rank", four: "4: twice the rank", all: "All 32" },
    },
    adam: {
      screen: 5,
      text: "Train the same network with Adam instead of gradient descent. Will the quiet directions stay quiet?",
      options: {
        yes: "Yes: Adam only changes the step size",
        no: "No: Adam pushes the weights out of the subspace",
      },
    },
  },
  summary: [
    "From an orthogonal start, with every entry seen and gradient descent, each layer moves in 2r directions. The others keep one common scale.",
    "This is a theorem with assumptions. Adam or a Gaussian start breaks it.",
  ],
  exercises: [
    {
      task: "Heavy ball adds a fraction of the last step to each step of gradient descent. Use it instead of Adam. Does the theorem survive?",
      fields: { ...still, optimizer: "momentum", rate: 0.025 },
      answer:
        "Yes: each step is a sum of past gradients, and all of them lie in the same subspace. Adam rescales every entry separately, which pushes the weights out of it.",
    },
    {
      task: "Start from Gaussian instead of orthogonal matrices. Which line of the induction fails first?",
      fields: { ...still, start: "gaussian" },
      answer:
        "The start of the induction fails: the singular values of a Gaussian layer are not equal. So $W_l x_{l−1} = ρ_l x_l$ and $W_lᵀ x_l = ρ_l x_{l−1}$ hold for its own singular vectors only. We may no longer choose the directions that the target leaves alone. The tab “Subspace” says that the theorem needs an orthogonal start.",
    },
    {
      task: "Raise the rank to 15. How many singular values of a layer stay together? At which rank does the theorem stop saying anything?",
      fields: { ...still, rank: 15, rHat: 15 },
      answer:
        "Two: $d − 2r = 32 − 30$. The eye cannot tell them from the next ones: on three seeds these two agreed to 1e-5, and the next value lay 0.5 to 1.4 thousandths below. With $r = 16$ or more no direction has to be quiet, and the theorem says nothing. Its savings depend on $r$ being far smaller than $d$.",
    },
  ],
  sources: [
    { claim: "In each layer only 2r directions move; the others keep one common scale $ρ_l$.", ...LAW },
    { claim: "The theorem and its proof.", ...YARAS },
    { claim: "It does not hold for Adam.", ...HERE },
  ],
});
