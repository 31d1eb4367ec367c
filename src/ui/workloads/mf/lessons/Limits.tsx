/** Lesson: four edges. */
import { formatCount, formatDb, formatError } from "../../../../store/format.ts";
import { oscillates } from "../../../../store/run/headline.ts";
import { psnrOf } from "../../../../store/run/psnr.ts";
import { After } from "../../../lessons/parts/After.tsx";
import { Check } from "./checks.ts";
import { MetricCurves } from "../../../lessons/parts/MetricCurves.tsx";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { LessonLink } from "../../../lessons/LessonLink.tsx";
import { Predict } from "../../../lessons/parts/Predict.tsx";
import { LEARNED, networkIn, recoveryOf, trainOf } from "./read.ts";
import { RunIt } from "../../../lessons/parts/RunIt.tsx";
import { ShowMe } from "../../../lessons/parts/ShowMe.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";

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
        <Predict question="few" />
        <After question="few">
          <RunIt setup="few" />
          <Check
            of="few"
            prediction={{
              question: "few",
              found: (outcome) => {
                if (recoveryOf(outcome, "original") < LEARNED) return "yes";
                return trainOf(outcome, "original") < LEARNED ? "no" : "neither";
              },
            }}
          >
            {(outcome) => (
              <>
                <p>
                  <Word of="train">Train error</Word> {formatError(trainOf(outcome, "original"))},{" "}
                  <Word of="recovery">recovery error</Word> {formatError(recoveryOf(outcome, "original"))};
                  the compressed network: {formatError(recoveryOf(outcome, "yaras"))}. The equations outnumber
                  the unknowns, but they are spread unevenly. Once the other columns are known, a column of a
                  rank-2 matrix is two unknown numbers, and so is a row. Where fewer than two of its entries
                  are seen, nothing determines them. That holds for {outcome.run.fewSeen?.rows ?? "–"} of the
                  rows and {outcome.run.fewSeen?.columns ?? "–"} of the columns. On seed 0, which this run has
                  unless you change it, we measured that these columns hold 95 % of the original’s squared
                  error. Over the rest its error was 0.046, and 0.012 after 8,000 steps: far less, but above
                  1e-2 as well. On seeds 1 and 2 such columns held 5 % and nothing: there the original failed
                  in columns with enough entries, too.
                </p>
                <p>
                  The compressed network fails in most columns, for another reason. The first gradient hardly
                  shows the target’s second direction: on seed 0 its <Term of="rHat" /> = 4 leading directions
                  on each side hold 8 % of u₂ and 6 % of v₂, by squared length. With γ = 3, U and V can turn.
                  But they turn towards whatever fits the seen entries. From step 2,000 to 8,000 on that seed
                  the train error fell from 0.062 to 0.023, and the recovery error rose from 0.75 to 0.80.
                </p>
                <p>
                  <ShowMe figure="Error" terms={["original"]}>
                    Show me both errors of the original
                  </ShowMe>
                </p>
              </>
            )}
          </Check>
        </After>
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
        <Predict question="small" />
        <After question="small">
          <RunIt setup="small" />
          <Check
            of="small"
            prediction={{
              question: "small",
              found: (outcome) => {
                if (recoveryOf(outcome, "yaras") < LEARNED) return "follow";
                return recoveryOf(outcome, "original") < LEARNED ? "stall" : "both";
              },
            }}
          >
            {(outcome) => (
              <p>
                The original: {formatError(recoveryOf(outcome, "original"))}. The compressed network:{" "}
                {formatError(recoveryOf(outcome, "yaras"))}. Only half of U comes from the gradient’s left
                directions. The other half, O times right directions, is random relative to the target’s u.
                The same holds for V. They would have to turn far.
              </p>
            )}
          </Check>
        </After>
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
          tex="\htmlData{term=original}{\lambda_{\text{original}} = L = 3}, \qquad \htmlData{term=yaras}{\lambda_{\text{compressed}} = 2\gamma/w_o^2 + L/w_i^2 = 8}"
        />
        <p>So the same η is 2.7 times as large a share of its own limit.</p>
        <Predict question="fast" />
        <After question="fast">
          <RunIt setup="fast" />
          <Check
            of="fast"
            prediction={{
              question: "fast",
              found: (outcome) => {
                const [original, compressed] = [networkIn(outcome, "original"), networkIn(outcome, "yaras")];
                if (!original || !compressed) return undefined;
                const swings = [original, compressed].map(oscillates);
                if (compressed.progress?.diverged) {
                  if (original.progress?.diverged) return "explode";
                  return swings[0] ? "part" : undefined;
                }
                if (swings[0] !== swings[1]) return undefined;
                return swings[0] ? "both" : "settle";
              },
            }}
          >
            {({ models }) => (
              <>
                <p>
                  {models
                    .map((network) =>
                      network.progress?.diverged
                        ? `${network.label}: diverged at step ${formatCount(network.progress.step)}`
                        : `${network.label}: ${oscillates(network) ? "still swinging, " : ""}error ${formatError(network.progress?.headline)}`,
                    )
                    .join("; ")}
                  . The limit is computed from the curvature at the learned target. A large swing leaves the
                  region where this curvature holds. So a little past its limit a network may keep swinging
                  without growing.
                </p>
                <p>
                  How far is too far? The original kept swinging at 1.3 times its limit. The compressed
                  network diverged at 3.5 times its own. In the last exercise of{" "}
                  <LessonLink of="completion" />, with γ = 30, it kept swinging at 1.6 times its limit. So in
                  these runs the border lay somewhere between 1.6 and 3.5. We have no formula for it.
                </p>
              </>
            )}
          </Check>
        </After>
      </>
    );
  if (screen === 4)
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
      <Predict question="noise" />
      <After question="noise">
        <RunIt setup="noise" />
        <Check
          of="noise"
          prediction={{
            question: "noise",
            found: (outcome) => {
              const error = recoveryOf(outcome, "original");
              if (error > 1 + MOVED) return "rises";
              return error < 1 - MOVED ? "falls" : "stays";
            },
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
          works. Move “Observed fraction p” in the settings, and try several seeds: the edge moves with the
          seed.
        </p>
      </After>
    </>
  );
}
