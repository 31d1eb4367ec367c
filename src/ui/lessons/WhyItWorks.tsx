/**
 * Explains why a compressed network takes the path of the original: assumptions, picture, proof, use and limits, on
 * one page. It is also a separate view that can be linked, read alone and printed on one sheet.
 */
import { Sheet } from "../parts/Sheet.tsx";
import { BlocksPicture } from "./parts/BlocksPicture.tsx";
import { Formula } from "./parts/Formula.tsx";
import "../styles/panels/lessons.css";

export function WhyItWorks() {
  return (
    <Sheet
      title="Why it works"
      className="lessons"
      width="48.5rem"
      summary="Why a compressed network takes the path of the original when every entry is seen."
    >
      <p className="row">
        <button type="button" onClick={() => window.print()}>
          Print this page
        </button>
      </p>
      <WhyItWorksText />
    </Sheet>
  );
}

const LINES = [
  { tex: "f x_0 = (\\prod_k \\rho_k)\\, x_L", because: "Each layer hands the direction on." },
  {
    tex: "D x_0 = (f - \\Phi)\\, x_0 = (\\prod_k \\rho_k)\\, x_L",
    because: "The target does nothing to it.",
  },
  {
    tex: "G_l\\, x_{l-1} = \\rho_l \\prod_{k \\ne l} \\rho_k^2\\; x_l",
    because: "The other layers carry it here and back.",
  },
  {
    tex: "(W_l - \\eta G_l)\\, x_{l-1} = \\rho_l \\big(1 - \\eta \\prod_{k \\ne l} \\rho_k^2\\big)\\, x_l",
    because: "After the step it has the same partner and is shorter.",
  },
];

export function WhyItWorksText() {
  return (
    <div className="why-it-works stack">
      <p>
        A deep linear network is a product of L square weight matrices, <Formula tex="f = W_L \cdots W_1" />.
        It learns a target <Formula tex="\Phi" /> of rank r by gradient descent on{" "}
        <Formula tex="\tfrac12 \lVert f - \Phi \rVert_F^2" />. The gradient with respect to f is{" "}
        <Formula tex="D = f - \Phi" />, and with respect to <Formula tex="W_l" /> it is{" "}
        <Formula tex="G_l = (W_L \cdots W_{l+1})^\top D\, (W_{l-1} \cdots W_1)^\top" />. Each matrix starts as{" "}
        <Formula tex="W_l(0) = \varepsilon\, O_l" /> with <Formula tex="O_l" /> orthogonal;{" "}
        <Formula tex="O = O_L \cdots O_1" />. Most of each matrix never learns anything. A network without
        that part takes the same path, apart from a remainder of the start.
      </p>
      <h3>Most directions are quiet</h3>
      <p>
        Take a direction x with <Formula tex="\Phi x = 0" /> and <Formula tex="\Phi^\top O x = 0" />. The
        target has rank r, so at least d − 2r independent directions satisfy both. Follow such an x through
        the initial layers: <Formula tex="x_0 = x" />, <Formula tex="x_l = O_l\, x_{l-1}" />. Suppose that
        each layer still sends <Formula tex="x_{l-1}" /> along its partner <Formula tex="x_l" />, to{" "}
        <Formula tex="\rho_l x_l" />, and <Formula tex="W_l^\top" /> sends <Formula tex="x_l" /> back to{" "}
        <Formula tex="\rho_l x_{l-1}" />. At the start this holds with <Formula tex="\rho_l = \varepsilon" />.
        Then
      </p>
      <ol className="induction stack tight">
        {LINES.map(({ tex, because }) => (
          <li key={tex}>
            <Formula tex={tex} /> <span>{because}</span>
          </li>
        ))}
      </ol>
      <p>
        The same lines hold for the transposes, because <Formula tex="\Phi^\top x_L = \Phi^\top O x = 0" />.
        So the direction keeps its partner forever and only shrinks. All quiet directions shrink by the same
        factor, so one number <Formula tex="\rho_l" /> describes them all.
      </p>
      <h3>The rest closes up</h3>
      <p>
        In each layer the directions that are left span 2r dimensions: the target’s r input and r output
        directions, carried there by the start. Each layer sends its 2r dimensions into those of the next,
        because its transpose sends quiet directions to quiet ones. Let the columns of <Formula tex="X_0" />{" "}
        be an orthonormal basis, first of these 2r dimensions and then of the quiet ones, and let{" "}
        <Formula tex="X_l = O_l X_{l-1}" />. In these bases every layer is a small block and a number, and
        neighbouring bases cancel in the product:
      </p>
      <BlocksPicture />
      <Formula
        display
        tex="\begin{gathered} f = U\, \widetilde W_L \cdots \widetilde W_1\, V^\top \\ {} + (\textstyle\prod_l \rho_l)\; O\,(I - V V^\top) \end{gathered}"
      />
      <p>
        V and U are the first 2r columns of <Formula tex="X_0" /> and <Formula tex="X_L" />, so{" "}
        <Formula tex="U = OV" /> and <Formula tex="\widetilde W_l(0) = \varepsilon I" />. The second term is
        the remainder of the start: it is at most <Formula tex="\varepsilon^L" /> in each direction and
        shrinks. The first term is a network with its own gradient descent:{" "}
        <Formula tex="\Phi = U \widetilde\Phi V^\top" /> with <Formula tex="\widetilde\Phi = U^\top \Phi V" />
        , so the upper block of <Formula tex="G_l" /> in these bases is the gradient of a network of width 2r
        that learns <Formula tex="\widetilde\Phi" />:
      </p>
      <Formula
        display
        tex="(\widetilde W_L \cdots \widetilde W_{l+1})^\top \big(\widetilde W_L \cdots \widetilde W_1 - \widetilde\Phi\big) (\widetilde W_{l-1} \cdots \widetilde W_1)^\top"
      />
      <h3>Why the start must be orthogonal</h3>
      <p>
        The target decides which directions are quiet, and the argument needs them to be singular directions
        of every layer. If all singular values of a layer are equal, every orthonormal basis is a singular
        basis. A Gaussian start leaves no choice.
      </p>
      <h3>Its use, and its limits</h3>
      <p>
        With every entry seen, the first gradient <Formula tex="D(0) = \varepsilon^L O - \Phi" /> already
        contains the answer. Then the statement is a theorem, and nobody needs the network. Its use is
        completion: there the network sees only some entries, and <Formula tex="D(0)" /> contains only these.
        A network of width <Formula tex="2\hat r" /> starts from the first <Formula tex="\hat r" /> singular
        directions of <Formula tex="D(0)" /> on each side; <Formula tex="\hat r" /> is a guess of the rank.
        With one entry in five, these held only 46 % of the length of v₂ in lesson 6, so U and V must learn,
        too. A network of the same width from random weights costs as little. But its directions are not the
        first gradient’s: from the same ε it needed about twice the steps in lesson 7. The theorem says
        nothing about hidden entries. Nor does it hold with Adam or from a Gaussian start: there the quiet
        directions do not stay quiet.
      </p>
      <p className="note">
        Yaras, Wang, Balzano, Qu: Compressible Dynamics in Deep Overparameterized Low-Rank Learning &amp;
        Adaptation, ICML 2024, Theorem 2.1.
      </p>
    </div>
  );
}
