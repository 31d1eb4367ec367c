/** Suggestions, the papers' results, and the user's texts. */
import { formatCount } from "../../../store/format.ts";
import { readTexts, TEXT_LIMITS } from "../../../store/workload/finetune.ts";
import { OpenFile } from "../OpenFile.tsx";
import { StateBytes } from "./StateBytes.tsx";
import { SentenceAndFiles } from "./TakeHome.tsx";
import { Trained } from "./Trained.tsx";

export function OpenTexts() {
  return (
    <OpenFile
      label="Texts with labels"
      accept=".csv,.tsv,.txt,.jsonl,.json"
      read={(bytes) => {
        const { texts, changes } = readTexts(bytes);
        const { length } = texts.texts;
        const content = `${formatCount(length)} texts, ${formatCount(texts.classes.length)} classes`;
        return { file: texts, changes, content };
      }}
    >
      Open texts…
    </OpenFile>
  );
}

export function Below() {
  return (
    <>
      <Trained />
      <StateBytes />
      <SentenceAndFiles />
      <section className="panel prose" aria-labelledby="read-title">
        <h2 id="read-title">What to look at</h2>
        <ul>
          <li>
            <b>1 change.</b> The teacher differs from the encoder in one matrix, by an update of rank 2. Its
            singular values are the dashed lines. Compare how many directions each method moves. Deep LoRA
            ends ahead on most seeds: on four of the five that we judged, seeds 1 to 5. Both fit their 16
            sentences, so the gap is on new ones.
          </li>
          <li>
            <b>All six.</b> Now the teacher differs in every matrix, by rank 2 in each. Compare the matrices:
            Deep LoRA moves few directions in each, and LoRA all r. At one learning rate LoRA ends ahead on
            most seeds: on all five that we judged, seeds 1 to 5. Deep LoRA was behind on its 64 training
            sentences, too: its last loss was 3.5 to 6.4 times LoRA’s. So it did not learn too much by heart,
            but too little of the twelve planted directions. Its three factors start at 10⁻³, so it waits at
            first, and after 200 steps it has moved few directions. Whether it catches up with more steps or
            at its own learning rate, we did not measure.
          </li>
          <li>
            <b>Rank r.</b> Raise r, and compare the effective ranks of both updates and their errors. With r =
            32 and 64 sentences Deep LoRA ends ahead on most seeds: on four of the five that we judged.
          </li>
          <li>
            <b>Labels.</b> With 16 reviews of each class, compare every method with “Head only”: how much did
            the adapter add? On the five seeds that we judged LoRA added 0.7 points and Deep LoRA 0.6 on
            average.
          </li>
        </ul>
      </section>
      <section className="panel prose" aria-labelledby="paper-title">
        <h2 id="paper-title">What the paper reports</h2>
        <p>
          Yaras, Wang, Balzano and Qu (ICML 2024,{" "}
          <a href="https://arxiv.org/abs/2406.04112">arXiv 2406.04112</a>) fine-tune BERT on STS-B, 20 seeds.
          With 16, 64 and 256 samples LoRA reaches a correlation of .529, .735 and .814, and Deep LoRA .598,
          .751 and .828. That is another encoder and another task; Deep LoRA has full width there, and LoRA no
          factor α/r.
        </p>
        <p>
          The encoder here is Universal Sentence Encoder Lite (Google, Apache-2.0), rounded to half precision.
          The sentences are by Kotzias et al. 2015, UCI, CC BY 4.0, converted.
        </p>
      </section>
      <section className="panel prose" aria-labelledby="own-title">
        <h2 id="own-title">Texts of your own</h2>
        <p>
          Open a CSV or JSONL file with the columns text and label. It may hold at most {TEXT_LIMITS.classes}{" "}
          classes and {formatCount(TEXT_LIMITS.rows)} texts. A text may have at most {TEXT_LIMITS.tokens}{" "}
          tokens, which are words or parts of words. The file stays on this device.
        </p>
        <div className="ways-on">
          <OpenTexts />
        </div>
      </section>
    </>
  );
}
