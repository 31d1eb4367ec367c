/** Lesson: what does depth buy? */
import { formatError } from "../../../../store/format.ts";
import { MF_CODEC } from "../../../../workloads/mf/config/link.ts";
import type { Outcome } from "../../../../store/kinds/matrix-state.ts";
import type { Milestone } from "../../../../training/progress.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, LEARNED, recoveryOf, stepsTo, trainOf, whenTo } from "./read.ts";
import { LessonDiagram } from "./figures/LessonDiagram.tsx";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { useState, useMemo } from "react";
import { useLesson, useOutcomes } from "../../../lessons/parts/lesson-context.ts";
import { Slider } from "../../../lessons/parts/Slider.tsx";
import { formatTick, type Axis } from "../../../charts/axes.ts";
import { curveOf, overSteps } from "../../../charts/chart.ts";
import { Plot } from "../../../charts/Plot.tsx";
import { race } from "./figures/scalar.ts";

const SHOWN = ["original", "shallow"] as const;
const STARTS = ["few", "start5", "start6", "start9", "start12"];

export function Depth({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          In <LessonLink of="waiting" /> the network saw every entry of a 32 × 32 matrix. Now the matrix has
          rank 4, is 96 × 96, and only one entry in five is seen (<Term of="p" /> = 0.2). Two networks learn
          it: the original of depth 3 from <Term of="epsilon" /> = 0.02, and a <Word of="shallow" /> of depth
          2 with a start scale <Term of="epsilonS" /> of its own. For a fair start, their products begin
          equally small:
        </p>
        <Formula
          display
          tex="\htmlData{term=shallow}{\varepsilon_s^{\,2}} = \htmlData{term=original}{\varepsilon^{3}}"
        />
        <LessonDiagram shown={SHOWN} />
        <p>
          Both have far more weights than there are seen entries, so both can fit them all. The question is
          what they make of the rest.
        </p>
        <Predict question="few" />
      </>
    );
  if (screen === 2)
    return (
      <After question="few">
        <p>
          On the chart, thin lines are <Word of="train">train errors</Word> and thick lines{" "}
          <Word of="recovery">recovery errors</Word>.
        </p>
        <RunIt setup="few" />
        <Check
          of="few"
          question="few"
          found={(outcome) => {
            const deep = recoveryOf(outcome, "original") < LEARNED;
            const shallow = recoveryOf(outcome, "shallow") < LEARNED;
            if (deep) return shallow ? "same" : "deep";
            return shallow ? "shallow" : "neither";
          }}
          renderWhy={() => (
            <p>
              <ShowMe figure="Singular values" terms={["shallow"]}>
                Show me the singular values
              </ShowMe>
              : beyond the fourth value, depth 2 has learned many small ones.
            </p>
          )}
        >
          {(outcome) => (
            <p>
              Depth 3 ended at train error {formatError(trainOf(outcome, "original"))} and recovery error{" "}
              {formatError(recoveryOf(outcome, "original"))}. Depth 2 ended at{" "}
              {formatError(trainOf(outcome, "shallow"))} and {formatError(recoveryOf(outcome, "shallow"))}.
            </p>
          )}
        </Check>
      </After>
    );
  if (screen === 3)
    return (
      <After question="few">
        <h3>Why do the false values not catch up?</h3>
        <p>
          The target has four singular values. But the networks learn from a matrix with holes, and the holes
          give its gradient many more (<LessonLink of="compression" />
          ). By the rule of <LessonLink of="waiting" />, a singular value s = w<sup>L</sup> of the product
          grows in proportion to s<sup>2−2/L</sup>: to s at depth 2, and to s<sup>4/3</sup> at depth 3. So at
          depth 3 the value that leads gains on the others. And the residual drives the false values, while
          the true ones use it up:
        </p>
        <FalseValues />
        <p>
          At depth 2 the false value ends at the square root of its start. At depth 3 it hardly leaves its
          start. (This is an analogy: the rule holds for layers that are aligned with the target, and with
          hidden entries they are not.)
        </p>
        <p>Was that depth, or was it the start? Depth 2 may start as small as it likes.</p>
        <Predict question="start" />
      </After>
    );
  if (screen === 4)
    return (
      <After question="start">
        <p>
          Choose an initial scale for depth 2 and run it. Depth 3 keeps <Term of="epsilon" /> = 0.02. Run at
          least the smallest one.
        </p>
        <StartSlider />
        <Check
          of="start12"
          question="start"
          found={(outcome) => (recoveryOf(outcome, "shallow") < LEARNED ? "equal" : "better")}
          renderWhy={() => (
            <p>
              The rule says why. At depth 2, each step multiplies a small singular value that σ drives by
              about 1 + 2ησ. While that value grows from ε<sub>s</sub>² to 1, another one, driven by a smaller
              σ′, reaches only about <Formula tex="\varepsilon_s^{\,2(1-\sigma'/\sigma)}" />, and this goes to
              0 with ε<sub>s</sub>. So a far smaller start leads depth 2 to low rank too. Depth 3 gets there
              from ε = 0.02 instead of a trillionth.
            </p>
          )}
        >
          {(outcome) => (
            <p>
              From ε<sub>s</sub> = 1e-12 depth 2 ended at {formatError(recoveryOf(outcome, "shallow"))}, depth
              3 at {formatError(recoveryOf(outcome, "original"))}. On three seeds depth 2 ended between 1.9e-4
              and 5.8e-4.
            </p>
          )}
        </Check>
      </After>
    );
  if (screen === 5)
    return (
      <After question="start">
        <p>
          One experiment is not a law. Show half of the entries of an easier matrix (64 × 64, rank 2), then
          every entry of it, again from ε = 0.02. The goal is a recovery error of 1e-2 on the first and of
          1e-3 on the second.
        </p>
        <Predict question="easy">
          <RunIt setup="easy" />
          <MetricCurves setup="easy" />
          <RunIt setup="all" />
          <MetricCurves setup="all" />
          <Check
            of={["easy", "all"]}
            question="easy"
            found={(easy, all) => {
              const [first, second] = [isDeepFirst(easy, "1e-2"), isDeepFirst(all, "1e-3")];
              if (first === second) return first ? "deep" : "shallow";
              return first ? "split" : undefined;
            }}
            renderWhy={(easy, all) => (
              <>
                <p>
                  With half of the entries depth 2 ends at {formatError(recoveryOf(easy, "shallow"))} and
                  depth 3 at {formatError(recoveryOf(easy, "original"))}. With every entry they end at{" "}
                  {formatError(recoveryOf(all, "shallow"))} and {formatError(recoveryOf(all, "original"))}:
                  the remainders of their starts, which were equally small products (
                  <LessonLink of="compression" />
                  ). Where nothing is missing, depth 3 adds a wait and no accuracy.
                </p>
                <p>
                  <ShowMe figure="Error" step={stepsTo(all, "shallow", "1e-3")} terms={["shallow"]}>
                    Show me where depth 2 is done
                  </ShowMe>{" "}
                  and depth 3 still waits.
                </p>
              </>
            )}
          >
            {(easy, all) => (
              <p>
                With half of the entries depth 2 reached 1e-2 at {whenTo(easy, "shallow", "1e-2")} and depth 3
                at {whenTo(easy, "original", "1e-2")}. With every entry depth 2 reached 1e-3 at{" "}
                {whenTo(all, "shallow", "1e-3")} and depth 3 at {whenTo(all, "original", "1e-3")}.
              </p>
            )}
          </Check>
        </Predict>
      </After>
    );
  return (
    <>
      <MetricCurves setup="few" />
      <MetricCurves setup="start12" />
    </>
  );
}

/** Whether depth 3 reached the milestone before depth 2. */
const isDeepFirst = (outcome: Outcome, milestone: Milestone): boolean =>
  (stepsTo(outcome, "original", milestone) ?? Infinity) <
  (stepsTo(outcome, "shallow", milestone) ?? Infinity);

const EPSILON = (
  <>
    ε<sub>s</sub>
  </>
);

/** Runs of depth 2 from smaller and smaller starts, with all results. */
function StartSlider() {
  const [place, setPlace] = useState(STARTS.length - 1);
  const all = useLesson().setups;
  const epsilonOf = (setup: string): string => {
    const { shallowEpsilon } = MF_CODEC.repair(all[setup]?.fields ?? {}).config;
    return formatError(shallowEpsilon);
  };
  const chosen = STARTS[place] ?? "";
  const outcomeOf = useOutcomes();
  return (
    <div className="stack tight">
      <Slider
        label={
          <>
            Initial scale of depth 2: {EPSILON} = {epsilonOf(chosen)}
          </>
        }
        min={0}
        max={STARTS.length - 1}
        value={place}
        valueText={epsilonOf(chosen)}
        onChange={setPlace}
      />
      <RunIt key={chosen} setup={chosen} />
      <div className="scroller" role="region" aria-label="Your runs" tabIndex={0}>
        <RowsTable
          className="number-table"
          caption="Recovery errors of your runs"
          heads={[EPSILON, "depth 2", "1e-2 at", "depth 3"]}
          rows={STARTS.map((setup) => {
            const outcome = outcomeOf(setup) as unknown as Outcome | undefined;
            const cells = outcome && [
              formatError(recoveryOf(outcome, "shallow")),
              whenTo(outcome, "shallow", "1e-2"),
              formatError(recoveryOf(outcome, "original")),
            ];
            return { name: epsilonOf(setup), cells: cells ?? ["–", "–", "–"] };
          })}
        />
      </div>
    </div>
  );
}

/** The false value's drive over the true one's. */
const PART = 0.5;
const ETA = 1 / 6;
const AXIS: Axis = { domain: [1e-12, 2], isLog: true, format: formatTick };

/** A true and a false singular value race from the same start, at any depth. */
function FalseValues() {
  const [depth, setDepth] = useState(2);
  const [exponent, setExponent] = useState(-5);
  const start = 10 ** exponent;
  const { steps, truth, falsehood, residual } = useMemo(() => race(depth, start, PART, ETA), [depth, start]);
  const curves = [
    { name: "true", ys: truth, look: { colour: "var(--original)", width: 3 } },
    { name: "false", ys: falsehood, look: { colour: "var(--danger)", width: 3 } },
    { name: "residual", ys: residual, look: { colour: "var(--muted)", width: 1.5, dash: "4 3" } },
  ];
  const end = formatError(falsehood.at(-1));
  return (
    <figure className="lesson-figure" aria-label="A true and a false singular value">
      <Plot
        label={`At depth ${depth} the false value ends at ${end}.`}
        chart={overSteps(
          curves.map(({ name, ys, look }) => ({ ...curveOf(name, look, steps, ys), endName: name })),
          Math.ceil(steps.at(-1) ?? 1),
          AXIS,
          "singular value",
        )}
      />
      <Slider label={`Depth L = ${depth}`} term="depth" min={2} max={6} value={depth} onChange={setDepth} />
      <Slider
        label={
          <>
            Start of both, ε<sup>L</sup> = {formatError(start)} (ε = {formatError(start ** (1 / depth))})
          </>
        }
        term="epsilon"
        min={-11}
        max={-2}
        value={exponent}
        valueText={formatError(start)}
        onChange={setExponent}
      />
      <figcaption role="status">
        Both values grow as s<sup>2−2/L</sup>, and the residual drives the false one half as hard. When the
        true one is learned, the residual is gone, and the false one stays at {end}.
      </figcaption>
    </figure>
  );
}
