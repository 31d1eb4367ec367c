/** The invariant subspace. */
import { formatError } from "../../../store/format.ts";
import type { Outcome } from "../../../store/outcomes.ts";
import { Check, CheckBoth } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { lastSpectra } from "../read.ts";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** Leaks below this are rounding of 32-bit numbers. */
const ROUNDING = 1e-3;

export function Lesson5({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          Each layer here is 32 × 32 and starts as <Term of="epsilon" /> times an orthogonal matrix: all of
          its singular values are equal. The target has rank <Term of="r" /> = 2, every entry of it is seen,
          and training is plain gradient descent. In which directions does a layer move?
        </p>
        <p>
          The gradient of <Formula tex="W_l" /> is the residual seen through all the other layers (lesson 2).
          While these are still orthogonal, they turn directions but prefer none.
        </p>
        <Predict
          id="5.count"
          question="32 equal singular values in the first layer. How many will leave the common value during training?"
          options={{ two: "2: as many as the rank", four: "4: twice the rank", all: "All 32" }}
        />
      </>
    );
  if (screen === 2)
    return (
      <>
        <RunIt setup="still" />
        <p>
          Look at <Formula tex="W_1" /> under “Singular values”, and at its path under “Seeing why”, “Growth”:
          a few lines rise or sink, the others stay together.
        </p>
        <Check of="still" prediction={{ id: "5.count", found: (outcome) => counted(outcome) }}>
          {(outcome) => (
            <p>
              {moved(outcome) === undefined
                ? "The spectra of this run have not come in yet."
                : `In your run ${moved(outcome)} of 32 singular values of W₁ left the common value: ${risen(outcome)} grew above it, ${sunken(outcome)} fell below it.`}
            </p>
          )}
        </Check>
        <p>This is a theorem of the paper. Gradient descent keeps each layer in the form</p>
        <Formula
          display
          tex="W_l(t) = U_l \begin{pmatrix} \widetilde W_l(t) & 0 \\ 0 & \rho_l(t)\, I \end{pmatrix} V_l^\top"
        />
        <p>
          with bases <Formula tex="U_l, V_l" /> fixed at the start. Only the small block,{" "}
          <Formula tex="2r \times 2r" />, learns: <Formula tex="r" /> directions in which the target enters
          and <Formula tex="r" /> in which it comes out, carried to this layer by the others. All the rest
          shrink together, as one number <Term of="rho" />. The <Term of="leak" tex="\text{leak}" />, under
          “Subspace”, measures what escapes.
        </p>
        <Check of="still">
          {(outcome) => (
            <p>
              {leak(outcome) === undefined
                ? "The leak of the last step has not come in yet: it is measured while “Seeing why” is on the page."
                : `Largest leak of a layer in your run: ${formatError(leak(outcome))}.`}
            </p>
          )}
        </Check>
        <Predict
          id="5.adam"
          question="The same with Adam instead of gradient descent. Does the theorem survive?"
          options={{ yes: "Yes: Adam only changes the step size", no: "No: Adam leaves the subspace" }}
        />
      </>
    );
  return (
    <>
      <p>
        Adam divides every entry of the gradient by its own running size. That is not a step size, it is
        another direction.
      </p>
      <RunIt setup="adam" />
      <CheckBoth
        of={["still", "adam"]}
        prediction={{
          id: "5.adam",
          found: (_still, adam) => {
            const found = leak(adam);
            return found === undefined ? undefined : found > ROUNDING ? "no" : "yes";
          },
        }}
      >
        {(still, adam) => (
          <p>
            {leak(still) === undefined || leak(adam) === undefined
              ? "The leaks at the end of both runs have not come in yet: they are measured while “Seeing why” is on the page."
              : `Largest leak: ${formatError(leak(still))} with gradient descent, ${formatError(leak(adam))} with Adam. A theorem is a promise with conditions; the conditions are part of it.`}
          </p>
        )}
      </CheckBoth>
    </>
  );
}

/** The largest leak of a layer at the end, once it has come in: a moment after the last step. */
function leak(outcome: Outcome): number | undefined {
  const insight = lastSpectra(outcome, "original")?.insight;
  return insight && Math.max(...insight.leaks);
}

/** Share of the median that a singular value must be away from it to have left the pack. */
const APART = 1e-3;

/** Singular values of W₁ over that of the pack, at the end. */
function overPack(outcome: Outcome): readonly number[] | undefined {
  const sigma = lastSpectra(outcome, "original")?.spectra.layers[0];
  const pack = sigma?.[sigma.length >> 1] ?? NaN;
  return sigma?.map((value) => value / pack);
}

const risen = (outcome: Outcome): number | undefined =>
  overPack(outcome)?.filter((share) => share > 1 + APART).length;

const sunken = (outcome: Outcome): number | undefined =>
  overPack(outcome)?.filter((share) => share < 1 - APART).length;

/** How many singular values of W₁ are no longer where most are. */
function moved(outcome: Outcome): number | undefined {
  const [up, down] = [risen(outcome), sunken(outcome)];
  return up === undefined || down === undefined ? undefined : up + down;
}

function counted(outcome: Outcome): string | undefined {
  const count = moved(outcome);
  if (count === undefined) return undefined;
  return count === 2 ? "two" : count === 4 ? "four" : count > 16 ? "all" : undefined;
}
