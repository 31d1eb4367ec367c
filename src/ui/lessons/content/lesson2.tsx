/** A network that is a matrix. */
import { formatError } from "../../../store/format.ts";
import { Check } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";
import { TinyNetwork } from "../TinyNetwork.tsx";

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
          it changes is gradient descent. With <Formula tex="D = f - \Phi" /> the gradient of each factor is{" "}
          <Formula tex="D" /> seen through all the others:
        </p>
        <Formula
          display
          tex="G_l = (W_L \cdots W_{l+1})^\top D \, (W_{l-1} \cdots W_1)^\top, \qquad W_l \leftarrow W_l - \eta\, G_l"
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
        <p>
          In <Formula tex="W" /> it has no gradient and never moves. In the product, every entry of{" "}
          <Formula tex="W_1" /> and <Formula tex="W_2" /> takes part in several entries of <Formula tex="f" />
          : learning three of them moves the fourth. After 200 steps, where does it go? The rows of the target
          are multiples of each other: 0.5 is to 0.25 as what is to 0.5?
        </p>
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
              Relative error on what it saw: {formatError(progress?.trainError)}; over all entries, the hidden
              ones included: {formatError(progress?.recoveryError)}. Infinitely many matrices agree with the
              seen half. Gradient descent on the product went to the one of low rank, and nobody asked it to.
            </p>
          );
        }}
      </Check>
    </>
  );
}
