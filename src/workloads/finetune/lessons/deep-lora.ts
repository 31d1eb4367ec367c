import { COURSE } from "../../../experiment/lessons/course.ts";
import { type Lesson, type Settings, HERE, YARAS } from "../../../experiment/lessons/lesson.ts";

const both: Settings = { methods: ["lora", "deep"], rank: 8, rate: 1e-2, samples: 16, steps: 60 };

export const DEEP_LORA: Lesson = {
  id: "deep-lora",
  ...COURSE["deep-lora"],
  question: "LoRA has two factors. What does a third one change?",
  minutes: 15,
  setups: {
    one: { name: "LoRA and Deep LoRA of rank 8, an update of rank 2 in one matrix", fields: both },
    wide: { name: "the same with adapters of rank 32", fields: { ...both, rank: 32, alpha: 8 } },
    all: {
      name: "a teacher that differs in all six matrices, 64 sentences",
      fields: { ...both, samples: 64, sites: ["q", "k", "v", "o", "f1", "f2"] },
    },
  },
  questions: {
    one: {
      screen: 1,
      text: "Both adapters have rank 8. The teacher changes one matrix, by an update of rank 2. Whose update keeps to few directions in that matrix?",
      options: {
        few: "Deep LoRA’s only",
        lora: "LoRA’s only",
        both: "Both updates",
        many: "Neither: both spread over all eight",
      },
    },
    wide: {
      screen: 4,
      text: "Nobody knows the right rank. Raise both adapters to rank 32. What happens to the effective rank of their updates in the output matrix?",
      options: {
        both: "Both grow with r",
        lora: "LoRA’s grows with r, and Deep LoRA’s hardly moves",
        none: "Neither grows: the sentences decide",
      },
    },
    all: {
      screen: 5,
      text: "Now the teacher differs in all six matrices, each by rank 2. There are 64 sentences. Which adapter ends closer?",
      options: {
        deep: "Deep LoRA, again",
        lora: "LoRA",
        same: "No difference beyond the spread of the seeds",
      },
    },
  },
  summary: [
    "Three small factors lean towards few directions. In these runs, at one shared rate, Deep LoRA won on most seeds where the teacher differed in one matrix and the rank was guessed too high. It lost where the teacher differed in all six.",
    "While the factors are small, the first gradient decides the directions, so a compressed Deep LoRA chooses them before training. The bias is a bet on the kind of problem: count wins and losses over seeds before you say that a method is better.",
  ],
  exercises: [
    {
      task: "Guess the right rank, $r = 2$. Which method is closer now, and why?",
      fields: { ...both, rank: 2 },
      answer:
        "On the first seed LoRA was closer, 0.74 against 0.77. It has no spare directions, and it fills both. Deep LoRA again used only one. On the second seed they were level, at 0.82. At rank 8, Deep LoRA was closer on both. At rank 32, it was closer on one, with a tie on the other; but there $α/r$ is ¼ (next exercise). Nobody knows the right rank of a real task. The paper’s authors stored runs with $r = 2$ that their plot leaves out: .590 for both methods.",
    },
    {
      task: "At rank 32, set $α = 32$, so that LoRA’s factor $α/r$ is 1 instead of ¼. What happens to its error?",
      fields: { ...both, rank: 32, alpha: 32 },
      answer:
        "On three seeds LoRA ended at 1.26, 1.06 and 1.11 instead of 0.76, 0.77 and 0.89. That is farther from the teacher than without an adapter. In the paper’s comparison the factor does not shrink with $r$ either. Part of the fall from .539 to .175 may come from that.",
    },
    {
      task: "Start Deep LoRA from its first gradient with respect to $ΔW$, as the paper’s compression does, and make the inner matrices narrower. Which directions can it never leave if $γ = 0$?",
      fields: { ...both, methods: ["deep", "deepCompressed"] },
      answer:
        "As in lesson 6, an inner width of $r$ has room for $r/2$ leading singular directions of the first gradient, with both their sides. Two more factors hold these directions, and $γ$ scales their rate. With $γ = 0$ they stay, so the update can never leave them. With $γ = 1$, as in this set-up, they learn too.",
    },
  ],
  sources: [
    {
      claim:
        "Correlations of BERT on STS-B. With 20 seeds and 16, 64 and 256 samples, LoRA reached .529, .735 and .814, Deep LoRA of full width .598, .751 and .828. With five seeds, 16 samples and rank 8, 16, 32 and 64, LoRA reached .539, .524, .456 and .175, Deep LoRA of that width .635, .652, .660 and .667.",
      ...YARAS,
    },
    { claim: "All runs of this lesson, on another encoder and another task.", ...HERE },
  ],
};
