/** What the page is about, and whose work it shows. */
const PAPER = "https://arxiv.org/abs/2406.04112";

export function Foot() {
  return (
    <>
      <p>
        A deep network <i>W</i>
        <sub>L</sub> ⋯ <i>W</i>
        <sub>1</sub> learns a matrix from part of its entries. A compressed network of width 2r̂ trains beside
        it, from the same start and for a fraction of the work. For gradient descent with every entry seen,
        the paper proves how the two are related.
      </p>
      <p>
        After C. Yaras, P. Wang, L. Balzano, Q. Qu,{" "}
        <a href={PAPER}>
          <cite>Compressible Dynamics in Deep Overparameterized Low-Rank Learning &amp; Adaptation</cite>,
          ICML 2024, arXiv 2406.04112
        </a>
        . The network with a spectral start is by Kwon, Zhang, Song, Balzano and Qu,{" "}
        <a href="https://arxiv.org/abs/2311.05061">arXiv 2311.05061</a>. “Thin” is this playground’s own
        variant.
      </p>
      <p>Photographs courtesy of the Getty’s Open Content Program.</p>
    </>
  );
}
