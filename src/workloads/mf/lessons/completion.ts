import { HERE, YARAS } from "../../../experiment/lessons/lesson.ts";
import { lesson, SETUPS } from "./setups.ts";

const { fields: half } = SETUPS.completion.free;

export const COMPLETION = lesson("completion", {
  question: "The same compression, the same data, half of the entries hidden: does it still work?",
  minutes: 8,
  questions: {
    zero: {
      screen: 1,
      text: "Compress as before, with U and V fixed (γ = 0). What will the compressed network do?",
      options: {
        follow: "Follow: close is close enough",
        stall: "Learn a part, then stall",
        nothing: "Learn nothing at all",
      },
    },
    three: {
      screen: 2,
      text: "With γ = 3, when does the compressed network reach error 1e-3, compared with the original?",
      options: {
        equal: "At the very same step, as when every entry was seen",
        close: "At nearly the same step",
        never: "It does not get there: 2r̂ directions are too few",
      },
    },
    twin: {
      screen: 4,
      text: "When does this narrow network reach error 1e-3, compared with the compressed one?",
      options: {
        earlier: "Clearly earlier",
        same: "At about the same step, within a quarter",
        later: "Clearly later",
        never: "Not within 2,500 steps",
      },
    },
  },
  summary: [
    "A mask turns the subspace during training. With γ = 0, the compressed network cannot follow.",
    "A positive γ lets its outer factors turn. On this matrix it then follows closely, but not exactly. An equally narrow random network needs another ε.",
  ],
  exercises: [
    {
      task: "Is a little enough? Try $γ = 0.3$.",
      fields: { ...half, gamma: 0.3, steps: 2500 },
      answer:
        "It is enough here, but slow: error 1e-3 comes after about twice the original’s steps (1.8 to 2 times on three seeds). The outer factors turn at a tenth of the rate.",
    },
    {
      task: "$r̂ = r$ instead of $2r$, $γ = 3$: what changes?",
      fields: { ...half, rHat: 2 },
      answer:
        "Little, here: half of the entries is plenty. Set $p = 0.2$ and try several seeds: with $r̂ = r$ some runs stall, with $2r$ they follow.",
    },
    {
      task: "Set $γ$ to 30. What happens? What does the page say before you train?",
      fields: { ...half, gamma: 30 },
      answer:
        "It learns at first, then swings and never settles. The page warns of it beside the learning rate: with $γ = 30$ the formula gives $w_o = 2.9$, $w_i = 0.49$ and $λ = 19.5$, so the shared $η$ is 1.6 times the compressed network’s largest stable rate. On three seeds the largest singular values of $U$ and $V$ ended between 2.7 and 3.1. Could other sizes of the factors be less curved? If the singular values of $U$ and $V$ are $s$, the inner factors have $s^{−2/3}$, and $λ = 2γ/s² + 3s^{4/3}$. It is smallest at $s = γ^{0.3} = 2.8$, where $λ = 5γ^{0.4} = 19.5$. So training ends close to the least curved sizes by itself.",
    },
  ],
  sources: [
    {
      claim:
        "$γ = 0$ stalls for completion. In the paper $γ = 0.01$ suffices, for a target on another scale.",
      ...YARAS,
    },
    { claim: "The narrow network, from three initial scales.", ...HERE },
    {
      claim: "$γ = 3$ and $r̂ = 2r$ as defaults.",
      reference: "Measured by this project over several seeds, docs/reproduction.md",
    },
  ],
});
