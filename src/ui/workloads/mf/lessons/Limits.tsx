/** Lesson: four edges. */
import { formatCount, formatDb, formatError } from "../../../../store/format.ts";
import { oscillates } from "../../../../store/run/headline.ts";
import { psnrOf } from "../../../../store/run/psnr.ts";
import { LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, LEARNED, networkIn, recoveryOf, trainOf } from "./read.ts";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { columnErrors } from "../../../../store/insight/column-errors.ts";
import { usePage } from "../../../parts/context.ts";
import { ModelKeys } from "../../../lessons/parts/MetricCurves.tsx";
import { useMatrix, useMatrixViews } from "../context.ts";
import { TrainFirst } from "./figures/TrainFirst.tsx";

/** The error on hidden pixels has moved if it differs from 1, the mean's error, by more than this. */
const MOVED = 0.05;

export function Limits({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <h3>One entry in ten</h3>
        <p>
          An m × n matrix of rank <Term of="r" /> has fewer free numbers than entries. Each seen entry is an
          equation for them. For <Formula tex="m = n = 64" />, rank 2 and one entry in ten:
        </p>
        <Formula
          display
          tex="\underbrace{\htmlData{term=rank}{r}\,(m + n - \htmlData{term=rank}{r})}_{\text{252 unknowns}} \qquad \underbrace{\lfloor \htmlData{term=observed}{p}\, m n \rfloor}_{\text{409 equations}}"
        />
        <p>
          The compressed network has <Term of="rHat" /> = 4 and γ = 3. Both networks start from ε = 0.02.
        </p>
        <Predict question="few">
          <RunIt setup="few" />
          <ColumnErrors />
          <Check
            of="few"
            question="few"
            found={(outcome) => {
              if (recoveryOf(outcome, "original") < LEARNED) return "yes";
              return trainOf(outcome, "original") < LEARNED ? "no" : "neither";
            }}
            renderWhy={() => (
              <>
                <p>
                  The equations outnumber the unknowns, but they are spread unevenly. Once the other columns
                  are known, a column of a rank-2 matrix is two unknown numbers. Where fewer than two of its
                  entries are seen, nothing determines them. On some seeds there is no such column, and the
                  original fails in columns with enough entries, too.
                </p>
                <p>
                  The compressed network fails in most columns, for another reason. The first gradient hardly
                  shows the target’s second direction, and U and V turn towards whatever fits the seen
                  entries.
                </p>
                <p>
                  <ShowMe figure="Error" terms={["original"]}>
                    Show me both errors of the original
                  </ShowMe>
                </p>
              </>
            )}
          >
            {(outcome) => (
              <p>
                The original ended at <Word of="train">train error</Word>{" "}
                {formatError(trainOf(outcome, "original"))} and <Word of="recovery">recovery error</Word>{" "}
                {formatError(recoveryOf(outcome, "original"))}. The recovery error of the compressed network
                is {formatError(recoveryOf(outcome, "yaras"))}.
              </p>
            )}
          </Check>
        </Predict>
      </>
    );
  if (screen === 2)
    return (
      <>
        <h3>A small r̂</h3>
        <p>
          Rank 4 and half of the entries, but <Term of="rHat" /> = 2; again d = 64, γ = 3 and ε = 0.02. The
          compressed network comes from the first gradient’s two leading directions on each side, four in all.
        </p>
        <Predict question="small">
          <RunIt setup="small" />
          <Check
            of="small"
            question="small"
            found={(outcome) => {
              if (recoveryOf(outcome, "yaras") < LEARNED) return "follow";
              return recoveryOf(outcome, "original") < LEARNED ? "stall" : "both";
            }}
            renderWhy={() => (
              <p>
                Only half of U comes from the gradient’s left directions. The other half, O times right
                directions, is random relative to the target’s u. The same holds for V. They would have to
                turn far.
              </p>
            )}
          >
            {(outcome) => (
              <p>
                The original ended at {formatError(recoveryOf(outcome, "original"))}. The compressed network
                ended at {formatError(recoveryOf(outcome, "yaras"))}.
              </p>
            )}
          </Check>
        </Predict>
      </>
    );
  if (screen === 3)
    return (
      <>
        <h3>A large rate</h3>
        <p>
          <Term of="etaHat" /> is the rate as a share of the original’s largest stable rate,{" "}
          <Formula tex="2/\lambda" />. The rank is 2 again, <Formula tex="\hat r" /> is 4, and half of the
          entries are seen. With γ = 3 the compressed network has a larger <Formula tex="\lambda" /> (
          <LessonLink of="completion" />
          ):
        </p>
        <Formula
          display
          tex="\begin{gathered} \htmlData{term=original}{\lambda_{\text{original}} = L = 3} \\ \htmlData{term=yaras}{\lambda_{\text{compressed}} = 2\gamma/w_o^2 + L/w_i^2 = 8} \end{gathered}"
        />
        <p>So the same η is 2.7 times as large a share of its own limit.</p>
        <Predict question="fast">
          <RunIt setup="fast" />
          <Check
            of="fast"
            question="fast"
            found={(outcome) => {
              const [original, compressed] = [networkIn(outcome, "original"), networkIn(outcome, "yaras")];
              if (!original || !compressed) return undefined;
              const swings = [original, compressed].map(oscillates);
              if (compressed.progress?.diverged) {
                if (original.progress?.diverged) return "explode";
                return swings[0] ? "part" : undefined;
              }
              if (swings[0] !== swings[1]) return undefined;
              return swings[0] ? "both" : "settle";
            }}
            renderWhy={() => (
              <p>
                Past 2/λ the error cannot settle at the learned target. Whether a swing then keeps its size or
                grows depends on the curvature farther away, for which we have no formula. In these runs a
                swing kept its size at 1.3 times the limit, and, in the last exercise of{" "}
                <LessonLink of="completion" />, at 1.6 times. It grew at 3.5 times the limit.
              </p>
            )}
          >
            {({ models }) => (
              <p>
                {models
                  .map((network) =>
                    network.progress?.diverged
                      ? `${network.label} diverged at step ${formatCount(network.progress.step)}.`
                      : `${network.label} ended at error ${formatError(network.progress?.headline)}${oscillates(network) ? ", still swinging" : ""}.`,
                  )
                  .join(" ")}
              </p>
            )}
          </Check>
        </Predict>
      </>
    );
  if (screen === 5)
    return (
      <>
        <MetricCurves setup="few" />
        <MetricCurves setup="small" />
        <MetricCurves setup="fast" />
        <MetricCurves setup="noise" />
      </>
    );
  return (
    <>
      <h3>Another kind of data</h3>
      <p>
        Nothing in the method knows what a mountain is. It relies on one thing: low rank. In{" "}
        <LessonLink of="low-rank" /> it had to guess the hidden half of 96 × 96 pixels.
      </p>
      <Predict question="noise">
        <RunIt setup="noise" />
        <Check
          of="noise"
          question="noise"
          found={(outcome) => {
            const error = recoveryOf(outcome, "original");
            if (error > 1 + MOVED) return "rises";
            return error < 1 - MOVED ? "falls" : "stays";
          }}
        >
          {(outcome) => {
            const { run, models } = outcome;
            const best = Math.min(...models.map(({ progress }) => progress?.best ?? NaN));
            return (
              <p>
                The original ended at {formatError(recoveryOf(outcome, "original"))} on the hidden pixels,
                with a train error of {formatError(trainOf(outcome, "original"))}: it memorizes the seen
                pixels. At best the networks reached {formatDb(psnrOf(run.psnrAtOne, best))} dB, where the
                mean gives {formatDb(run.psnrAtOne)} dB.{" "}
                <ShowMe
                  figure="Error"
                  step={networkIn(outcome, "original")?.progress?.bestStep}
                  terms={["original"]}
                >
                  Show me the step with the smallest error
                </ShowMe>
              </p>
            );
          }}
        </Check>
        <p>
          Now find an edge yourself. The first exercise asks for the smallest <Term of="p" /> that still
          works. Move “Observed fraction p” there, and try several seeds: the edge moves with the seed.
        </p>
      </Predict>
    </>
  );
}

const SHOWN = ["original", "yaras"] as const;
const WIDTH = 220;
const HEIGHT = 100;
/** Room for the axes' labels. */
const LEFT = 26;
const BELOW = 24;
/** A larger relative error is drawn at the upper edge. */
const HIGH = 2;
const LEVELS = [0, 0.5, 1, 1.5, 2];

/** Each column's error over the number of its seen entries, for the original and the compressed network of a live run. */
function ColumnErrors() {
  const { looks } = usePage();
  const { entries, models } = useMatrixViews();
  const run = useMatrix((state) => state.run);
  const isTrained = useMatrix(({ step }) => step > 0);
  const shown = SHOWN.flatMap((id) => {
    const values = models.get(id)?.view?.pictures?.values;
    return run && values && entries?.observed && values.length === entries.target.length
      ? [{ id, columns: columnErrors(values, entries.target, entries.observed, run.cols) }]
      : [];
  });
  if (!run || !isTrained || shown.length < SHOWN.length) return <TrainFirst label="Errors of the columns" />;
  const most = Math.max(...shown.flatMap(({ columns }) => columns.map(({ seen }) => seen)));
  const x = (seen: number, place: number): number =>
    LEFT + ((WIDTH - LEFT) * (seen + 0.35 + 0.3 * place)) / (most + 1);
  const y = (error: number): number => 4 + (HEIGHT - 8) * (1 - Math.min(HIGH, error) / HIGH);
  return (
    <figure className="lesson-figure dots-figure" aria-label="Errors of the columns">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BELOW}`}
        fill="var(--muted)"
        fontSize="8"
        textAnchor="middle"
        role="img"
        aria-label={shown
          .map(({ id, columns }) => {
            const failed = columns.filter(({ error }) => error > 0.5).length;
            return `${looks[id]?.name}: ${formatCount(failed)} of ${formatCount(columns.length)} columns have an error above 0.5`;
          })
          .join(". ")}
      >
        <rect
          fill="var(--accent-soft)"
          x={LEFT}
          y="0"
          width={((WIDTH - LEFT) * run.config.rank) / (most + 1)}
          height={HEIGHT}
        />
        {LEVELS.map((level) => (
          <g key={level}>
            <line stroke="var(--border)" x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} />
            <text textAnchor="end" x={LEFT - 4} y={y(level) + 3}>
              {level}
            </text>
          </g>
        ))}
        {Array.from({ length: most + 1 }, (_, seen) => (
          <text key={seen} x={x(seen, 0.5)} y={HEIGHT + 10}>
            {seen}
          </text>
        ))}
        {shown.map(({ id, columns }, place) =>
          columns.map(({ seen, error }, column) => (
            <circle
              key={`${id} ${column}`} // oxlint-disable-line react/no-array-index-key -- the index identifies a column
              data-term={id}
              cx={x(seen, place)}
              cy={y(error)}
              r="1.7"
              style={{ fill: looks[id]?.colour }}
            />
          )),
        )}
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT + 21}>
          seen entries of the column
        </text>
      </svg>
      <figcaption>
        The run on the page: each dot is one of {formatCount(run.cols)} columns with its relative error.
        Shaded: fewer seen entries than the rank. <ModelKeys ids={SHOWN} />
      </figcaption>
    </figure>
  );
}
