/** Where it fails. */
import { formatError, formatDb } from "../../../store/format.ts";
import { psnrOf } from "../../../store/psnr.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { recoveryOf, trainOf } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

const RECOVERED = 1e-2;

export function Lesson8({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          <strong>Too few entries.</strong> A matrix of rank <Term of="r" /> has{" "}
          <Formula tex="r(m + n - r)" /> free numbers: 252 for 64 × 64 and rank 2. One entry in ten are 410
          equations for them. Enough?
        </p>
        <Predict
          id="8.few"
          question="410 entries for 252 unknowns. Does the original recover the matrix (error below 10⁻²)?"
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
              {formatError(recoveryOf(outcome, "yaras"))}. Some rows have two or three seen entries: nothing
              pins them down.
            </p>
          )}
        </Check>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          <strong>Too small a compression.</strong> Rank 4, but <Term of="rHat" /> = 2: the first gradient’s
          two leading directions are all that the compressed network is built from.
        </p>
        <RunIt setup="small" />
        <Check of="small">
          {(outcome) => (
            <p>
              The original: {formatError(recoveryOf(outcome, "original"))}; the compressed one:{" "}
              {formatError(recoveryOf(outcome, "yaras"))}. Its inner matrices are 4 × 4, so its product could
              have rank 4; but two of its directions point the wrong way, and γ would have to turn them by
              far.
            </p>
          )}
        </Check>
        <p>
          <strong>Too fast.</strong> <Term of="etaHat" /> is the share of the largest stable rate,{" "}
          <Formula tex="2/\lambda" />.
        </p>
        <Predict
          id="8.fast"
          question="η̂ = 1.3. What will the error do?"
          options={{
            settle: "Settle, with some ringing",
            explode: "Grow without bound",
            slow: "Fall more slowly",
          }}
        />
        <RunIt setup="fast" />
        <Check
          of="fast"
          prediction={{
            id: "8.fast",
            found: ({ networks }) =>
              networks.some(({ progress }) => progress?.diverged) ? "explode" : undefined,
          }}
        >
          {({ networks }) => (
            <p>
              {networks
                .map(({ label, progress }) =>
                  progress?.diverged
                    ? `${label}: diverged at step ${progress.step}`
                    : `${label}: error ${formatError(progress?.recoveryError)}`,
                )
                .join("; ")}
              . Past the limit each step overshoots more than the last one corrected.
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
          const best = Math.min(...networks.map(({ progress }) => progress?.bestRecoveryError ?? NaN));
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
        Use the control, and several seeds: an edge is not a line.
      </p>
    </>
  );
}
