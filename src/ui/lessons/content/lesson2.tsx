/** A network that is a matrix. */
import { formatError } from "../../../store/format.ts";
import { Check, Reveal } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";
import { multiply, tinyStart, tinyStep, type Tiny } from "../tiny.ts";
import { TinyNetwork } from "../TinyNetwork.tsx";

/** Steps after which the three seen entries are learned. */
const LONG = 200;

const hiddenEntry = afterTraining();

export function Lesson2({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A deep linear network multiplies its input by one matrix after another, with nothing in between:
        </p>
        <Formula display tex="f = W_L \cdots W_2 W_1" />
        <p>
          Its product <Term of="f" /> is one matrix. So depth <Term of="L" /> buys no expressive power. What
          it changes is gradient descent. The target is <Term of="Phi" />, the loss{" "}
          <Formula tex="\tfrac12 \lVert f - \Phi \rVert_F^2" />. The gradient of each factor is the residual{" "}
          <Term of="D" /> <Formula tex="{}= f - \Phi" /> seen through all the others:
        </p>
        <Formula
          display
          tex="\begin{gathered} G_l = (W_L \cdots W_{l+1})^\top D \, (W_{l-1} \cdots W_1)^\top \\ W_l \leftarrow W_l - \eta\, G_l \end{gathered}"
        />
        <p>
          Do one step by hand, with two 2 × 2 matrices and <Term of="eta" /> = 0.2. Compute the upper left
          number of <Formula tex="G_1" /> and of the new <Formula tex="W_1" />, then press “One step”.
        </p>
        <TinyNetwork hidden={false} gradient />
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          Now hide one entry of the target: the gradient no longer sees it. Next to the product, one plain
          matrix <Formula tex="W" /> is trained on the same three entries, from the same start.
        </p>
        <Predict
          id="2.hidden"
          question="What happens to the hidden entry, of which nobody is told anything?"
          options={{
            both: "It stays where it was in both",
            product: "It stays in W; the product moves it",
            zero: "It goes to zero in both",
          }}
        />
        <TinyNetwork hidden gradient={false} />
        <Reveal prediction={{ id: "2.hidden", found: hiddenEntry.found }}>
          <p>
            In <Formula tex="W" /> the hidden entry has no gradient: after {LONG} steps it stands at{" "}
            {hiddenEntry.plain.toFixed(3)}, where it started. In the product, every entry of{" "}
            <Formula tex="W_1" /> and <Formula tex="W_2" /> takes part in several entries of{" "}
            <Formula tex="f" />: learning three of them moves the fourth, to {hiddenEntry.product.toFixed(3)}.
            The rows of the target are multiples of each other: 0.5 is to 0.25 as 1 is to 0.5.
          </p>
        </Reveal>
      </>
    );
  return (
    <>
      <p>
        The same with a 48 × 48 matrix of rank <Term of="r" /> = 2, depth <Term of="L" /> = 3, half of its
        entries hidden. The network starts almost at zero: <Term of="epsilon" /> = 0.02.
      </p>
      <RunIt setup="deep" />
      <Check of="deep">
        {({ networks }) => {
          const progress = networks.find(({ id }) => id === "original")?.progress;
          return (
            <p>
              Relative error on what it saw: {formatError(progress?.loss)}; over all entries, the hidden ones
              included: {formatError(progress?.headline)} (1e-3 is short for 10⁻³). Infinitely many matrices
              agree with the seen half. Gradient descent on the product went to the one of low rank, and
              nobody asked it to.
            </p>
          );
        }}
      </Check>
    </>
  );
}

/** Where the hidden entry of the 2 × 2 example has gone in the product and in the plain matrix. */
function afterTraining(): { readonly product: number; readonly plain: number; readonly found: string } {
  const start = tinyStart();
  let tiny: Tiny = start;
  for (let step = 0; step < LONG; step++) tiny = tinyStep(tiny, true);
  const [product, plain] = [multiply(tiny.W2, tiny.W1)[3], tiny.W[3]];
  const stays = (now: number): boolean => Math.abs(now - start.W[3]) < 1e-3;
  const both = stays(product) ? "both" : "product";
  return { product, plain, found: stays(plain) ? both : "zero" };
}
