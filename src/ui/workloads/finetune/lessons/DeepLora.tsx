/** Lesson: three factors for an update. */
import type { Outcome } from "../../../../store/state.ts";
import { lessonNumber } from "../../../../experiment/lessons/course.ts";
import { effectiveRank } from "../../../../store/kinds/finetune.ts";
import { matricesOf } from "../facts.ts";
import { After } from "../../../lessons/parts/After.tsx";
import { Sketch } from "../../../lessons/parts/Sketch.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { headlineCurve, resultOf } from "../../../lessons/parts/outcome.ts";
import { Check, CheckBoth } from "../../../lessons/parts/Check.tsx";
import { updatesOf } from "./outcome.ts";
import { usedDirections } from "../facts.ts";
import { firstBelow } from "../../../lessons/parts/readings.ts";
import { UpdateValues } from "./UpdateValues.tsx";
import { LessonLink } from "../../../lessons/LessonLink.tsx";
import { Predict } from "../../../lessons/parts/Predict.tsx";
import { RunIt } from "../../../lessons/parts/RunIt.tsx";
import { ShowMe } from "../../../lessons/parts/ShowMe.tsx";
import { Word } from "../../../lessons/terms/Term.tsx";

const PLANTED = "1.o";
/** An effective rank below this counts as few directions of eight. */
const FEW = 4;
/** A relative difference above this counts. */
const APART = 0.01;
/** Below this value, Deep LoRA’s error has begun to fall from its initial value, 1. */
const STIRRED = 0.99;
/** The effective rank must grow by this factor to count as grown. */
const GROWS = 1.5;

const rankOf = (outcome: Outcome, id: string): number =>
  effectiveRank(updatesOf(outcome, id)?.sigma[PLANTED] ?? []);

const errorText = (outcome: Outcome): string =>
  `LoRA ended at ${resultOf(outcome, "lora").toFixed(2)}, Deep LoRA at ${resultOf(outcome, "deep").toFixed(2)} of the squared distance at the start.`;

const title = (name: string): string => matricesOf(1).find((one) => one.name === name)?.title ?? name;

/** Names the matrices that Deep LoRA moved although the teacher differs only in the output matrix. */
function strays(outcome: Outcome): string {
  const names = [...usedDirections(updatesOf(outcome, "deep"))]
    .filter(([name, used]) => used > 0 && name !== PLANTED)
    .map(([name]) => title(name));
  return names.length === 0
    ? ""
    : `It also moved ${names.join(", ")}, where the teacher changes nothing: few directions are not always the right ones.`;
}

/**
 * The wait on the first seed in steps, from the formula to the run. Each row adds an effect to the row above.
 */
const WAITS = [
  ["The formula", "1.5"],
  ["The rule w ← w + η σ w² in whole steps", "5"],
  ["Three random factors of width 8", "10"],
  ["Adam’s mean of gradients", "16"],
  ["Adam’s division by the root as well", "18"],
  ["The run, where G changes", "18"],
] as const;

/** Says how many directions each adapter uses in the output matrix. */
function directionsText(outcome: Outcome): string {
  const [lora, deep] = ["lora", "deep"].map((id) => usedDirections(updatesOf(outcome, id)).get(PLANTED));
  return lora === undefined || deep === undefined
    ? "The singular values have not arrived yet."
    : `The teacher’s update has two directions, one of them twice as large. Counted as in lesson ${lessonNumber("lora")}, LoRA used ${lora} directions in the output matrix and Deep LoRA ${deep}. (The table “Rank of ΔW” compares with the largest value of the same matrix and may count more.)`;
}

/** Says how large the angles between the adapters' updates and the teacher's directions are. */
function anglesText(outcome: Outcome): string {
  const [lora, deep] = ["lora", "deep"].map((id) => updatesOf(outcome, id)?.toPlant[PLANTED]);
  return lora === undefined || deep === undefined
    ? ""
    : `Take matrices as vectors of their entries. Between ΔW and the nearest matrix made of the teacher’s input and output directions, the angle is ${deep.toFixed(0)}° for Deep LoRA and ${lora.toFixed(0)}° for LoRA, where 90° means nothing in common.`;
}

const rankText = (outcome: Outcome): string => {
  const ranks = ["lora", "deep"].map((id) => rankOf(outcome, id));
  return ranks.every(Number.isFinite)
    ? `The effective rank of the update in the output matrix is ${ranks.map((rank) => rank.toFixed(1)).join(" for LoRA and ")} for Deep LoRA.`
    : "The singular values have not arrived yet.";
};

function closer(outcome: Outcome): "lora" | "deep" | "same" {
  const [lora, deep] = [resultOf(outcome, "lora"), resultOf(outcome, "deep")];
  if (Math.abs(lora - deep) < APART * Math.min(lora, deep)) return "same";
  return deep < lora ? "deep" : "lora";
}

export function DeepLora({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          Deep LoRA (Yaras et al., 2024) writes the correction as three factors of inner width r. Each starts
          at 0.001 times a random matrix with orthonormal rows or columns, so the product starts at a
          billionth:
        </p>
        <Formula
          display
          tex="\begin{gathered} \Delta W = \htmlData{blocks=sketch/deep/W₃}{W_3} \htmlData{blocks=sketch/deep/W₂}{W_2} \htmlData{blocks=sketch/deep/W₁}{W_1}, \\ W_l(0) = 10^{-3}\, Q_l, \\ Q_1 Q_1^\top = Q_2^\top Q_2 = Q_3^\top Q_3 = I \end{gathered}"
        />
        <Sketch shown={["lora", "deep"]} />
        <p>
          You know both parts: a product of three from a small start (<LessonLink of="waiting" /> and{" "}
          <LessonLink of="depth" />
          ), and an adapter. Here the encoder is not linear and the optimizer is Adam, so those lessons prove
          nothing.
        </p>
        <p>
          The task comes from <LessonLink of="lora" />: a teacher with an update of rank 2 in the output
          matrix, 16 sentences, adapters of rank 8 beside all six matrices. One thing differs: each step sees
          all 16 sentences, where <LessonLink of="lora" /> took 8 at a time. So LoRA’s errors differ slightly.
        </p>
        <Predict question="one" />
      </>
    );
  if (screen === 2)
    return (
      <After question="one">
        <p>The run takes about a minute on two busy processor cores, and less on idle ones.</p>
        <RunIt setup="one" />
        <UpdateValues setup="one" />
        <Check
          of="one"
          prediction={{
            question: "one",
            found: (outcome) => {
              if (closer(outcome) === "lora") return "lora";
              const rank = rankOf(outcome, "deep");
              if (closer(outcome) === "same" || Number.isNaN(rank)) return undefined;
              return rank < FEW ? "few" : "many";
            },
          }}
        >
          {(outcome) => (
            <>
              <p>
                {errorText(outcome)} {rankText(outcome)} (<Word of="effective">Effective rank</Word> weighs
                directions by size.) On three seeds LoRA ended at 0.80, 0.79 and 0.93, and Deep LoRA at 0.77,
                0.78 and 0.88. The lead is smaller than the spread between seeds, but Deep LoRA leads on each
                of them. Both learn at the rate 0.01, and in the paper both learn at one rate. We tuned
                neither (
                <LessonLink of="rates" />
                ), and the gap depends on the rate. With 32 sentences and 200 steps at 0.03, LoRA ended at
                1.66 and Deep LoRA at 0.68 (five seeds); in a pilot at 0.001 they were level (two seeds).
              </p>
              <p>
                {directionsText(outcome)} Did it find one of the teacher’s two directions?{" "}
                {anglesText(outcome)} On three seeds the output side of Deep LoRA’s largest direction lay 12°
                to 25° from the teacher’s two, and its input side 74° to 76°. The input side of every gradient
                is a mix of inputs that occurred, and sixteen sentences have few. {strays(outcome)}
              </p>
              <p>
                <ShowMe figure="Updates" terms={["deep"]}>
                  Show me what Deep LoRA moved
                </ShowMe>
                , and what it left at the start.{" "}
                <ShowMe
                  figure="Curves"
                  step={firstBelow(headlineCurve(outcome, "deep"), STIRRED)}
                  terms={["deep"]}
                >
                  Show me where its error begins to fall
                </ShowMe>
                , after a wait like that of <LessonLink of="waiting" />. On seeds 1 to 5, with 200 steps, Deep
                LoRA was closer on four: 0.75 against 0.81 on average.
              </p>
              <details>
                <summary>For the curious: why does Deep LoRA wait at all?</summary>
                <p>
                  Adam ignores the size of a gradient. Why then should small factors wait? Adam divides by the
                  root of the mean square plus a constant, and Deep LoRA’s constant is 10⁻⁶ (LoRA’s is 10⁻⁸).
                  The gradient of each factor is the gradient G of ΔW, seen through two factors of size 10⁻³.
                  On the first seed its entries began near 2 · 10⁻¹⁰. Far below the constant, Adam’s step is
                  its mean gradient times 10⁻²/10⁻⁶, its rate over its constant. That is gradient descent at
                  the rate η = 10⁴. With a constant far below 10⁻¹⁰, each entry would move by about 0.01 in
                  the first step, more than ten times its size, and there would be no such wait.
                </p>
                <p>
                  We followed the output matrix on that seed. The largest singular value of ΔW was 1.1 · 10⁻⁹
                  at step 3, 5.3 · 10⁻⁷ at step 12, 0.11 at step 18 and 1.1 at step 24. The second was still
                  at 2.2 · 10⁻⁹, 5.5 · 10⁻⁶ and 2.0 · 10⁻⁴ at the last three.
                </p>
                <p>
                  Does the formula of <LessonLink of="waiting" /> give these 18 steps? No. Near 0, −G takes
                  the place of the target. Its largest singular value was 0.066, so{" "}
                  <Formula tex="1/(\eta\,\sigma\,\varepsilon) = 1/(10^4 \cdot 0.066 \cdot 10^{-3})" /> is 1.5.
                  We held G fixed and added what the formula leaves out. Each row keeps the effects of the
                  rows above:
                </p>
                <table className="number-table">
                  <caption>Steps until the largest singular value of ΔW is 0.1 (first seed)</caption>
                  <tbody>
                    {WAITS.map(([what, steps]) => (
                      <tr key={what}>
                        <th scope="row">{what}</th>
                        <td>{steps}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p>
                  A random factor of width 8 holds √(8/512) = ⅛ of a given direction, so the start counts as
                  smaller. Adam’s mean lags behind a gradient that grows. What carries over is the order, not
                  the number of steps: the second singular value of G was 0.037, and its direction came later.
                  After 18 steps the gradients had outgrown the constant, and one direction was far ahead.
                  LoRA has no such phase: its A starts with r directions of ordinary size. Nobody has proved
                  what Adam selects after the wait.
                </p>
              </details>
            </>
          )}
        </Check>
      </After>
    );
  if (screen === 3)
    return (
      <After question="one">
        <Predict question="wide" />
        <After question="wide">
          <RunIt setup="wide" />
          <UpdateValues setup="wide" />
          <CheckBoth
            of={["one", "wide"]}
            prediction={{
              question: "wide",
              found: (one, wide) => {
                const [lora, deep] = ["lora", "deep"].map((id) => rankOf(wide, id) / rankOf(one, id));
                if (lora === undefined || deep === undefined || Number.isNaN(lora + deep)) return undefined;
                if (lora < GROWS) return deep < GROWS ? "none" : undefined;
                return deep < GROWS ? "lora" : "both";
              },
            }}
          >
            {(one, wide) => (
              <p>
                {rankText(wide)} With rank 8 they were {rankOf(one, "lora").toFixed(1)} and{" "}
                {rankOf(one, "deep").toFixed(1)}. {errorText(wide)} Hu et al. keep α as it is when they change
                r. So α = 8 here, and α/r fell from 1 to ¼, which makes LoRA’s steps smaller. On three seeds
                LoRA ended at 0.76, 0.77 and 0.89, and Deep LoRA at 0.71, 0.77 and 0.84. An exercise shows
                what another choice does.
              </p>
            )}
          </CheckBoth>
          <p>
            The paper’s numbers are for another encoder, BERT, on STS-B: pairs of sentences whose similarity
            people have rated. They are correlations between the model’s ratings and people’s. With 16
            samples, five seeds and rank 8, 16, 32 and 64 the correlation is .539, .524, .456 and .175 for its
            LoRA, and .635, .652, .660 and .667 for Deep LoRA with inner matrices of that width. With 20 seeds
            and 16, 64 and 256 samples, LoRA of rank 8 reaches .529, .735 and .814, and Deep LoRA with factors
            as wide as the layer itself .598, .751 and .828. Mind the differences: the paper compressed none
            of these from a first gradient, and its LoRA lacks the factor α/r of Hu et al., so that its steps
            grow with r.
          </p>
        </After>
      </After>
    );
  if (screen === 5)
    return (
      <>
        <Sketch shown={["lora", "deep"]} />
        <UpdateValues setup="one" />
        <UpdateValues setup="all" />
      </>
    );
  return (
    <After question="wide">
      <p>Change the task: the teacher now differs in all six matrices of the layer.</p>
      <Predict question="all" />
      <After question="all">
        <RunIt setup="all" />
        <UpdateValues setup="all" />
        <Check of="all" prediction={{ question: "all", found: closer }}>
          {(outcome) => (
            <p>
              {errorText(outcome)} Now there are twelve directions to find in six matrices. Deep LoRA moves
              few of them and leaves others near their start; LoRA moves all. On three seeds LoRA ended at
              0.44, 0.76 and 0.76, and Deep LoRA at 0.49, 0.85 and 0.82.
            </p>
          )}
        </Check>
        <p>
          Was it the matrices, or the 64 sentences? We trained both tasks with 64 sentences and 200 steps on
          five seeds. With one changed matrix Deep LoRA was closer on four, 0.52 against 0.55 on average; with
          six, LoRA was closer on all five, 0.65 against 0.70.
        </p>
        <p>
          So neither method is “better”. A bias towards few directions is a bet on the task, and nobody knows
          beforehand where a real task lies. In a pilot with reviews instead of a teacher (“Labels” on the
          page) both ended within noise of the classifier on top alone.
        </p>
      </After>
    </After>
  );
}
