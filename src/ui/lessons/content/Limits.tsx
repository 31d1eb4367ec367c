/** Lesson: four edges. */
import { formatCount, formatDb, formatError } from "../../../store/format.ts";
import { oscillates } from "../../../store/run/headline.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import { After } from "../parts/After.tsx";
import { Check } from "../parts/Check.tsx";
import { Formula } from "../parts/Formula.tsx";
import { LessonLink } from "../LessonLink.tsx";
import { Predict } from "../parts/Predict.tsx";
import { networkIn, recoveryOf, trainOf } from "../parts/read.ts";
import { RunIt } from "../parts/RunIt.tsx";
import { ShowMe } from "../parts/ShowMe.tsx";
import { Term, Word } from "../terms/Term.tsx";

const RECOVERED = 1e-2;

export function Limits({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <h3>One entry in ten</h3>
        <p>
          A matrix of rank <Term of="r" /> has <Formula tex="r(m + n - r)" /> free numbers: 252 for{" "}
          <Formula tex="m = n = 64" /> and rank 2. One entry in ten gives 409 equations for them. Is that
          enough?
        </p>
        <Predict question="few" />
        <After question="few">
          <RunIt setup="few" />
          <Check
            of="few"
            prediction={{
              question: "few",
              found: (outcome) => (recoveryOf(outcome, "original") < RECOVERED ? "yes" : "no"),
            }}
          >
            {(outcome) => (
              <>
                <p>
                  <Word of="train">Train error</Word> {formatError(trainOf(outcome, "original"))},{" "}
                  <Word of="recovery">recovery error</Word> {formatError(recoveryOf(outcome, "original"))};
                  the compressed network: {formatError(recoveryOf(outcome, "yaras"))}. A row or a column of a
                  rank-2 matrix is two unknown numbers. Where fewer than two of its entries are seen, nothing
                  determines them. In this run, one row has {outcome.run.fewestSeen?.row ?? "–"} seen entries
                  and one column has {outcome.run.fewestSeen?.column ?? "–"}: the fewest of all.
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
          Rank 4, but <Term of="rHat" /> = 2. The compressed network comes from the first gradient’s two
          leading directions on each side, four in all.
        </p>
        <RunIt setup="small" />
        <Check of="small">
          {(outcome) => (
            <p>
              The original: {formatError(recoveryOf(outcome, "original"))}. The compressed network:{" "}
              {formatError(recoveryOf(outcome, "yaras"))}. Its inner matrices are 4 × 4, so its product could
              have rank 4. But two of its directions point the wrong way, and U and V would have to turn them
              far.
            </p>
          )}
        </Check>
        <h3>A large rate</h3>
        <p>
          <Term of="etaHat" /> is the rate as a share of the original’s largest stable rate,{" "}
          <Formula tex="2/\lambda" />. With γ = 3 the compressed network’s <Formula tex="\lambda" /> is 9
          instead of 3 (<LessonLink of="completion" />
          ). So the same η is three times as large a share of its own limit.
        </p>
        <Predict question="fast" />
        <After question="fast">
          <RunIt setup="fast" />
          <Check
            of="fast"
            prediction={{
              question: "fast",
              found: (outcome) => {
                const [original, compressed] = [networkIn(outcome, "original"), networkIn(outcome, "yaras")];
                if (!compressed?.progress?.diverged)
                  return original && oscillates(original) ? undefined : "settle";
                if (original?.progress?.diverged) return "explode";
                return original && oscillates(original) ? "part" : undefined;
              },
            }}
          >
            {({ networks }) => (
              <p>
                {networks
                  .map((network) =>
                    network.progress?.diverged
                      ? `${network.label}: diverged at step ${formatCount(network.progress.step)}`
                      : `${network.label}: ${oscillates(network) ? "still swinging, " : ""}error ${formatError(network.progress?.headline)}`,
                  )
                  .join("; ")}
                . The limit is computed from the curvature at the learned target. Farther out on the swing the
                curvature is different. So a little past its limit a network may swing on without growing. Far
                past it, this one grew.
              </p>
            )}
          </Check>
        </After>
      </>
    );
  return (
    <>
      <h3>Another kind of data</h3>
      <p>Nothing in the method knows what a mountain is. It knows one thing: low rank.</p>
      <RunIt setup="noise" />
      <Check of="noise">
        {({ run, networks }) => {
          const best = Math.min(...networks.map(({ progress }) => progress?.best ?? NaN));
          return (
            <p>
              Noise: at best {formatDb(psnrOf(run.psnrAtOne, best))} dB, where the mean gives{" "}
              {formatDb(run.psnrAtOne)} dB. It gets worse with training: the networks memorize the seen
              pixels.{" "}
              <ShowMe figure="Error" terms={["original", "thin"]}>
                Show me
              </ShowMe>
            </p>
          );
        }}
      </Check>
      <p>
        Now find an edge yourself. The first exercise asks for the smallest <Term of="p" /> that still works.
        Move “Observed fraction p” in the settings, and try several seeds: the edge moves with the seed.
      </p>
    </>
  );
}
