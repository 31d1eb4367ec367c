/** Says for each named experiment what to look at, and what our recorded runs with seeds 1 to 5 showed. */
import { FINETUNE } from "../../../store/kinds/finetune.ts";
import { LookAt } from "../../controls/inputs/LookAt.tsx";

/** By the preset's id: what to look at, and what we measured. */
const LOOK_AT: Readonly<Record<string, readonly [line: string, more: string]>> = {
  "plant-one": [
    "“Rank of ΔW” says how near each method comes to the planted rank and directions.",
    "The planted singular values are the dashed lines. On seed 0 Deep LoRA comes nearer: its effective rank is 1.2 and LoRA’s 5.4, and the planted one is 1.9. Neither finds the directions. Deep LoRA ended ahead on nine of ten seeds, at 0.738 against 0.784 on average. Both methods fit their 16 sentences, so the gap is on new ones.",
  ],
  "plant-rank": [
    "Change r, and compare the ranks of both updates and their errors.",
    "Deep LoRA ended ahead on nine of ten seeds (11 to 20), at 0.488 against 0.567 on average. “Sweep” has ready-made runs with r = 2, 8 and 32.",
  ],
  "plant-all": [
    "Twelve directions are planted, and “Rank of ΔW” counts those that each method moves.",
    "LoRA ended ahead on all five seeds; on average, the gap is not significant. Deep LoRA was behind on its 64 training sentences, too: its last loss was 3.5 to 6.4 times LoRA’s. So it learned too little, and did not just memorize its sentences. Its directions grow one after another: choose “from 10⁻⁹” above the singular values, and its curves fall steeply. On seed 0 it moves one direction in FFN out, where two are planted. In the lesson “Three factors for an update” we followed one matrix, of a teacher with one changed matrix: at step 24 the largest singular value of ΔW was 1.1, and the second 0.0002. LoRA moves all r directions of each matrix from its first steps on. An earlier test, with separate code, had LoRA ahead on three of three seeds both at this rate and at 0.001 (0.506 against 0.550 on average). We did not measure whether Deep LoRA catches up with more steps.",
  ],
  rate: [
    "Both methods share the rate 0.03. Compare their errors with 1, the error without training.",
    "LoRA ended at 1.51 to 2.19 on ten seeds (11 to 20), and Deep LoRA at 0.53 to 0.84. Both fit their 32 training sentences, so LoRA’s error is on new ones. In an earlier test, with separate code and two seeds, both were level at 0.001. “Sweep” has this comparison ready for five rates.",
  ],
  "one-gradient": [
    "“Rank of ΔW” has the angle from each update to the first gradient and to the planted change.",
    "We expected LoRA-One and compressed Deep LoRA to end level with LoRA, within 0.03. On average over five seeds LoRA-One ended at 0.510, compressed Deep LoRA at 0.519 (with γ = 0.01, its authors’ value, at 0.699) and LoRA at 0.547. LoRA-One was ahead of LoRA on every seed, and LoRA-GA ended above 1 on every seed, at 1.23 to 1.55. Its last training loss was at most 0.012; without training this loss is at least 0.06 on the test sentences. So it mostly fit its training sentences, and its error is on new ones. The shared rate of 0.01 is too large for it: on seeds 1 to 3 it ended at 1.425 to 1.486 with this rate, at 0.759 to 0.808 with 0.003, and at 0.705 to 0.758 with 0.001. So it learns at smaller rates, and still ended behind LoRA, which reached 0.538 to 0.609 at the shared rate.",
  ],
  "sentiment-yelp": [
    "Compare every method with “Head only”: how much did the adapter add?",
    "With 16 reviews of each class, over five seeds LoRA added 0.7 points and Deep LoRA 0.6 on average, each less than two of the 250 test sentences. So Deep LoRA does not win here, and neither does LoRA.",
  ],
  bytes: [
    "The chart of dots above has both the accuracy and the bytes of each method.",
    "Over five seeds LoRA ended at 89.4 %, both kinds of GaLore at 88.6 %, full fine-tuning, which needs the most bytes, at 87.9 %, and a head alone at 86.9 % on average. The gain of full fine-tuning over the head is not significant, and the 95 % intervals reach beyond 3 points for GaLore against full fine-tuning. So this task shows the bytes, and not that GaLore is as accurate.",
  ],
  pairs: [
    "A teacher scores these pairs. Open a file of pairs, and the methods train on people’s scores.",
    "Every method also learns the scale and the shift of the scores. The teacher’s scores say nothing about the STS benchmark. What we measured there is in the claims “Similarity of sentences” and “The rank at one rate”.",
  ],
};

export const Examples = () => (
  <LookAt
    note="Results without another source are from our recorded runs with seeds 1 to 5."
    items={FINETUNE.presets.flatMap(({ id, title }) => {
      const [line, more] = LOOK_AT[id] ?? [];
      return line === undefined ? [] : [{ title, line, more }];
    })}
  />
);
