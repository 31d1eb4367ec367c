/** Where it fails. */
import { formatCount, formatDb, formatError } from "../../../store/format.ts";
import { oscillates } from "../../../store/headline.ts";
import { psnrOf } from "../../../store/psnr.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { networkIn, recoveryOf, trainOf } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

const RECOVERED = 1e-2;

export function Lesson8({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          <strong>Too few entries.</strong> A matrix of rank <Term of="r" /> has{" "}
          <Formula tex="r(m + n - r)" /> free numbers: 252 for <Formula tex="m = n = 64" /> and rank 2. One
          entry in ten gives 410 equations for them. Enough?
        </p>
        <Predict
          id="8.few"
          question="410 entries for 252 unknowns. Does the original recover the matrix (error below 1e-2)?"
          options={{ yes: "Yes: more equations than unknowns", no: "No: they are spread unevenly" }}
        />
        <RunIt setup="few" />
        <Check
          of="few"
          prediction={{
            id: "8.few",
            found: (outcome) => (recoveryOf(outcome, "original") < RECOVERED ? "yes" : "no"),
          }}
        >
          {(outcome) => (
            <p>
              Train error {formatError(trainOf(outcome, "original"))}, over all entries{" "}
              {formatError(recoveryOf(outcome, "original"))}; the compressed network:{" "}
              {formatError(recoveryOf(outcome, "yaras"))}. A row or a column of a rank-2 matrix is two unknown
              numbers: where fewer than two of its entries are seen, nothing pins them down. Fewest seen in a
              row of this run: {outcome.run.fewestSeen?.row ?? "–"}; in a column:{" "}
              {outcome.run.fewestSeen?.column ?? "–"}.
            </p>
          )}
        </Check>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          <strong>Too small a compression.</strong> Rank 4, but <Term of="rHat" /> = 2: the compressed network
          is built from the first gradient’s two leading directions on each side, four in all.
        </p>
        <RunIt setup="small" />
        <Check of="small">
          {(outcome) => (
            <p>
              The original: {formatError(recoveryOf(outcome, "original"))}; the compressed one:{" "}
              {formatError(recoveryOf(outcome, "yaras"))}. Its inner matrices are 4 × 4, so its product could
              have rank 4; but two of its directions point the wrong way, and U and V would have to turn them
              far.
            </p>
          )}
        </Check>
        <p>
          <strong>Too fast.</strong> <Term of="etaHat" /> is the share of the largest stable rate,{" "}
          <Formula tex="2/\lambda" />, of the original. With γ = 3 the compressed network’s{" "}
          <Formula tex="\lambda" /> is 9 instead of 3 (lesson 7): at the same η it is three times as close to
          its own limit.
        </p>
        <Predict
          id="8.fast"
          question="η̂ = 1.3: the original at 1.3 times its limit, the compressed network at 3.9 times its own. What will the errors do?"
          options={{
            settle: "Both settle, with some ringing",
            part: "The original swings on, the compressed one grows without bound",
            explode: "Both grow without bound",
          }}
        />
        <RunIt setup="fast" />
        <Check
          of="fast"
          prediction={{
            id: "8.fast",
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
              . A little past its limit a network may swing on without growing, since the slope is not equally
              steep all along the swing. Far past it nothing holds it.
            </p>
          )}
        </Check>
      </>
    );
  return (
    <>
      <p>
        <strong>The wrong kind of data.</strong> Nothing in the method knows what a mountain is. It knows one
        thing: low rank.
      </p>
      <RunIt setup="noise" />
      <Check of="noise">
        {({ run, networks }) => {
          const best = Math.min(...networks.map(({ progress }) => progress?.best ?? NaN));
          return (
            <p>
              Noise: at best {formatDb(psnrOf(run.psnrAtOne, best))} dB, where filling in the mean gives{" "}
              {formatDb(run.psnrAtOne)} dB. And it gets worse with training: the networks learn the seen
              pixels by heart.
            </p>
          );
        }}
      </Check>
      <p>
        Now find the edge yourself: the first exercise asks for the smallest <Term of="p" /> that still works.
        Move “Observed fraction p” in the settings, and try several seeds: an edge is not a line.
      </p>
    </>
  );
}
