/** Missing entries need γ. */
import { formatError } from "../../../store/format.ts";
import { Check, CheckBoth } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { recoveryOf, stepsTo, whenTo } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** Followed: within this factor of the original's error, or below 10⁻². */
const FOLLOWED = 1e-2;

export function Lesson7({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          With half of the entries hidden (<Term of="p" /> = 0.5), the residual at the start is
        </p>
        <Formula display tex="D(0) = \tfrac1p\, M \odot (f - \Phi)" />
        <p>
          The mask <Term of="M" /> multiplies entry by entry: the leading directions of <Formula tex="D(0)" />{" "}
          are no longer those of the target <Term of="Phi" />, only near them. And during training{" "}
          <Formula tex="D" /> keeps turning. The theorem needs <Formula tex="D" /> to stay in one subspace.
        </p>
        <Predict
          id="7.zero"
          question="Compress as before, with U and V fixed (γ = 0). What will the compressed network do?"
          options={{
            follow: "Follow: near is near enough",
            stall: "Learn a part, then stall",
            nothing: "Learn nothing at all",
          }}
        />
        <RunIt setup="stuck" />
        <Check
          of="stuck"
          prediction={{
            id: "7.zero",
            found: (outcome) => {
              const error = recoveryOf(outcome, "yaras");
              return error < FOLLOWED ? "follow" : error < 0.9 ? "stall" : "nothing";
            },
          }}
        >
          {(outcome) => (
            <p>
              γ = 0: the compressed network ended at error {formatError(recoveryOf(outcome, "yaras"))}, the
              original at {formatError(recoveryOf(outcome, "original"))}. Its directions are fixed, and they
              are not the target’s.
            </p>
          )}
        </Check>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          The remedy: let the outer factors learn too, at <Term of="gamma" tex="\gamma\eta" />, so that they
          can turn with the gradient:
        </p>
        <Formula display tex="U \leftarrow U - \gamma\eta\, G_U, \qquad V \leftarrow V - \gamma\eta\, G_V" />
        <Predict
          id="7.three"
          question="With γ = 3, how far is the compressed network from the original at error 1e-3?"
          options={{
            equal: "At the very same step, as in lesson 6",
            close: "There too, some steps apart",
            never: "It does not get there: 2r̂ directions are too few",
          }}
        />
        <RunIt setup="free" />
      </>
    );
  return (
    <>
      <CheckBoth
        of={["stuck", "free"]}
        prediction={{
          id: "7.three",
          found: (_stuck, free) => {
            const [a, b] = [stepsTo(free, "original", "1e-3"), stepsTo(free, "yaras", "1e-3")];
            if (a === undefined) return undefined;
            return b === undefined ? "never" : a === b ? "equal" : "close";
          },
        }}
      >
        {(stuck, free) => (
          <p>
            Final error of the compressed network: {formatError(recoveryOf(stuck, "yaras"))} with γ = 0,{" "}
            {formatError(recoveryOf(free, "yaras"))} with γ = 3; of the original{" "}
            {formatError(recoveryOf(free, "original"))}. Error 1e-3 at {whenTo(free, "original", "1e-3")} for
            the original and {whenTo(free, "yaras", "1e-3")} for the compressed one.
          </p>
        )}
      </CheckBoth>
      <p>
        A larger <Term of="gamma" /> is no free lunch. The largest stable rate is 2/
        <Term of="lambda" />, where <Formula tex="\lambda = L" /> for the original and{" "}
        <Formula tex="\lambda = L + 2\gamma" /> for the compressed network. And <Term of="rHat" /> matters
        more than γ where entries are few: its spare directions catch what the first gradient did not show.
      </p>
    </>
  );
}
