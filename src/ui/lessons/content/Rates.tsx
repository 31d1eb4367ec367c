/** Lesson: same rate, own rate. */
import { formatCount } from "../../../store/format.ts";
import type { WorkloadOutcome } from "../../../store/workload/state.ts";
import { percent } from "../../workload/workload-page.ts";
import { After } from "../parts/After.tsx";
import { RateToy } from "../figures/RateToy.tsx";
import { Sketch } from "../figures/Sketch.tsx";
import { Formula } from "../parts/Formula.tsx";
import { LabCheck, modelIn, resultOf, winsOf } from "../lab/outcome.ts";
import { LessonLink } from "../LessonLink.tsx";
import { Predict } from "../parts/Predict.tsx";
import { RunIt } from "../parts/RunIt.tsx";
import { ShowMe } from "../parts/ShowMe.tsx";
import { Word } from "../terms/Term.tsx";

/** Half a percentage point of accuracy. */
const APART = 0.005;
const BLOCKS = ["dln", "cdln"];

function ahead(outcome: WorkloadOutcome): string {
  const plain = resultOf(outcome, "plain");
  const best = Math.max(...BLOCKS.map((id) => resultOf(outcome, id)).filter(Number.isFinite));
  if (Math.abs(plain - best) < APART) return "same";
  return plain > best ? "plain" : "block";
}

export function Rates({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          So far, the network was only a product of matrices. Now such a product, a <Word of="block" />, sits
          inside a classifier of handwritten digits: a deep linear network (DLN) after the second of two
          hidden layers. (Each hidden layer is a matrix followed by max(0, ·), entry by entry.) C-DLN has a
          compressed block: its outer factors start from 20 singular directions of the block’s first gradient,
          and they learn, as Kwon et al. propose. Plain has no block.
        </p>
        <Formula
          display
          tex="h \mapsto \htmlData{blocks=sketch/dln/A₃}{A_3} \htmlData{blocks=sketch/dln/A₂}{A_2} \htmlData{blocks=sketch/dln/A₁}{A_1}\, h, \qquad A_l(0) \text{ orthogonal}"
        />
        <Sketch shown={["dln", "cdln"]} />
        <p>
          The block can do nothing that the matrix after it could not do alone. Kwon et al. report that it
          still helps, and that its compressed copy helps as much. Each network here trains on 4,000 digits
          and is tested on 2,000 others. Three <Word of="seeds">seeds</Word> train side by side.
        </p>
        <Predict question="shared" />
      </>
    );
  if (screen === 2)
    return (
      <After question="shared">
        <p>The run takes about 20 seconds on two busy processor cores, and less on idle ones.</p>
        <RunIt setup="shared" />
        <LabCheck of="shared" prediction={{ question: "shared", found: ahead }}>
          {(outcome) => (
            <>
              <Accuracies outcome={outcome} />
              <p>
                So the block helps here. Why? Its factors start orthogonal, at size 1, so their gradients are
                not small. (In <LessonLink of="waiting" /> they were: that network started at 0.02.) Each
                factor takes its own gradient step, and the steps add up. So the product moves faster than one
                matrix at the same rate.
              </p>
            </>
          )}
        </LabCheck>
        <RateToy />
        <p>
          Move η. Here each weight starts at 1 and the target is 2. The product of four learns faster while η
          is small, but it diverges where the single weight is at its best. So is the block better, or was the
          rate too small for the plain network?
        </p>
        <Predict question="own" />
      </After>
    );
  return (
    <After question="own">
      <p>
        Each rate was chosen beforehand on other runs: 0.8 for Plain, 0.2 for both networks with a block. All
        rates fall to 0 by the last step, so that the last steps do not make the result jump.
      </p>
      <RunIt setup="own" />
      <LabCheck of="own" prediction={{ question: "own", found: ahead }}>
        {(outcome) => (
          <>
            <Accuracies outcome={outcome} />
            <p>
              The ranking depends on the compared rates and on the number of steps. An exercise trains longer.{" "}
              <ShowMe figure="Curves" terms={["plain"]}>
                Show me the curve of Plain
              </ShowMe>
            </p>
          </>
        )}
      </LabCheck>
      <p>And what happens at the rate of the plain network?</p>
      <RunIt setup="fast" />
      <LabCheck of="fast">
        {(outcome) => (
          <p>
            {outcome.models
              .map(({ id, label, progress }) =>
                progress?.diverged
                  ? `${label} diverged at step ${formatCount(progress.step)}`
                  : `${label} reached ${percent(resultOf(outcome, id))}`,
              )
              .join("; ")}
            .
          </p>
        )}
      </LabCheck>
      <p>
        The paper’s numbers: on FashionMNIST, another data set, .894 for the plain network, .902 with the
        block and .901 with the compressed block. In this order they took 153, 260 and 114 seconds. In your
        runs, too, the compressed block ends near the full one, with fewer operations than it.{" "}
        <ShowMe figure="The block" terms={["cdln"]}>
          Show me the block’s singular values
        </ShowMe>
        : nine of them move. For each digit the errors of the ten classes add up to 0, so the block’s gradient
        has rank nine at most. The 20 directions of C-DLN have room for these.
      </p>
    </After>
  );
}

function Accuracies({ outcome }: { readonly outcome: WorkloadOutcome }) {
  const [wins, seeds] = winsOf(outcome, "dln", "plain");
  const flops = (id: string): number => modelIn(outcome, id)?.flopsPerStep ?? NaN;
  return (
    <p>
      <Word of="accuracy">Test accuracy</Word> on average: Plain {percent(resultOf(outcome, "plain"))}, DLN{" "}
      {percent(resultOf(outcome, "dln"))}, C-DLN {percent(resultOf(outcome, "cdln"))}. DLN is ahead of Plain
      on {formatCount(wins)} of {formatCount(seeds)} seeds. A step of DLN costs{" "}
      {(flops("dln") / flops("plain")).toFixed(1)} times the operations of Plain, and a step of C-DLN{" "}
      {(flops("cdln") / flops("plain")).toFixed(1)} times.
    </p>
  );
}
