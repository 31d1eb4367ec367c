/** The adapters, suggestions, the paper, and our differences from it. */
import { AdapterButtons } from "../finetune/Adapters.tsx";
import { useSaid } from "../../parts/said.tsx";
import { Folded } from "../../parts/Folded.tsx";

function TakeHome() {
  const { attempt, message } = useSaid();
  return (
    <section className="panel" aria-labelledby="take-home-title">
      <h2 id="take-home-title">Downloads</h2>
      <p className="note">
        Each zip holds the server’s adapter in PEFT’s format, the encoder as a PyTorch module without its
        weights, and a README. Layers that stay on their clients are left out.
      </p>
      <div className="ways-on row">
        <AdapterButtons attempt={attempt} />
      </div>
      {message}
    </section>
  );
}

export function Below() {
  return (
    <>
      <TakeHome />
      <Folded title="What to look at">
        <ul>
          <li>
            <b>Bytes.</b> The server averages only the most important layers. Compare accuracy against
            megabytes with accuracy against rounds.
          </li>
          <li>
            <b>Two speeds.</b> Lower the bandwidth, and sending fewer bytes saves much of the time. Lower the
            device speed instead, and computing takes most of the time, so fewer bytes save little. Both
            speeds change only the simulated time, not the training.
          </li>
          <li>
            <b>Evenness β.</b> At 0.1, most clients have sentences of one or two kinds. At 100, all clients
            have the same mix, and averaging is easy.
          </li>
          <li>
            <b>Averaging.</b> The product of averaged factors is not the average of the products. “Gap of the
            averaged factors” measures the difference. FFA-LoRA and exact averaging leave none. On our ten
            recorded seeds, both ended with a higher test error than FedAvg-LoRA.
          </li>
          <li>
            <b>Controls.</b> In our recorded runs on reviews, with five seeds, random layers did as well as
            the whole method. A random order, the reversed order and the head alone did better. The head alone
            came within one point of FedAvg-LoRA with 2 % of its bytes, and on every seed it was the first arm
            to reach 75 %. The claims under “Gallery” have the figures.
          </li>
          <li>
            <b>Order.</b> On reviews, the easiest sentences of a client often have one label. In our
            measurement, most of the loss went away when each label was sorted by itself.
          </li>
        </ul>
      </Folded>
      <Folded title="FibecFed-style, and what is ours">
        <p>
          FibecFed (Liu et al., EMNLP 2024, <a href="https://arxiv.org/abs/2410.00131">arXiv 2410.00131</a>)
          has no public code that we found. Its abstract reports gains of up to 45.35 % in accuracy and
          fine-tuning up to 98.61 % faster, each the largest gap to any of 17 baselines. This page follows the
          abstract and summaries by others; we have not read the paper itself. The distribution of the
          clients’ data, all fractions, the warm-up of the head and the momentum are our own choices.
        </p>
        <p>
          A sentence’s difficulty is the squared norm of its gradient, and a mini-batch’s is the mean of its
          sentences’. A layer’s importance is the relative change of its output when the input is perturbed.
          In layers that stay local, half of the rows of B are trained.
        </p>
        <p>
          Also ours: M clients train in a round, and Adam’s moments stay on their client. A layer is one of
          twelve matrices, or of six on the planted task. Its importance is measured before training, on the
          frozen encoder with 32 sentences; we count no bytes and no time for this. The Fisher information of
          a row comes from the mean gradient of the last mini-batch of a client’s round, not from single
          sentences.
        </p>
        <p>
          This is a simulation: one engine trains the clients one after the other, and nothing is sent. The
          encoder is Universal Sentence Encoder Lite (Google, Apache-2.0), rounded to half precision. The
          sentences are from Kotzias et al. 2015, UCI, CC BY 4.0, converted.
        </p>
      </Folded>
    </>
  );
}
