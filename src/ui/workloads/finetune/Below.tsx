/** Explains the methods, embeds sentences, saves files, says what to look at, and opens the user's texts. */
import { formatCount } from "../../../store/format.ts";
import { FILE_LIMITS } from "../../../store/files/data-lab.ts";
import { TEXT_LIMITS } from "../../../store/kinds/finetune.ts";
import { InfoHead } from "../../controls/inputs/InfoHead.tsx";
import { useLabConfig } from "./facts.ts";
import { OpenTexts } from "./OpenTexts.tsx";
import { Examples } from "./Examples.tsx";
import { StateBytes } from "./StateBytes.tsx";
import { SentenceAndFiles } from "./TakeHome.tsx";
import { Trained } from "./Trained.tsx";
import { Folded } from "../../parts/Folded.tsx";

export function Below() {
  const hasOwnTexts = useLabConfig()?.file !== "";
  return (
    <>
      <Trained />
      <StateBytes />
      <SentenceAndFiles />
      <Examples />
      <Folded title="What the paper reports">
        <p>
          Yaras, Wang, Balzano and Qu (ICML 2024,{" "}
          <a href="https://arxiv.org/abs/2406.04112">arXiv 2406.04112</a>) fine-tune BERT on STS-B, 20 seeds.
          With 16, 64 and 256 samples LoRA reaches a correlation of .529, .735 and .814, and Deep LoRA .598,
          .751 and .828. That is another encoder and another task; Deep LoRA has full width there, and LoRA no
          factor α/r.
        </p>
        <p>
          The encoder here is Universal Sentence Encoder Lite (Google, Apache-2.0), rounded to half precision.
          {!hasOwnTexts && " The sentences are from Kotzias et al. 2015, UCI, CC BY 4.0, converted."}
        </p>
      </Folded>
      <section className="panel prose" aria-labelledby="own-title">
        <InfoHead id="own-title" title="Texts of your own" about="texts of your own">
          <span>
            At most {TEXT_LIMITS.classes} classes, {formatCount(TEXT_LIMITS.rows)} texts and{" "}
            {FILE_LIMITS.bytes / 2 ** 20} MB. A text may have at most {TEXT_LIMITS.tokens} tokens, which are
            words or parts of words. The encoder was trained on English.
          </span>
          <span>
            Or open a CSV or TSV file of sentence pairs with the columns sentence1, sentence2 and score. The
            STS benchmark’s own files open as they are.
          </span>
        </InfoHead>
        <p>Open a CSV, TSV or JSONL file with the columns text and label. It stays on this device.</p>
        <div className="ways-on row">
          <OpenTexts />
        </div>
      </section>
    </>
  );
}
