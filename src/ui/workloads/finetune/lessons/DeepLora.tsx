/** Lesson: three factors for an update. */
import type { Outcome } from "../../../../store/state.ts";
import { Arriving } from "../../../lessons/parts/Arriving.tsx";
import { effectiveRank } from "../../../../store/kinds/finetune.ts";
import { matricesOf, updatesOf, usedDirections } from "../facts.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Sketch } from "../../../lessons/parts/Sketch.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { resultOf } from "../../../lessons/parts/outcome.ts";
import { Check } from "../../../lessons/parts/Check.tsx";
import { SeedPairs, type SeedPair } from "../../../lessons/parts/SeedPairs.tsx";
import { UpdateValues } from "./UpdateValues.tsx";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { Word } from "../../../lessons/terms/Term.tsx";
import { formatTick, type Axis } from "../../../charts/axes.ts";
import { curveOf, overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";

const PLANTED = "1.o";
/** An effective rank below this counts as few directions of eight. */
const FEW = 4;
/** A smaller difference could come from the seed: on three seeds, the differences had a range of this width. */
const SPREAD = 0.04;
/** Errors of LoRA and Deep LoRA that we recorded where the teacher differs in all matrices. */
const RECORDED: readonly SeedPair[] = [
  ["seed 0", 0.44, 0.49],
  ["seed 1", 0.76, 0.85],
  ["seed 2", 0.76, 0.82],
];

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

/** The wait on the first seed in steps. Each row adds an effect to the row above. */
const WAITS = [
  ["The formula", "1.5"],
  ["The rule w ← w + η σ w² in whole steps", "5"],
  ["Three random factors of width 8", "10"],
  ["Adam’s mean of gradients", "16"],
  ["Adam’s division by the root as well", "18"],
  ["The run, where G changes", "18"],
] as const;

function Ranks({ of: outcome }: { readonly of: Outcome }) {
  const ranks = ["lora", "deep"].map((id) => rankOf(outcome, id));
  if (!ranks.every(Number.isFinite)) return <Arriving of={outcome} />;
  return `The effective rank of the update in the output matrix is ${ranks.map((rank) => rank.toFixed(1)).join(" for LoRA and ")} for Deep LoRA.`;
}

function closer(outcome: Outcome): "lora" | "deep" | "same" {
  const [lora, deep] = [resultOf(outcome, "lora"), resultOf(outcome, "deep")];
  if (!(Math.abs(lora - deep) >= SPREAD)) return "same";
  return deep < lora ? "deep" : "lora";
}

/** The adapters whose updates keep to few directions in the output matrix. */
function fewDirections(outcome: Outcome): string | undefined {
  const [lora, deep] = [rankOf(outcome, "lora"), rankOf(outcome, "deep")];
  if (!Number.isFinite(lora) || !Number.isFinite(deep)) return undefined;
  const [isLora, isDeep] = [lora < FEW, deep < FEW];
  if (isLora && isDeep) return "both";
  if (isDeep) return "few";
  return isLora ? "lora" : "many";
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
          ), and an adapter. And as in <LessonLink of="compression" />, the first gradient can compress it
          (screen 3). Here the encoder is not linear and the optimizer is Adam, so those lessons prove
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
        <Check
          of="one"
          question="one"
          found={fewDirections}
          renderWhy={(outcome) => (
            <p>
              {strays(outcome)}{" "}
              <ShowMe figure="Updates" terms={["deep"]}>
                Show me what Deep LoRA moved
              </ShowMe>
              , and what it left at the start.
            </p>
          )}
        >
          {(outcome) => (
            <p>
              <Ranks of={outcome} /> (<Word of="effective">Effective rank</Word> weighs directions by size.)
            </p>
          )}
        </Check>
      </After>
    );
  if (screen === 3)
    return (
      <After question="one">
        <h3>Why few directions?</h3>
        <DirectionsRise />
        <p>
          Adam ignores the size of a gradient, unless it is tiny: Adam divides by the root of the mean square
          plus a constant, here 10⁻⁶. The gradient of each factor is the gradient G of ΔW, seen through two
          factors of size 10⁻³. On the first seed its entries began near 2 · 10⁻¹⁰. That is far below the
          constant, so Adam’s step is its mean gradient times 10⁻²/10⁻⁶. Adam is then gradient descent at the
          rate 10⁴.
        </p>
        <p>
          So this is the start of <LessonLink of="waiting" />, with −G in the place of the target. The
          direction with the largest singular value of G grows first, and the others wait. When the gradients
          have outgrown the constant, one direction is far ahead. LoRA has no such phase: its A starts with r
          directions of ordinary size. Nobody has proved what Adam selects after the wait.
        </p>
        <p>
          <strong>
            This is what compression uses. While the factors are small, the first gradient decides which
            directions ΔW takes. So a compressed Deep LoRA takes its directions from that one gradient, before
            training, as in <LessonLink of="compression" />.
          </strong>
        </p>
        <details>
          <summary>For the curious: does the formula of the wait give its length?</summary>
          <p>
            No. The largest singular value of G was 0.066, so{" "}
            <Formula tex="1/(\eta\,\sigma\,\varepsilon) = 1/(10^4 \cdot 0.066 \cdot 10^{-3})" /> is 1.5. We
            held G fixed and added what the formula leaves out. Each row keeps the effects of the rows above:
          </p>
          <RowsTable
            className="number-table"
            caption="Steps until the largest singular value of ΔW is 0.1 (first seed)"
            rows={WAITS}
          />
          <p>
            A random factor of width 8 holds √(8/512) = ⅛ of a given direction, so the start counts as
            smaller. Adam’s mean lags behind a gradient that grows. The order carries over, not the number of
            steps: the second singular value of G was 0.037, and its direction came later.
          </p>
        </details>
      </After>
    );
  if (screen === 4)
    return (
      <After question="one">
        <Predict question="wide">
          <RunIt setup="wide" />
          <Check
            of={["one", "wide"]}
            question="wide"
            found={(one, wide) => {
              const [lora, deep] = ["lora", "deep"].map((id) => rankOf(wide, id) / rankOf(one, id));
              if (lora === undefined || deep === undefined || Number.isNaN(lora + deep)) return undefined;
              if (lora < GROWS) return deep < GROWS ? "none" : undefined;
              return deep < GROWS ? "lora" : "both";
            }}
          >
            {(one, wide) => (
              <p>
                <Ranks of={wide} />
                {Number.isFinite(rankOf(one, "lora")) &&
                  ` With rank 8 they were ${rankOf(one, "lora").toFixed(1)} and ${rankOf(one, "deep").toFixed(1)}.`}
              </p>
            )}
          </Check>
          <p>
            The paper fine-tuned BERT on 16 rated pairs of sentences. The correlation with people’s ratings
            fell from .539 at rank 8 to .175 at rank 64 for its LoRA, and stayed between .635 and .667 for
            Deep LoRA. Mind the differences: the paper compressed none of these from a first gradient, and its
            LoRA lacks the factor α/r of Hu et al., so that its steps grow with r. An exercise shows what that
            does.
          </p>
        </Predict>
      </After>
    );
  if (screen === 6)
    return (
      <>
        <Sketch shown={["lora", "deep"]} />
        <UpdateValues setup="one" />
        <UpdateValues setup="all" />
      </>
    );
  return (
    <After question="wide">
      <h3>Is it closer to the teacher?</h3>
      <p>
        With one changed matrix, Deep LoRA ended closer on three seeds of three at rank 8, and on two at rank
        32. These differences are smaller than those between the seeds, so your one run cannot say which
        adapter is closer. Both learn at one rate, as in the paper, and nobody tuned it (
        <LessonLink of="rates" />
        ).
      </p>
      <p>Change the task: the teacher now differs in all six matrices of the layer.</p>
      <Predict question="all">
        <RunIt setup="all" />
        <Check
          of="all"
          question="all"
          found={closer}
          renderWhy={(outcome) => (
            <>
              <SeedPairs
                label="Error on 250 other sentences, on three seeds and in your run"
                ids={["lora", "deep"]}
                pairs={[...RECORDED, ["your run", resultOf(outcome, "lora"), resultOf(outcome, "deep")]]}
                format={(error) => error.toFixed(2)}
              />
              <p>
                Was it the matrices, or the 64 sentences? We trained both tasks with 64 sentences and 200
                steps on five seeds. With one changed matrix Deep LoRA was closer on four, with six LoRA on
                all five.
              </p>
            </>
          )}
        >
          {(outcome) => (
            <p>
              {errorText(outcome)} Now there are twelve directions to find in six matrices, and Deep LoRA
              leaves some of them near their start.
            </p>
          )}
        </Check>
        <p>
          So neither method is “better”. A bias towards few directions is a bet on the task, and nobody knows
          beforehand where a real task lies. In a pilot with reviews instead of a teacher (“Labels” on the
          page) both ended within noise of the classifier on top alone.
        </p>
      </Predict>
    </After>
  );
}

/** By step, from step 0. */
const FIRST = [
  1e-9, 1.02e-9, 1.05e-9, 1.13e-9, 1.27e-9, 1.54e-9, 2.06e-9, 3.16e-9, 5.68e-9, 1.23e-8, 3.28e-8, 1.13e-7,
  5.34e-7, 3.75e-6, 3.98e-5, 0.000507, 0.00493, 0.029, 0.11, 0.282, 0.538, 0.761, 0.882, 0.993, 1.12,
];
const SECOND = [
  1e-9, 1.01e-9, 1.02e-9, 1.04e-9, 1.06e-9, 1.09e-9, 1.14e-9, 1.21e-9, 1.29e-9, 1.41e-9, 1.57e-9, 1.81e-9,
  2.15e-9, 2.7e-9, 3.85e-9, 1.87e-8, 9.75e-8, 4.17e-7, 5.49e-6, 3.35e-5, 0.000101, 0.000182, 0.000217,
  0.000231, 0.000203,
];

const AXIS: Axis = { domain: [1e-10, 10], isLog: true, format: formatTick };

/** The two largest singular values of Deep LoRA's update in the output matrix over its first steps, as recorded on seed 0. */
function DirectionsRise() {
  const last = FIRST.length - 1;
  const curves = [
    { name: "σ₁", values: FIRST, width: 3 },
    { name: "σ₂", values: SECOND, width: 1.5 },
  ].map(({ name, values, width }) => ({
    ...curveOf(name, { colour: "var(--yaras)", width }, [...values.keys()], values),
    endName: name,
  }));
  const ends = `After ${last} steps σ₁ is ${FIRST[last]?.toPrecision(2)} and σ₂ ${SECOND[last]?.toPrecision(1)}.`;
  return (
    <figure className="lesson-figure" aria-label="The first two directions of the update">
      <Plot label={ends} chart={overSteps(curves, last, AXIS, "singular value of ΔW")} />
      <figcaption>
        σ₁ (thick) and σ₂ (thin) of Deep LoRA’s ΔW in the output matrix, recorded on seed 0: one direction
        leaves, and the second stays behind. {ends}
      </figcaption>
    </figure>
  );
}
