/** Lesson: what does memory cost? */
import { Arriving } from "../../../lessons/parts/Arriving.tsx";
import { formatBytes, formatCount } from "../../../../store/format.ts";
import type { Outcome } from "../../../../store/state.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Found, Check } from "../../../lessons/parts/Check.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { resultOf } from "../../../lessons/parts/outcome.ts";
import { updatesOf, usedDirections, type LabFacts } from "../facts.ts";
import { usePrediction } from "../../../lessons/parts/lesson-context.ts";
import { SeedPairs } from "../../../lessons/parts/SeedPairs.tsx";
import { Word } from "../../../lessons/terms/Term.tsx";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { Fragment, useState } from "react";
import { Slider } from "../../../lessons/parts/Slider.tsx";
import { Select } from "../../../parts/Select.tsx";

const MATRIX = "1.o";
const SIZE = { m: 512, n: 512 };
const RANK = 8;
/** The step at which the second projector replaces the first. */
const RENEWED = 5;

const optimizerBytesOf = ({ run, models }: Outcome, id: string): number =>
  (run as unknown as LabFacts).memory[models.findIndex((model) => model.id === id)]?.optimizer ?? NaN;

const directionsOf = (outcome: Outcome): number =>
  usedDirections(updatesOf(outcome, "galore")).get(MATRIX) ?? NaN;

function lessBytes(): string {
  const [lora, galore] = [loraState(SIZE, RANK), galoreState(SIZE, RANK)];
  return lora === galore ? "same" : lora < galore ? "lora" : "galore";
}

export function Memory({ screen }: { readonly screen: number }) {
  const [answered] = usePrediction("bytes");
  if (screen === 1)
    return (
      <>
        <p>
          Adam’s <Word of="optimizer" /> is two numbers for every weight: a mean of its gradients and a mean
          of their squares. For a large model they need twice the memory of the weights themselves. LoRA
          trains few weights, so it keeps few numbers. GaLore (Zhao et al., 2024) trains every weight and
          keeps few numbers as well. It projects the gradient G of a matrix of m × n, with m ≤ n, to r
          directions. It keeps Adam’s two numbers only there, and takes Adam’s step back through P. The last
          line is Adam on all weights:
        </p>
        <Formula
          display
          tex="\begin{gathered} G \;\approx\; P\,(P^\top G) \\ P : m \times r, \quad P^\top G : r \times n \\ \htmlData{term=galore}{W \leftarrow W - \eta\, P \cdot \mathrm{Adam}(P^\top G)} \\ \htmlData{term=full}{W \leftarrow W - \eta\, \mathrm{Adam}(G)} \end{gathered}"
        />
        <p>
          The <Word of="projector" /> P holds the first r left singular vectors of one gradient, as{" "}
          <Formula tex="P_{\hat r}" /> did in <LessonLink of="compression" />. It is renewed every T steps.
          Adam’s two moments stay as they are then, although they belong to the directions of the old P.
        </p>
        <Predict question="bytes" />
        <Bytes withCounts={answered !== undefined} />
        <After question="bytes">
          <Found verdict={{ question: "bytes", found: lessBytes() }}>
            <p>
              LoRA keeps two numbers for each weight of both factors, 2r(m + n). GaLore keeps them for only r
              × n numbers, and it keeps the projector: mr + 2nr. But GaLore must form the whole gradient and
              changes all weights. LoRA leaves them alone.
            </p>
          </Found>
          <p>
            The paper reports up to 65.5 % less optimizer memory, and up to 82.5 % less with 8 bits. For
            LLaMA-7B with rank 1,024, mr + 2nr gives us 65.1 %, and 82.6 % if the projectors have 8 bits too.
            The paper also reports 63.3 % less memory in all. There GaLore alone updates each layer as soon as
            it has its gradient, so that only one gradient is in memory. Without that on either side we count
            39.8 %.
          </p>
        </After>
      </>
    );
  if (screen === 2)
    return (
      <After question="bytes">
        <p>
          The task is the teacher of the last two lessons: 16 sentences, a change of rank 2 in one matrix.
          Full fine-tuning and GaLore of rank 4 take 20 steps at the rate 0.001, LoRA of rank 4 at 0.01.
        </p>
        <Predict question="directions">
          <p>The run takes about a minute on two busy processor cores, and less on idle ones.</p>
          <RunIt setup="one" />
          <Check
            of="one"
            question="directions"
            found={(outcome) => {
              const count = directionsOf(outcome);
              if (Number.isNaN(count)) return undefined;
              return count === 4 ? "four" : "many";
            }}
            renderWhy={() => (
              <p>
                (For an update of all weights the page computes the 16 largest only.) All 20 steps go through
                the same P, so the update keeps to its four directions.{" "}
                <ShowMe figure="Updates" terms={["galore"]}>
                  Show me all six matrices
                </ShowMe>
              </p>
            )}
          >
            {(outcome) => (
              <p>
                {Number.isNaN(directionsOf(outcome)) ? (
                  <Arriving of={outcome} />
                ) : (
                  `GaLore’s update of the output matrix has ${directionsOf(outcome)} singular values above 1 % of its largest in all six matrices.`
                )}{" "}
                Every weight changes, but only in a few patterns.
              </p>
            )}
          </Check>
        </Predict>
      </After>
    );
  if (screen === 3)
    return (
      <After question="directions">
        <Predict question="renew">
          <RunIt setup="four" />
          <Check
            of={["one", "four"]}
            question="renew"
            found={(_one, four) => {
              const count = directionsOf(four);
              if (Number.isNaN(count)) return undefined;
              return count > 4 ? "more" : "four";
            }}
          >
            {(one, four) => (
              <p>
                A new projector brings new directions: four projectors of four make 16 at most.{" "}
                {Number.isNaN(directionsOf(four)) ? (
                  <Arriving of={four} />
                ) : (
                  `In your run ${directionsOf(four)} singular values are above 1 % of the largest in all six matrices${Number.isNaN(directionsOf(one)) ? "" : `, instead of ${directionsOf(one)}`}.`
                )}{" "}
                The errors are {resultOf(four, "galore").toFixed(2)} and {resultOf(one, "galore").toFixed(2)}{" "}
                of the squared distance at the start.{" "}
                <ShowMe figure="Curves" step={RENEWED} terms={["galore"]}>
                  Show me the step of the second projector
                </ShowMe>
              </p>
            )}
          </Check>
        </Predict>
      </After>
    );
  if (screen === 5) return <Bytes withCounts />;
  return (
    <After question="directions">
      <p>What did the memory buy?</p>
      <RunIt setup="one" />
      <Check of="one">
        {(outcome) => (
          <>
            <RowsTable
              className="number-table"
              caption="Your run, after 20 steps (1 MB is 2²⁰ bytes, 1 kB is 2¹⁰)"
              heads={["Method", "Optimizer", "Error"]}
              rows={outcome.models.map(({ id, label }) => ({
                name: label,
                term: id,
                cells: [formatBytes(optimizerBytesOf(outcome, id)), resultOf(outcome, id).toFixed(2)],
              }))}
            />
            <p>
              1 is the encoder without any training.{" "}
              {resultOf(outcome, "full") > 1 &&
                "At this rate full fine-tuning ended farther from the teacher than it began. Was it the method, or the rate? An exercise asks. "}
            </p>
          </>
        )}
      </Check>
      <SeedPairs
        label="Errors that we recorded"
        ids={["galore", "lora"]}
        pairs={[
          ["seed 0", 0.85, 0.81],
          ["seed 1", 0.93, 0.83],
          ["seed 2", 1.02, 1.0],
        ]}
        format={(error) => error.toFixed(2)}
      />
      <p>
        One caveat: the paper trains large models on many tokens, and its point is to lose nothing against
        full training. Here we have 16 sentences, and dropping directions also drops noise. The two
        experiments answer different questions.
      </p>
    </After>
  );
}

const SIZES: Readonly<Record<string, MatrixSize>> = {
  "the encoder’s output matrix, 512 × 512": { m: 512, n: 512 },
  "a layer of LLaMA-7B, 4,096 × 11,008": { m: 4096, n: 11008 },
};
const RANKS = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** Shows how many numbers an optimizer keeps for one matrix, at a chosen rank. */
function Bytes({ withCounts }: { readonly withCounts: boolean }) {
  const names = Object.keys(SIZES);
  const [name, choose] = useState(names[0] ?? "");
  const [place, setPlace] = useState(RANKS.indexOf(8));
  const size = SIZES[name] ?? { m: 1, n: 1 };
  const ranks = RANKS.filter((r) => r <= Math.min(size.m, size.n) / 2);
  const r = ranks[Math.min(place, ranks.length - 1)] ?? 2;
  const most = adamState(size);
  const rows = [
    { id: "full", label: "All weights with Adam", colour: "var(--narrow)", count: most },
    { id: "lora", label: "LoRA with Adam", colour: "var(--original)", count: loraState(size, r) },
    { id: "galore", label: "GaLore", colour: "var(--galore)", count: galoreState(size, r) },
  ];
  return (
    <figure className="lesson-figure" aria-label="Numbers that the optimizer remembers">
      <label>
        Matrix: <Select options={names.map((id) => ({ id, name: id }))} chosen={name} onChoose={choose} />
      </label>
      <Slider
        label={`Rank r = ${formatCount(r)}`}
        min={0}
        max={ranks.length - 1}
        value={Math.min(place, ranks.length - 1)}
        valueText={formatCount(r)}
        onChange={setPlace}
      />
      <RowsTable
        className="bar-table"
        rows={rows.slice(0, withCounts ? 3 : 1).map(({ id: term, label, colour, count }) => ({
          name: label,
          term,
          cells: [
            <Fragment key={term}>
              <span className="bar" style={{ width: `${(100 * count) / most}%`, background: colour }} />
              {formatCount(count)}
            </Fragment>,
          ],
        }))}
      />
      <figcaption role="status">
        Numbers that the optimizer keeps from one step to the next for this matrix.
      </figcaption>
    </figure>
  );
}

/** How many numbers an optimizer keeps between two steps for a matrix of m × n weights. */
interface MatrixSize {
  readonly m: number;
  readonly n: number;
}

/** Adam: two moments for each weight. */
export const adamState = ({ m, n }: MatrixSize): number => 2 * m * n;

/** LoRA: two moments for each of the r(m + n) weights of its factors. */
export const loraState = ({ m, n }: MatrixSize, r: number): number => 2 * r * (m + n);

/** GaLore: a projector of the shorter side, and two moments of the projected gradient. */
export const galoreState = ({ m, n }: MatrixSize, r: number): number =>
  Math.min(m, n) * r + 2 * Math.max(m, n) * r;
