/** Lesson: a block inside a classifier. */
import { Arriving } from "../../../lessons/parts/Arriving.tsx";
import { formatCount, formatTimes, formatError, formatSetting } from "../../../../store/format.ts";
import type { Outcome } from "../../../../store/state.ts";
import type { BlockView } from "../../../../workloads/digits/probes.ts";
import { percent } from "../../../parts/workload-page.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Sketch } from "../../../lessons/parts/Sketch.tsx";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import {
  headlineCurve,
  leadFrom,
  modelIn,
  pointsApart,
  resultOf,
  winsOf,
} from "../../../lessons/parts/outcome.ts";
import { Check } from "../../../lessons/parts/Check.tsx";
import { SeedPairs } from "../../../lessons/parts/SeedPairs.tsx";
import { Word } from "../../../lessons/terms/Term.tsx";
import { useState } from "react";
import { formatTick, type Axis } from "../../../charts/axes.ts";
import { curveOf, overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { Slider } from "../../../lessons/parts/Slider.tsx";

/** A smaller difference in accuracy counts as a tie, and so does one that not every seed shows. */
const APART = 0.005;
const BLOCKS = ["dln", "cdln"];

/** The answer that names the networks that did not diverge. Undefined if no answer does. */
function survivors(outcome: Outcome): string | undefined {
  const [plain, dln, cdln] = ["plain", ...BLOCKS].map((id) => Number.isFinite(resultOf(outcome, id)));
  if (!plain || (dln && !cdln)) return undefined;
  if (dln) return "all";
  return cdln ? "cdln" : "plain";
}

function ahead(outcome: Outcome): string {
  const leads = BLOCKS.map((id) => ({
    lead: resultOf(outcome, id) - resultOf(outcome, "plain"),
    wins: winsOf(outcome, id, "plain"),
  }));
  if (leads.some(({ lead, wins: [wins, seeds] }) => lead >= APART && wins === seeds)) return "block";
  return leads.every(({ lead, wins: [wins] }) => lead <= -APART && wins === 0) ? "plain" : "same";
}

const flopsOf = (outcome: Outcome, id: string): number => modelIn(outcome, id)?.flopsPerStep ?? NaN;

/** A singular value has moved if it differs from the common initial value by more than this fraction. */
const MOVED = 0.1;

/** Says how many singular values of DLN's block rose and fell on the first seed. */
function Moved({ of: outcome }: { readonly of: Outcome }) {
  const block = outcome.data.latestAt(outcome.step, "dln", "block") as BlockView | undefined;
  if (!block) return <Arriving of={outcome} />;
  const { spectrum, floor } = block;
  const risen = spectrum.filter((value) => value > (1 + MOVED) * floor).length;
  const fallen = spectrum.filter((value) => value < (1 - MOVED) * floor).length;
  return `On the first seed of your run, ${formatCount(risen)} of the ${formatCount(spectrum.length)} singular values of DLN’s block rose by more than a tenth, and ${formatCount(fallen)} fell by more than a tenth.`;
}

export function Rates({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          So far, the network was only a product of matrices. Now such a product, a <Word of="block" />, sits
          inside a classifier of handwritten digits: a deep linear network (DLN) after the second of two
          hidden layers. (Each hidden layer is a matrix followed by max(0, ·), entry by entry.) C-DLN has a
          compressed block: its outer factors start from 20 directions on each side, the singular directions
          of the block’s first gradient and random ones to fill up. They learn, as Kwon et al. propose. Plain
          has no block.
        </p>
        <Formula
          display
          tex="h \mapsto \htmlData{blocks=sketch/dln/A₃}{A_3} \htmlData{blocks=sketch/dln/A₂}{A_2} \htmlData{blocks=sketch/dln/A₁}{A_1}\, h, \qquad A_l(0) \text{ orthogonal}"
        />
        <Sketch shown={["dln", "cdln"]} />
        <p>
          The block can do nothing that the matrix after it could not do alone. Each network here trains on
          4,000 digits and is tested on 2,000 others. Three <Word of="seeds">seeds</Word> train side by side.
        </p>
        <Predict question="shared" />
      </>
    );
  if (screen === 2)
    return (
      <After question="shared">
        <p>The run takes about 20 seconds on two busy processor cores, and less on idle ones.</p>
        <RunIt setup="shared" />
        <Check
          of="shared"
          question="shared"
          found={ahead}
          renderWhy={(outcome) => (
            <>
              <Seeds outcome={outcome} />
              <p>
                So the block helps here. Why? Its factors start orthogonal, at size 1, so their gradients are
                not small. (In <LessonLink of="waiting" /> they were small: that network started at 0.02.)
                Each factor takes its own gradient step, and the steps add up. So the product moves faster
                than one matrix at the same rate.
              </p>
            </>
          )}
        >
          {(outcome) => <Accuracies outcome={outcome} />}
        </Check>
      </After>
    );
  if (screen === 3)
    return (
      <After question="shared">
        <p>Would the block help at any rate? A product of numbers tells more.</p>
        <RateToy />
        <p>
          Move η. Here each weight starts at 1 and the target is 2. The product of four weights learns faster
          while η is small, but it diverges where the single weight is at its best.
        </p>
        <Predict question="own" />
      </After>
    );
  if (screen === 5)
    return (
      <After question="own">
        <Predict question="fast">
          <RunIt setup="fast" />
          <Check of="fast" question="fast" found={survivors}>
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
          </Check>
        </Predict>
      </After>
    );
  if (screen === 6)
    return (
      <>
        <MetricCurves setup="shared" />
        <MetricCurves setup="own" />
      </>
    );
  return (
    <After question="own">
      <p>
        Each rate was chosen beforehand on other runs: 0.8 for Plain, 0.2 for both networks with a block.
        Unlike in the first run, all rates fall to 0 by the last step, so that the last steps do not make the
        result jump.
      </p>
      <RunIt setup="own" />
      <Check
        of="own"
        question="own"
        found={ahead}
        renderWhy={(outcome) => (
          <>
            <Seeds outcome={outcome} />
            <p>
              The ranking depends on the compared rates and on the number of steps. An exercise trains longer.{" "}
              <ShowMe
                figure="Curves"
                step={leadFrom(
                  headlineCurve(outcome, "plain"),
                  BLOCKS.map((id) => headlineCurve(outcome, id)),
                )}
                terms={["plain"]}
              >
                Show me where Plain takes the lead
              </ShowMe>
            </p>
            <p>
              Which directions did the block use? The loss is the cross-entropy. For each digit the errors of
              the ten classes (probability minus 1 or 0) add up to 0, so the block’s gradient has rank nine at
              most. By <LessonLink of="subspace" /> each of nine pushes raises one singular value and lowers
              one. (That lesson proves nothing here, where the other layers learn too.) <Moved of={outcome} />{" "}
              On three seeds ten fell.
            </p>
            <p>
              <ShowMe figure="The block" terms={["dln"]}>
                Show me the block’s singular values
              </ShowMe>
              : the chart draws the 30 largest, so the fallen ones are not in it.
            </p>
            <p>
              C-DLN differs from <LessonLink of="compression" />, where the small network copies the large
              one. It has a start of its own: a product of singular vectors that are paired as in the
              gradient. Each pair already belongs together, so nothing has to turn, and its value grows.
            </p>
            <p>
              Why 20 pairs? Only nine come from the gradient. The other eleven are random, and they did
              little: on five seeds at rate 0.1, C-DLN reached 91.2 % with 20 as with nine, and 88.2 % with
              five.
            </p>
          </>
        )}
      >
        {(outcome) => <Accuracies outcome={outcome} />}
      </Check>
      <p>
        The paper’s numbers: on FashionMNIST, another data set, .894 for the plain network, .902 with the
        block and .901 with the compressed block. In this order they took 153, 260 and 114 seconds.
      </p>
      <Check of="own">
        {(outcome) => (
          <p>
            In your run with separate rates C-DLN ended{" "}
            {pointsApart(resultOf(outcome, "cdln"), resultOf(outcome, "dln"))} DLN, and a step of it costs{" "}
            {formatTimes(flopsOf(outcome, "cdln") / flopsOf(outcome, "dln"))} times the operations. In the
            paper it was {pointsApart(0.901, 0.902)}.
          </p>
        )}
      </Check>
    </After>
  );
}

function Accuracies({ outcome }: { readonly outcome: Outcome }) {
  const times = (id: string): string => (flopsOf(outcome, id) / flopsOf(outcome, "plain")).toFixed(1);
  return (
    <p>
      <Word of="accuracy">Test accuracy</Word> on average: Plain {percent(resultOf(outcome, "plain"))}, DLN{" "}
      {percent(resultOf(outcome, "dln"))}, C-DLN {percent(resultOf(outcome, "cdln"))}. A step of DLN costs{" "}
      {times("dln")} times the operations of Plain, and a step of C-DLN {times("cdln")} times.
    </p>
  );
}

function Seeds({ outcome }: { readonly outcome: Outcome }) {
  const [plain, dln] = ["plain", "dln"].map((id) => modelIn(outcome, id)?.progressBySeed ?? []);
  return (
    <SeedPairs
      label="Test accuracy on each seed"
      ids={["plain", "dln"]}
      pairs={(plain ?? []).map(({ headline }, i) => [`seed ${i + 1}`, headline, dln?.[i]?.headline ?? NaN])}
      format={percent}
    />
  );
}

const STEPS = 40;
const AXIS: Axis = { domain: [1e-6, 10], isLog: true, format: formatTick };
const ROWS = [
  { depth: 1, name: "one weight", colour: "var(--shallow)" },
  { depth: 4, name: "a product of four", colour: "var(--original)" },
];

/** A single weight and a product of four weights, at one learning rate that the student sets. */
function RateToy() {
  const [exponent, setExponent] = useState(-1.3);
  const eta = Number((10 ** exponent).toPrecision(2));
  const lines = ROWS.map((row) => ({ ...row, losses: toyLosses(row.depth, eta, STEPS) }));
  const told = lines
    .map(({ name, losses }) =>
      losses.length <= STEPS ? `${name}: diverges` : `${name}: ${formatError(losses.at(-1))}`,
    )
    .join("; ");
  return (
    <figure className="lesson-figure" aria-label="One weight against a product">
      <Plot
        label={`Loss after ${STEPS} steps. ${told}.`}
        chart={overSteps(
          lines.map(({ name, colour, losses }) =>
            curveOf(
              name,
              { colour, width: 2 },
              [...losses.keys()],
              losses.map((loss) => Math.max(loss, AXIS.domain[0])),
            ),
          ),
          STEPS,
          AXIS,
          "loss",
        )}
      />
      <Slider
        label={`η = ${formatSetting(eta)}`}
        min={-2}
        max={0}
        step={0.05}
        value={exponent}
        valueText={formatSetting(eta)}
        onChange={setExponent}
      />
      <figcaption role="status">
        Loss over {STEPS} steps, on a log axis.{" "}
        {lines.map(({ name, colour }) => (
          <span key={name} className="key">
            <span className="swatch" style={{ background: colour }} /> {name}{" "}
          </span>
        ))}
        At η = {formatSetting(eta)}, {told}.
      </figcaption>
    </figure>
  );
}

/**
 * Models with one number per layer learn the number 2, starting from 1: a single weight, and a product of four
 * weights. The loss is (product − 2)²/2, and each weight takes its own gradient steps.
 */
const TARGET = 2;

/** The loss at steps 0 … `steps`. The list ends early if the weights diverge. */
export function toyLosses(depth: number, eta: number, steps: number): number[] {
  const losses: number[] = [];
  let w = 1;
  for (let step = 0; step <= steps; step++) {
    const error = w ** depth - TARGET;
    if (Math.abs(error) > 1e6) break;
    losses.push(error ** 2 / 2);
    // All weights start equal, so they stay equal.
    w -= eta * error * w ** (depth - 1);
  }
  return losses;
}
